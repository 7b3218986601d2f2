"""From arguments to an exit status. The one place where an error becomes a sentence on standard error."""

import argparse
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn

from desktop_chat import paths
from desktop_chat.cli import status
from desktop_chat.cli.output import Output, standard_output
from desktop_chat.cli.parser import build
from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse, status_of
from desktop_chat.domain.errors import ChatError, PlainHttpRefused
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import Kept, explain

_log = logging.getLogger(__name__)


def run(argv: Sequence[str]) -> int:
    """One command, from its arguments to its exit status."""
    output = standard_output()
    with Session(paths.data_directory(_data_dir_in(argv)), output) as session, _ended_by_signals():
        try:
            session.speak()
            ended = _dispatch(session, build().parse_args(argv))
            output.flush()
        except SystemExit as ending:  # argparse has said all there is to say
            return ending.code if isinstance(ending.code, int) else status.WRONG_USE
        except WrongUse as misuse:
            output.complain(str(misuse))
            return status.WRONG_USE
        except ChatError as error:
            _log.info("A command ended with %s", error.kind)
            output.complain(sentence_for(error))
            return status_of(error)
        except BrokenPipeError:
            output.give_up()
            return status.NO_READER
        except KeyboardInterrupt:
            return status.INTERRUPTED
    return ended


def sentence_for(error: ChatError, kept: Kept = Kept.NOTHING) -> str:
    """What happened and what can be done, here on the command line."""
    hint = tr("The option --allow-plain-http allows it.") if isinstance(error, PlainHttpRefused) else ""
    return joined(explain(error, kept).text, hint)


def _dispatch(session: Session, arguments: argparse.Namespace) -> int:  # noqa: PLR0911 - one line a command
    if arguments.self_check:
        from desktop_chat.cli.self_check import self_check

        return self_check(session)
    match arguments.command:
        case "ask":
            from desktop_chat.cli.asking import ask

            return ask(session, arguments)
        case "endpoint" | "models":
            from desktop_chat.cli import endpoints

            return endpoints.run(session, arguments)
        case "list" | "show" | "search" | "receipt":
            from desktop_chat.cli import reading

            return reading.run(session, arguments)
        case "export":
            from desktop_chat.cli.exporting import export

            return export(session, arguments)
        case "doctor":
            from desktop_chat.cli.doctor import doctor

            return doctor(session, arguments)
    raise WrongUse(tr("Name a command; --help lists them."))


def _data_dir_in(argv: Sequence[str]) -> Path | None:
    """The data directory, before anything is parsed: it holds the setting of the language to speak."""
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == "--data-dir" and place + 1 < len(argv):
            return Path(argv[place + 1])
        if word.startswith("--data-dir="):
            return Path(word.partition("=")[2])
    return None


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A polite request to end means the same as Ctrl+C: stop, keep what there is, go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def tell_of_faults() -> None:
    """From now on, a fault of the program is one sentence for the person and a record in the log."""
    sys.excepthook = _tell_of_fault


def _tell_of_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.error("A command ended by a fault of the program", exc_info=(kind, error, trace))
    Output(sys.stdout, sys.stderr).complain(
        tr("The program made a mistake ({name}). What was stored before is kept; the log file says where.").format(
            name=kind.__name__
        )
    )

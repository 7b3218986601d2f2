"""From arguments to an exit status. The one place where an error becomes a sentence on standard error."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop_chat import paths
from desktop_chat.cli import status
from desktop_chat.cli.output import Unwritable, standard_output
from desktop_chat.cli.parser import build
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Interruptible
from desktop_chat.cli.status import WrongUse, status_of
from desktop_chat.domain.errors import ChatError, PlainHttpRefused
from desktop_chat.domain.exposed import HoldsKey
from desktop_chat.storage.encryption import KEY_FILE
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import Kept, explain


def run(argv: Sequence[str]) -> int:
    """One command, from its arguments to its exit status."""
    output = standard_output()
    try:
        with Session(paths.data_directory(_data_dir_in(argv)), output) as session:
            with Interruptible():
                session.speak()
                arguments = build().parse_args(argv)
            return _ended(session, arguments)
    except SystemExit as ending:  # argparse has said all there is to say
        return ending.code if isinstance(ending.code, int) else status.WRONG_USE
    except WrongUse as misuse:
        if isinstance(misuse, Unwritable):
            output.give_up()
        output.complain(str(misuse))
        return misuse.status
    except ChatError as error:
        output.complain(sentence_for(error))
        return status_of(error)
    except BrokenPipeError:
        output.give_up()
        return status.NO_READER
    except KeyboardInterrupt:
        output.fall_silent()
        return status.INTERRUPTED


def sentence_for(error: ChatError, kept: Kept = Kept.NOTHING) -> str:
    """What happened and what can be done, here on the command line."""
    hint = ""
    if isinstance(error, PlainHttpRefused):
        hint = tr("The option --allow-plain-http allows it.")
    elif isinstance(error, HoldsKey):
        hint = tr("The option --yes sends it all the same.")
    return joined(explain(error, kept).text, hint)


def _ended(session: Session, arguments: argparse.Namespace) -> int:
    """The exit status of the command, once it has run. `ask` knows itself when it can be interrupted."""
    if arguments.new or arguments.quick_ask:
        raise WrongUse(tr("A command goes with neither --new nor --quick-ask: they open a window."))
    if not arguments.self_check and arguments.command != "encrypt" and _may_be_locked(session, arguments):
        from desktop_chat.cli.unlocking import unlock

        with Interruptible():
            unlock(session, arguments)
    if arguments.command == "ask" and not arguments.self_check:
        from desktop_chat.cli.asking import ask

        return ask(session, arguments)
    with Interruptible():
        ended = _dispatch(session, arguments)
        session.output.flush()
    return ended


def _dispatch(session: Session, arguments: argparse.Namespace) -> int:
    if arguments.self_check:
        from desktop_chat.cli.self_check import self_check

        return self_check(session)
    match arguments.command:
        case "endpoint" | "models":
            from desktop_chat.cli import endpoints

            return endpoints.run(session, arguments)
        case "list" | "show" | "search" | "receipt":
            from desktop_chat.cli import reading

            return reading.run(session, arguments)
        case "export":
            from desktop_chat.cli.exporting import export

            return export(session, arguments)
        case "import":
            from desktop_chat.cli import importing

            return importing.run(session, arguments)
        case "prompt":
            from desktop_chat.cli import prompts

            return prompts.run(session, arguments)
        case "mirror":
            from desktop_chat.cli.mirroring import mirror

            return mirror(session, arguments)
        case "doctor" | "encrypt":
            return _tend(session, arguments)
    raise WrongUse(tr("Name a command; --help lists them."))


def _tend(session: Session, arguments: argparse.Namespace) -> int:
    """What is about the files themselves."""
    if arguments.command == "encrypt":
        from desktop_chat.cli.encrypting import encrypt

        return encrypt(session, arguments)
    from desktop_chat.cli.doctor import doctor

    return doctor(session, arguments)


def _may_be_locked(session: Session, arguments: argparse.Namespace) -> bool:
    return bool(arguments.data_key_stdin) or (session.data_dir / KEY_FILE).exists()


def _data_dir_in(argv: Sequence[str]) -> Path | None:
    """The data directory, before anything is parsed: it holds the setting of the language to speak."""
    named = ""
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == "--data-dir" and place + 1 < len(argv):
            named = argv[place + 1]
        elif word.startswith("--data-dir="):
            named = word.partition("=")[2]
    return Path(named) if named else None

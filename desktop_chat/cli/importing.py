"""`import`: conversations from a file of this program or of another one.

The window starts this same command for its own imports, because parsing would cost it frames. It reads a line of JSON
for each piece, and ends the import by closing the command's input.
"""

import sys
import threading
from contextlib import nullcontext
from typing import Any

from desktop_chat.cli import signals, status
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.intake import Report
from desktop_chat.transfer import importing
from desktop_chat.transfer.reports import error_json, report_json
from desktop_chat.words import importing as words
from desktop_chat.words.catalogue import tr


def run(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status."""
    telling = _Telling(session, aloud=arguments.progress)
    walk = importing.look if arguments.dry_run else importing.take
    try:
        # What has been stored goes again before the command ends, so a signal is heard between two pieces.
        with nullcontext() if arguments.dry_run else Undisturbed():
            report = walk(arguments.file, session.store.intake, telling)
    except importing.Stopped:
        return status.INTERRUPTED
    except ChatError as error:
        if not arguments.progress:
            raise
        session.output.json(error_json(error))
        return status.FAILED
    if arguments.json or arguments.progress:
        session.output.json(report_json(report) | {"dry_run": arguments.dry_run})
    else:
        _print(session, report, dry_run=arguments.dry_run)
    return status.INCOMPLETE if report.skipped else status.DONE


class _Telling:
    """Hears how far the import is; says so, `aloud`, and stops it where that is wished."""

    def __init__(self, session: Session, *, aloud: bool) -> None:
        self._session = session
        self._aloud = aloud
        self._closed = threading.Event()
        if aloud:
            threading.Thread(target=self._watch, name="import-input", daemon=True).start()

    def __call__(self, report: Report, part: float) -> None:
        if self._closed.is_set() or signals.is_wished():
            raise importing.Stopped
        if self._aloud:
            messages = report.added.messages + report.added.known
            self._session.output.json({"progress": part, "read": report.read, "messages": messages})
            self._session.output.flush()

    def _watch(self) -> None:
        """The end of the input is the wish to stop, also where whoever started the command has died."""
        while sys.stdin is not None and sys.stdin.read(1):
            pass
        self._closed.set()


def _print(session: Session, report: Report, *, dry_run: bool) -> None:
    session.output.line(words.as_text(report))
    session.output.complain(tr("Nothing was changed: this was a dry run.") if dry_run else words.result(report))

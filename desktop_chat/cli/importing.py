"""`import`: conversations from a file of this program or of another one.

The window starts this same command for its own imports, because parsing would cost it frames. It reads a line of JSON
for each piece, and ends the import by closing the command's input.
"""

from contextlib import nullcontext
from typing import Any

from desktop_chat.cli import signals, status
from desktop_chat.cli.progress import ending_with_standard_input
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.intake import Progress, Report
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
        undisturbed = nullcontext() if arguments.dry_run else Undisturbed()
        with undisturbed, ending_with_standard_input(arguments.progress):
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
    """Hears how far the import is, says so where that is wanted, and stops it on a signal."""

    def __init__(self, session: Session, *, aloud: bool) -> None:
        self._output = session.output if aloud else None

    def __call__(self, progress: Progress) -> None:
        if signals.is_wished():
            raise importing.Stopped
        if self._output is not None:
            found = {"conversations": progress.conversations, "messages": progress.messages}
            self._output.json({"progress": progress.part} | found)
            self._output.flush()


def _print(session: Session, report: Report, *, dry_run: bool) -> None:
    session.output.line(words.as_text(report))
    session.output.complain(tr("Nothing was changed: this was a dry run.") if dry_run else words.result(report))

"""`doctor --repair`: something sound is put in a damaged database's place, in the way that is named or chosen."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.cli.status import NotNow, WrongUse
from desktop_chat.domain.errors import NotFound, StoreDamaged
from desktop_chat.domain.recovery import Backup, Restored
from desktop_chat.storage import backups
from desktop_chat.storage.checking import is_sound
from desktop_chat.storage.restoring import restore_backup, restore_what_can_be_read
from desktop_chat.storage.store import FILE_NAME
from desktop_chat.words.catalogue import tr
from desktop_chat.words.recovery import content_words, made_words, restored_words

NEWEST = "newest"


def repair(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status: 0 all is there, 3 something is missing, 1 nothing was repaired."""
    way = _named(session, arguments)
    if way is None and _needs_nothing(session):
        session.output.complain(tr("The database is sound. Nothing was changed."))
        return status.DONE
    way = way or _asked(session)
    if way is None:
        session.output.complain(tr("Nothing was changed."))
        return status.FAILED
    with Undisturbed():  # half a repair is none
        restored = way()
    _tell(session, restored, as_json=arguments.json)
    salvaged = restored.salvaged
    return status.DONE if salvaged is None or salvaged.is_whole else status.INCOMPLETE


def _needs_nothing(session: Session) -> bool:
    try:
        return is_sound(session.data_dir / FILE_NAME)
    except StoreDamaged:
        return False
    except NotFound:
        return not backups.all_in(session.data_dir)


def _named(session: Session, arguments: Any) -> Callable[[], Restored] | None:
    """The way that the arguments name."""
    if arguments.salvage:
        return lambda: restore_what_can_be_read(session.data_dir)
    if arguments.backup is None:
        return None
    if arguments.backup == NEWEST:
        found = backups.all_in(session.data_dir)
        if not found:
            raise NotNow(tr("There is no sound backup."))
        return lambda: restore_backup(session.data_dir, found[0])
    backup = backups.looked_into(Path(arguments.backup))
    if backup is None:
        raise NotNow(tr("{path} is no sound backup.").format(path=arguments.backup))
    return lambda: restore_backup(session.data_dir, backup)


def _asked(session: Session) -> Callable[[], Restored] | None:
    """The way that somebody at a terminal chooses; None for none."""
    found, now = backups.all_in(session.data_dir), datetime.now().astimezone()
    session.output.complain(tr("The database is damaged. Ways to repair it:"))
    for number, backup in enumerate(found, start=1):
        session.output.complain(f"  {number}  {_described(backup, now)}")
    salvage = len(found) + 1
    session.output.complain(f"  {salvage}  {tr('Read what can be read, into a new file')}")
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongUse(tr("Choose a way with --salvage or --backup."))
    session.output.complain(tr("Number, or Enter for none:"))
    answer = sys.stdin.readline().strip()
    if answer == str(salvage):
        return lambda: restore_what_can_be_read(session.data_dir)
    if answer.isdecimal() and 0 < int(answer) <= len(found):
        return lambda: restore_backup(session.data_dir, found[int(answer) - 1])
    return None


def _described(backup: Backup, now: datetime) -> str:
    template = tr("Restore the backup of {time}: {content}")
    return template.format(time=made_words(backup, now), content=content_words(backup))


def _tell(session: Session, restored: Restored, *, as_json: bool) -> None:
    if not as_json:
        for sentence in restored_words(restored, datetime.now().astimezone()):
            session.output.line(sentence)
        return
    backup, salvaged = restored.backup, restored.salvaged
    session.output.json(
        {
            "backup": str(backup.path) if backup else None,
            "salvaged": asdict(salvaged) if salvaged else None,
            "kept_as": str(restored.kept_as) if restored.kept_as else None,
        }
    )

"""Copies of the database, made while it is in use, and worth having: each is opened, checked and counted before it
counts, and before an older one goes.
"""

import hashlib
import logging
import re
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import apsw

from desktop_chat.domain.errors import StoreDamaged, StoreError, StoreFull
from desktop_chat.domain.recovery import Backup
from desktop_chat.domain.rotation import kept
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.encryption import BACKUPS, connect, connect_fixed
from desktop_chat.storage.files import private_directory, private_file, sync_directory

_log = logging.getLogger(__name__)

FOLDER = BACKUPS
_PAGES_PER_STEP = 256
_BETWEEN_STEPS_S = 0.002
_ROOM_LEFT = 16 * 1024 * 1024
_MOST_BEFORE_UPGRADES = 3
_MOMENT = "%Y%m%dT%H%M%S"
# The number gives the order in which they were made, whatever the clock said.
_DAILY = re.compile(r"-(\d{6})-(\d{8}T\d{6})\.db$")
_BEFORE_UPGRADE = re.compile(r"-v\d+-(\d{8}T\d{6})\d{6}\.db$")
# What a backup would hold that the one before it lacks; not that the program ran on another day.
_STAMPS = (
    "SELECT count(*), max(row), total(crc) FROM message",
    "SELECT * FROM conversation ORDER BY row",
    "SELECT count(*), max(rowid) FROM attachment",
    *(f"SELECT * FROM {table}" for table in ("endpoint", "preset", "price", "choice", "folder", "prompt")),
)


class Stopped(Exception):
    """Nobody wants the copy any more."""


def put_aside(path: Path, version: int) -> Path:
    """A verified copy of the database as it is before an upgrade from `version`, in `backups` beside it."""
    folder = path.parent / FOLDER
    copy = folder / f"{path.stem}-v{version}-{datetime.now(UTC).strftime(f'{_MOMENT}%f')}{path.suffix}"
    back_up(path, copy)
    for old in _before_upgrades(folder)[:-_MOST_BEFORE_UPGRADES]:
        _remove(old)
    return copy


def is_due(path: Path, now: datetime) -> bool:
    """Whether there is none of this day, and something was changed since the last. Reads all short columns."""
    made = _daily(path.parent / FOLDER)
    if made and _moment(made[-1]).date() == now.astimezone(UTC).date():
        return False
    return not made or _stamp(path) != _stamp(made[-1])


def make_daily(path: Path, now: datetime, is_stopped: Callable[[], bool] = lambda: False) -> Path:
    """A verified copy; then those go that rotation does not keep. Raises `StoreError` kinds, `Stopped`."""
    folder = path.parent / FOLDER
    made = _daily(folder)
    if shutil.disk_usage(path.parent).free < path.stat().st_size + _ROOM_LEFT:
        raise StoreFull(str(folder))  # what is being written needs the room more
    number = 1 + (_number(made[-1]) if made else 0)
    copy = folder / f"{path.stem}-{number:06}-{now.astimezone(UTC).strftime(_MOMENT)}{path.suffix}"
    back_up(path, copy, is_stopped)
    made.append(copy)
    stays = kept([_moment(one) for one in made])
    for place, old in enumerate(made):
        if place not in stays:
            _remove(old)
    return copy


def all_in(directory: Path) -> list[Backup]:
    """The backups of a data directory that are sound, newest first; each is opened and counted, which takes a while."""
    folder = directory / FOLDER
    found = [*_before_upgrades(folder), *_daily(folder)]
    counted = [backup for path in found if (backup := looked_into(path))]
    return sorted(counted, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def looked_into(path: Path) -> Backup | None:
    """What a backup holds; None for one that is not sound."""
    try:
        with store_errors(path), closing(connect_fixed(path)) as db:
            if db.pragma("quick_check") != "ok":
                return None
            counts = [db.execute(f"SELECT count(*) FROM {name}").get for name in ("conversation", "message")]
            conversations, messages = counts
            version = db.pragma("user_version")
            return Backup(path, _moment(path), version, conversations, messages, path.stat().st_size)
    except (StoreError, apsw.Error):
        return None


def back_up(path: Path, copy: Path, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Copies with SQLite's online backup, then checks. Raises `StoreError` kinds, `StoreDamaged` when what was copied
    is not sound, `Stopped`.
    """
    with store_errors(path):
        private_directory(copy.parent)
        unfinished = copy.with_name(f"{copy.name}.unfinished")
        for rest in copy.parent.glob("*.unfinished"):
            rest.unlink(missing_ok=True)
        private_file(unfinished)
        try:
            _copy(path, unfinished, is_stopped)
            unfinished.replace(copy)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_directory(copy.parent)


def _copy(path: Path, into: Path, is_stopped: Callable[[], bool]) -> None:
    """In steps, with a rest after each: who writes or reads meanwhile does not notice."""
    rest = threading.Event()
    with (
        closing(connect(path, apsw.SQLITE_OPEN_READONLY)) as source,
        closing(connect(into, apsw.SQLITE_OPEN_READWRITE)) as target,
    ):
        source.execute("BEGIN")  # what is counted and what is copied are one moment, whoever writes meanwhile
        counts = _counts(source)
        with target.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(_PAGES_PER_STEP)
                rest.wait(_BETWEEN_STEPS_S)
                if is_stopped():
                    raise Stopped
        # One file without a log beside it, so that it can be copied and opened anywhere.
        target.pragma("journal_mode", "DELETE")
        target.set_progress_handler(is_stopped, 10_000)
        try:
            is_sound = target.pragma("integrity_check") == "ok" and _counts(target) == counts
        except apsw.InterruptError:
            raise Stopped from None
        if not is_sound:
            raise StoreDamaged(str(path))


def _counts(db: apsw.Connection) -> dict[str, int]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').get for name in names}


def _stamp(path: Path) -> str:
    """Differs where what a person would miss differs; empty for a file that cannot be read."""
    digest = hashlib.sha256()
    try:
        with closing(connect(path, apsw.SQLITE_OPEN_READONLY)) as db:
            db.execute("BEGIN")
            for query in _STAMPS:
                for row in db.execute(query):
                    digest.update(repr(row).encode("utf-8", "replace"))
    except apsw.Error:
        _log.info("%s cannot be compared with what is there now", path.name)
        return ""
    return digest.hexdigest()


def _daily(folder: Path) -> list[Path]:
    """In the order of their making."""
    return sorted(_named(folder, _DAILY), key=_number)


def _number(path: Path) -> int:
    found = _DAILY.search(path.name)
    return int(found.group(1)) if found else 0


def _before_upgrades(folder: Path) -> list[Path]:
    return sorted(_named(folder, _BEFORE_UPGRADE), key=_moment)


def _named(folder: Path, pattern: re.Pattern[str]) -> Iterable[Path]:
    with suppress(OSError):
        return [path for path in folder.iterdir() if pattern.search(path.name)]
    return []


def _moment(path: Path) -> datetime:
    """When it was made, as its name says; for a file that somebody named otherwise, when it was last changed."""
    for pattern in (_DAILY, _BEFORE_UPGRADE):
        if found := pattern.search(path.name):
            with suppress(ValueError):
                return datetime.strptime(found.groups()[-1], _MOMENT).replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _remove(old: Path) -> None:
    with suppress(OSError):  # one that stays does no harm
        old.unlink()
        _log.info("The backup %s is not needed any more", old.name)

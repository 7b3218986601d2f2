"""Copies of the database, made while it is in use, and worth having: each is opened and checked before it counts."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import apsw

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.storage.files import private_directory, private_file, sync_directory

_PAGES_PER_STEP = 2048


def put_aside(path: Path, version: int) -> Path:
    """A verified copy of the database as it is before an upgrade from `version`, in `backups` beside it."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = path.parent / "backups" / f"{path.stem}-v{version}-{moment}{path.suffix}"
    back_up(path, copy)
    return copy


def back_up(path: Path, copy: Path) -> None:
    """Copies with SQLite's online backup, then checks. Raises `StoreDamaged` when what was copied is not sound."""
    private_directory(copy.parent)
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    private_file(unfinished)
    try:
        _copy(path, unfinished)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_directory(copy.parent)


def _copy(path: Path, into: Path) -> None:
    with (
        closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as source,
        closing(apsw.Connection(str(into), flags=apsw.SQLITE_OPEN_READWRITE)) as target,
    ):
        source.execute("BEGIN")  # what is counted and what is copied are one moment, whoever writes meanwhile
        counts = _counts(source)
        with target.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(_PAGES_PER_STEP)
        # One file without a log beside it, so that it can be copied and opened anywhere.
        target.pragma("journal_mode", "DELETE")
        if target.pragma("integrity_check") != "ok" or _counts(target) != counts:
            raise StoreDamaged(str(path))


def _counts(db: apsw.Connection) -> dict[str, int]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').get for name in names}

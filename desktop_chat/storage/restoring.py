"""Putting something sound into a damaged file's place. The damaged one is kept beside it as it is, byte for byte."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop_chat.domain.errors import StoreBusy, StoreDamaged
from desktop_chat.domain.recovery import Backup, Restored, Salvaged
from desktop_chat.storage import backups
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.encryption import is_plain_copy, key_of, write_anew
from desktop_chat.storage.files import private_directory, private_file, sync_directory, sync_file
from desktop_chat.storage.runs import somebody_runs
from desktop_chat.storage.salvage import salvage
from desktop_chat.storage.store import FILE_NAME, INDEX_NAME, RUNS_FOLDER

_LOG, _SHARED = "-wal", "-shm"


def restore_backup(directory: Path, backup: Backup) -> Restored:
    """Copies the backup, checks the copy, and puts it in the database's place. Raises `StoreError` kinds."""

    def copy(into: Path) -> None:
        private_file(into)
        key = key_of(directory)
        if is_plain_copy(backup.path) is (key is None):
            shutil.copyfile(backup.path, into)
        else:  # it was made before the directory became what it is
            write_anew(backup.path, into, key)
        if backups.looked_into(into) is None:
            raise StoreDamaged(str(backup.path))

    return Restored(backup, None, _replaced(directory, copy))


def restore_what_can_be_read(directory: Path) -> Restored:
    """Salvages into a new file, and puts that in the database's place. Raises `StoreError` kinds."""
    found: list[Salvaged] = []
    kept_as = _replaced(directory, lambda into: found.append(salvage(directory / FILE_NAME, into)))
    return Restored(None, found[0], kept_as)


def _replaced(directory: Path, make: Callable[[Path], None]) -> Path | None:
    """Where the file that was there lies now."""
    path = directory / FILE_NAME
    with store_errors(path):
        if somebody_runs(directory / RUNS_FOLDER):
            raise StoreBusy(str(path))
        private_directory(directory)
        new = path.with_name(f"{FILE_NAME}.new")
        new.unlink(missing_ok=True)
        try:
            make(new)
            sync_file(new)
            kept_as = _set_aside(path)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        sync_directory(directory)
        for end in ("", _LOG, _SHARED):  # the index is made from the conversations, and goes with these alone
            with suppress(OSError):
                (directory / f"{INDEX_NAME}{end}").unlink(missing_ok=True)
    return kept_as


def _set_aside(path: Path) -> Path | None:
    """The log goes along, under a name by which it still belongs to the file."""
    if not path.exists():
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.stem}-damaged-{moment}{path.suffix}")
    try:
        os.link(path, aside)  # until the new one is in its place, there is no moment without the file
    except OSError:
        path.rename(aside)  # on a disk that knows no second names
    log = path.with_name(path.name + _LOG)
    if log.exists() and log.stat().st_size:
        log.rename(aside.with_name(aside.name + _LOG))
    log.unlink(missing_ok=True)
    path.with_name(path.name + _SHARED).unlink(missing_ok=True)
    return aside

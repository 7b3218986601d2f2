"""Files that belong to one person, and are whole or not there.

Conversations are private, so a file is never, not even for a moment, readable by others: modes are set while it is
created, not after. Locks are the operating system's: it takes them back when a process dies, however it dies.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

_DIRECTORY_MODE = 0o700
_FILE_MODE = 0o600
# How the names begin of what the program itself puts into a data directory.
_OURS = ("chats.db", "chats-damaged", "key.db", "search.db", "settings.json", "logs", "runs", "backups", "models")
_BINARY = getattr(os, "O_BINARY", 0)

_lock: Callable[[int], None]
if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def private_directory(path: Path) -> None:
    """Makes `path`, for its owner alone. One that holds what is not ours keeps its mode: it may be shared."""
    if not path.is_dir():
        path.mkdir(_DIRECTORY_MODE, parents=True, exist_ok=True)
        sync_directory(path.parent)
    if path.stat().st_mode & 0o077 and all(entry.name.startswith(_OURS) for entry in path.iterdir()):
        path.chmod(_DIRECTORY_MODE)


def private_file(path: Path) -> bool:
    """Creates `path` empty, or makes an existing one private. Whether it is new."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, _FILE_MODE))
    except FileExistsError:
        if path.is_file() and path.stat().st_mode & 0o077:
            path.chmod(_FILE_MODE)
        return False
    return True


def write_whole(path: Path, data: bytes) -> None:
    """Puts `data` into `path` at once: a reader, or a power cut, finds the old content or the new one."""
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _BINARY, _FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Makes a file's name as durable as its content. Windows does this by itself and opens no directories."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Returns when what was written into `path` is on disk."""
    descriptor = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class FileLock:
    """A lock that is held by this process until it ends or lets go; its file exists only while it is held."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> "FileLock | None":
        """The lock, or None while another holds it."""
        while True:
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | _BINARY, _FILE_MODE)
            try:
                _lock(descriptor)
            except OSError:
                os.close(descriptor)
                return None
            if os.fstat(descriptor).st_nlink:
                return cls(path, descriptor)
            os.close(descriptor)  # whoever held it has just removed the file; a lock on a nameless one is no lock

    def release(self) -> None:
        """Removes the file first: once unlocked it might be somebody else's."""
        if sys.platform == "win32":
            os.close(self._descriptor)
            _unlink_unless_open(self._path)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)


def is_locked(path: Path) -> bool:
    """Whether a process that lives holds the lock at `path`."""
    try:
        descriptor = os.open(path, os.O_RDWR | _BINARY)
    except FileNotFoundError:
        return False
    try:
        _lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _unlink_unless_open(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return  # another process looks at it at this moment; the next start removes it

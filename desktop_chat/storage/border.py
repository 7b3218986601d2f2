"""Where foreign trouble becomes ours.

SQLite and the operating system name what they could not do; a person needs to know what is wrong with their disk. One
context manager says so, and lets everything through that is a fault of this program.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from desktop_chat.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreUnwritable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNREADABLE = frozenset(
    {
        apsw.SQLITE_IOERR_READ,
        apsw.SQLITE_IOERR_SHORT_READ,
        apsw.SQLITE_IOERR_CORRUPTFS,
        apsw.SQLITE_IOERR_DATA,
    }
)
_NEXT_TO_NOTHING = 256 * 1024
_DAMAGED = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, UnicodeDecodeError)
_BUSY = (apsw.BusyError, apsw.LockedError, apsw.ProtocolError)
_UNWRITABLE = (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError)
# What SQLite says of a file that it could not make or grow: the cause may be rights, or a disk without room.
_EITHER = (apsw.CantOpenError, apsw.IOError)


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Raises `StoreError` kinds for what happens to `path` inside."""
    try:
        yield
    except (apsw.Error, OSError, UnicodeDecodeError) as error:
        ours = translated(error, path)
        if ours is None:
            raise
        raise ours from error


def translated(error: BaseException, path: Path) -> StoreError | None:
    """The error of ours that `error` amounts to; None for a fault of this program."""
    match error:
        case apsw.FullError():
            return StoreFull(str(path))
        case OSError():
            return StoreFull(str(path)) if error.errno in _FULL else StoreUnwritable(str(path))
        case _ if isinstance(error, _DAMAGED):
            return StoreDamaged(str(path))
        case _ if isinstance(error, _BUSY):
            return StoreBusy(str(path))
        case _ if isinstance(error, _UNWRITABLE):
            return StoreUnwritable(str(path))
        case _ if isinstance(error, _EITHER):
            return _of_a_file(error, path)
    return None


def _of_a_file(error: BaseException, path: Path) -> StoreError:
    code = getattr(error, "extendedresult", 0)
    if code in _UNREADABLE:
        return StoreDamaged(str(path))
    if code == apsw.SQLITE_IOERR_SHMSIZE or _no_room(path):
        return StoreFull(str(path))
    return StoreUnwritable(str(path))


def _no_room(path: Path) -> bool:
    """Whether nothing more can be written beside `path`: the disk is full, or what this person may use of it is."""
    import tempfile

    try:
        if shutil.disk_usage(path.parent).free < _NEXT_TO_NOTHING:
            return True
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(_NEXT_TO_NOTHING))
            probe.flush()
    except OSError as error:
        return error.errno in _FULL
    return False

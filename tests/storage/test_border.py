import errno
from pathlib import Path

import apsw
import pytest

from desktop_chat.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreUnwritable
from desktop_chat.storage.border import store_errors


def io_error(code: int) -> apsw.IOError:
    error = apsw.exception_for(code)
    assert isinstance(error, apsw.IOError)
    return error


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        (apsw.FullError(), StoreFull),
        (OSError(errno.ENOSPC, "no space"), StoreFull),
        (OSError(errno.EDQUOT, "quota"), StoreFull),
        (io_error(apsw.SQLITE_IOERR_SHMSIZE), StoreFull),
        (io_error(apsw.SQLITE_IOERR_WRITE), StoreUnwritable),
        (apsw.ReadOnlyError(), StoreUnwritable),
        (apsw.CantOpenError(), StoreUnwritable),
        (PermissionError(errno.EACCES, "no"), StoreUnwritable),
        (io_error(apsw.SQLITE_IOERR_READ), StoreDamaged),
        (apsw.CorruptError(), StoreDamaged),
        (apsw.NotADBError(), StoreDamaged),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), StoreDamaged),
        (apsw.BusyError(), StoreBusy),
        (apsw.LockedError(), StoreBusy),
    ],
)
def test_foreign_trouble_becomes_ours(tmp_path: Path, foreign: Exception, ours: type[StoreError]) -> None:
    with pytest.raises(ours) as translated, store_errors(tmp_path / "file"):
        raise foreign
    assert translated.value.path == str(tmp_path / "file")
    assert translated.value.__cause__ is foreign


def test_without_a_disk_to_look_at_a_failed_write_is_no_full_disk() -> None:
    with pytest.raises(StoreUnwritable), store_errors(Path("/no/such/folder/file")):
        raise apsw.CantOpenError


@pytest.mark.parametrize("fault", [apsw.SQLError("near"), apsw.ConstraintError(), KeyError("ours")])
def test_a_fault_of_the_program_stays_what_it_is(tmp_path: Path, fault: Exception) -> None:
    with pytest.raises(type(fault)) as raised, store_errors(tmp_path / "file"):
        raise fault
    assert raised.value is fault

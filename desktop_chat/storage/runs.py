"""Which runs of the program are alive.

A reply that is being written names the run that writes it. Each run holds a lock of the operating system for as long
as it lives, so after a crash everyone can tell its replies from those of a window that is still open. Process numbers
could not: they are used again.
"""

import logging
from contextlib import suppress
from pathlib import Path

from desktop_chat.domain.errors import StoreBusy
from desktop_chat.domain.messages import new_id
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.files import FileLock, is_locked, private_directory, private_file

_log = logging.getLogger(__name__)


class Runs:
    """`mine` is this run; it counts as alive from here until `close`, or until the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.mine = new_id()
        with store_errors(folder):
            private_directory(folder)
            self._lock = _taken(self._path(self.mine))
            self._sweep()

    def is_alive(self, run_id: str) -> bool:
        with store_errors(self._folder):
            return is_locked(self._path(run_id))

    def close(self) -> None:
        with store_errors(self._folder):
            self._lock.release()

    def _path(self, run_id: str) -> Path:
        # An id comes out of a file that may be damaged: it must not lead anywhere else.
        return self._folder / f"{run_id if run_id.isalnum() else 'unknown'}.lock"

    def is_check_due(self) -> bool:
        """Whether some run has died since the database was last looked through."""
        return self._mark.exists()

    def checked(self) -> None:
        """It was looked through, and is sound."""
        with store_errors(self._folder):
            self._mark.unlink(missing_ok=True)

    @property
    def _mark(self) -> Path:
        return self._folder / "check-due"

    def _sweep(self) -> None:
        """Removes the files of runs that died, and leaves a mark that they did."""
        for path in self._folder.glob("*.lock"):
            with suppress(OSError):  # a file that stays does no harm
                if not is_locked(path) and path.exists():
                    private_file(self._mark)
                lock = FileLock.take(path)
                if lock is not None:
                    lock.release()


def somebody_runs(folder: Path) -> bool:
    """Whether any run lives; asked without having one."""
    with store_errors(folder):
        return any(is_locked(path) for path in folder.glob("*.lock"))


def _taken(path: Path) -> FileLock:
    """The lock of a new run. Another process may look at its file at the very moment it appears, and let go at once."""
    for _ in range(1000):
        lock = FileLock.take(path)
        if lock is not None:
            return lock
    raise StoreBusy(str(path))

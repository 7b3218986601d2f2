"""A search that nobody waits for any more is ended from another thread, in the middle of whatever it reads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import apsw


class Stop:
    """Ends one search. May be set from any thread and at any time, also before the search has begun."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watched: tuple[apsw.Connection, ...] = ()
        self.is_set = False

    def set(self) -> None:
        with self._lock:
            self.is_set = True
            for db in self._watched:
                db.interrupt()

    @contextmanager
    def watching(self, *databases: apsw.Connection) -> Iterator[None]:
        """What is read through `databases` inside ends early, and without an error, once this is set. Inside sees one
        state of each, of the first the oldest.
        """
        with self._lock:
            self._watched = databases
        _roll_back(databases)
        try:
            for db in databases:
                db.execute("BEGIN")
                db.execute("SELECT 1 FROM sqlite_schema").fetchone()
            yield
        except apsw.InterruptError:
            if not self.is_set:
                raise
        finally:
            with self._lock:  # behind it nobody interrupts what comes next on this connection
                self._watched = ()
            _roll_back(databases)


def _roll_back(databases: tuple[apsw.Connection, ...]) -> None:
    """What cannot even be rolled back, because something is still half way, is when the next search begins."""
    for db in databases:
        if db.in_transaction:
            with suppress(apsw.InterruptError):
                db.execute("ROLLBACK")

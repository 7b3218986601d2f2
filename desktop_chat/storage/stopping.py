"""A search that nobody waits for any more is ended from another thread, in the middle of whatever it reads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import apsw


class Stop:
    """Ends one search. May be set from any thread and at any time, also before the search has begun."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._db: apsw.Connection | None = None
        self.is_set = False

    def set(self) -> None:
        with self._lock:
            self.is_set = True
            if self._db is not None:
                self._db.interrupt()

    @contextmanager
    def watching(self, db: apsw.Connection) -> Iterator[apsw.Connection]:
        """What is read through `db` inside ends early, and without an error, once this is set; inside sees one state
        of the store.
        """
        with self._lock:
            self._db = db
        db.execute("BEGIN")
        try:
            yield db
        except apsw.InterruptError:
            if not self.is_set:
                raise
        finally:
            with self._lock:  # behind it nobody interrupts what comes next on this connection
                self._db = None
            if db.in_transaction:
                db.execute("ROLLBACK")

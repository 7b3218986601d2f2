"""What takes too long to make in the window's thread is made beside it, once it has been seen to be wanted.

One thread at a time makes what is wanted. It ends when nothing is, because most conversations want nothing of the kind.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Workshop(QObject, Generic[K, V]):
    """`find` from the window's thread; `drawn` when something that was waited for is there.

    `make` is called on the thread; the last `kept` of what it made are kept. What is made `one_by_one` is announced so,
    the newest wish first; else it is made in order and announced once nothing more is wanted.
    """

    drawn = Signal()

    def __init__(
        self, name: str, make: Callable[[K], V], kept: int, parent: QObject, *, one_by_one: bool = False
    ) -> None:
        super().__init__(parent)
        self._work = _Work(name, make, kept, self, one_by_one=one_by_one)
        self.destroyed.connect(self._work.close, Qt.ConnectionType.DirectConnection)

    def made(self, key: K, meanwhile: V) -> V:
        """What was made of `key`; `meanwhile` as long as it is not there."""
        return self._work.made(key, meanwhile)


class _Work(Generic[K, V]):
    """What is known and what is wanted, shared with the thread; it outlives the object that announces."""

    def __init__(
        self, name: str, make: Callable[[K], V], kept: int, announces: Workshop[K, V], *, one_by_one: bool
    ) -> None:
        self._name, self._make, self._kept, self._one_by_one = name, make, kept, one_by_one
        self._lock = threading.Lock()
        self._announces: Workshop[K, V] | None = announces
        self._known: OrderedDict[K, V] = OrderedDict()
        self._wanted: deque[K] = deque()
        self._thread: threading.Thread | None = None

    def made(self, key: K, meanwhile: V) -> V:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            if key not in self._wanted:
                self._wanted.append(key)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name)
                self._thread.start()
        return meanwhile

    def close(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._announces = None
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while (wanted := self._next()) is not None:
            [key] = wanted
            value = self._make(key)
            with self._lock:
                self._known[key] = value
                if len(self._known) > self._kept:
                    self._known.popitem(last=False)
                if self._one_by_one:
                    self._announce()

    def _next(self) -> tuple[K] | None:
        with self._lock:
            if self._wanted:
                return (self._wanted.pop() if self._one_by_one else self._wanted.popleft(),)
            self._thread = None
            if not self._one_by_one:
                self._announce()
            return None

    def _announce(self) -> None:
        """Under the lock: nobody may announce through an object that is being destroyed."""
        if self._announces is not None:
            self._announces.drawn.emit()

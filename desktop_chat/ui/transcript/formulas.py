"""Drawings of formulas, made beside the window's thread.

Setting a formula takes some 10 ms, the first one 250 ms for its face, and nothing can interrupt it. So a formula that
is seen for the first time stands there as its source for a moment, and one thread at a time draws what is wanted. It
ends when nothing is, because most conversations have no formula at all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal

from desktop_chat.domain.values import dataclass

if TYPE_CHECKING:
    from desktop_chat.markup.math_parts import Drawing

_KEPT = 1024

Key: TypeAlias = tuple[str, float, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """`drawing` is None for what cannot be drawn, and for what is not drawn yet: then `waits`."""

    drawing: Drawing | None = None
    waits: bool = False


def at_once(tex: str, size: float, display: bool) -> Found:
    """For whoever can wait."""
    from desktop_chat.markup.math import draw

    return Found(draw(tex, size, display))


class Formulas(QObject):
    """`find` from the window's thread; `drawn` when something that was waited for is there."""

    drawn = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work = _Work(self)
        self.destroyed.connect(self._work.close, Qt.ConnectionType.DirectConnection)

    def find(self, tex: str, size: float, display: bool) -> Found:
        """TeX without its marks, for letters of `size` pixels, on a line of its own or within one."""
        return self._work.find((tex, size, display))


class _Work:
    """What is known and what is wanted, shared with the thread; it outlives the object that announces."""

    def __init__(self, announces: Formulas) -> None:
        self._lock = threading.Lock()
        self._announces: Formulas | None = announces
        self._known: OrderedDict[Key, Drawing | None] = OrderedDict()
        self._wanted: deque[Key] = deque()
        self._thread: threading.Thread | None = None

    def find(self, key: Key) -> Found:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return Found(self._known[key])
            if key not in self._wanted:
                self._wanted.append(key)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="formulas")
                self._thread.start()
        return Found(waits=True)

    def close(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._announces = None
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        from desktop_chat.markup.math import draw

        while (key := self._next()) is not None:
            drawing = draw(*key)
            with self._lock:
                self._known[key] = drawing
                if len(self._known) > _KEPT:
                    self._known.popitem(last=False)

    def _next(self) -> Key | None:
        with self._lock:
            if self._wanted:
                return self._wanted.popleft()
            self._thread = None
            # Under the lock: nobody may announce through an object that is being destroyed.
            if self._announces is not None:
                self._announces.drawn.emit()
            return None

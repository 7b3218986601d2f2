"""Text that has come and is not read yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from time import perf_counter

from desktop_chat.markup.effort import LONG
from desktop_chat.ui.transcript.reading import Reading

_PIECE = 2000  # characters of a very long text that are read before anybody looks at the clock
_MOMENT_S = 0.005


class Unread:
    """In the order in which it came. Markdown that comes in one very long piece is to be read a moment at a time."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pieces: deque[str] = deque()
        self._is_long = False

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def put(self, text: str) -> None:
        if self._reading is Reading.MARKDOWN and len(text) > LONG:
            self._is_long = True
        size = _PIECE if self._is_long else len(text)
        self._pieces.extend(text[start : start + size] for start in range(0, len(text), size))

    def taken(self) -> Iterator[str]:
        """What to read now: all of it, or of what is very long as much as a moment allows, one piece at least."""
        if self._pieces and not self._is_long:
            text = "".join(self._pieces)
            self._pieces.clear()
            yield text
        until = perf_counter() + _MOMENT_S
        while self._pieces:
            yield self._pieces.popleft()
            if perf_counter() > until:
                return

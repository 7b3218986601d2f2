"""Letting words come together that come one by one.

To be woken for a token costs several times what it takes to read it, and who looks at a screen sees no token by itself.
So the thread of a reply may rest between two reads: what comes meanwhile waits in the socket and is read at once, and
handed on as one piece.
"""

import math
from collections.abc import Callable

from desktop_chat.domain.streaming import Delta, ReasoningDelta, TextDelta

_AT_ONCE = 10
"""The first words are waited for."""
_FEW = 8
"""What comes during a rest where resting is worth it; where more comes, each read has enough already."""
_LATE = 3 * _FEW
"""What one rest may bring without ending them: somebody was held up, and the pace is as it was."""
_SHORTEST, _LONGEST = 64, 1024
"""How much is heard without a rest after one that brought more: twice as much each time, until one brings few again."""


class Gathering:
    """Of one reply. `wait` rests for so many seconds, or for less once there is nothing to wait for."""

    def __init__(self, rest_s: float, wait: Callable[[float], object]) -> None:
        self._rest_s = rest_s
        self._wait = wait
        self._heard = 0
        self._rests_from = _AT_ONCE if rest_s else math.inf
        self._pause = _SHORTEST
        self._rested = self._was_late = False

    def joined(self, deltas: list[Delta]) -> list[Delta]:
        """The same words in one piece, if they came during a rest: disk and window have less to do for it."""
        if self._rested and 1 < len(deltas) <= _FEW:
            for kind in (TextDelta, ReasoningDelta):
                texts = [delta.text for delta in deltas if isinstance(delta, kind)]
                if len(texts) == len(deltas):
                    return [kind("".join(texts))]
        return deltas

    def after(self, deltas: int) -> None:
        """Rests, if that is worth it, after a read that brought so many."""
        self._heard += deltas
        is_late = self._rested and not self._was_late and _FEW < deltas <= _LATE
        self._was_late = is_late
        if deltas > _FEW and not is_late:
            self._rests_from = max(self._rests_from, self._heard + self._pause)
            self._pause = min(2 * self._pause, _LONGEST)
            self._rested = False
        elif self._heard > self._rests_from:
            if self._rested:
                self._pause = _SHORTEST
            self._rested = True
            self._wait(self._rest_s)

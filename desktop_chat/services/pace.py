"""The pace of a stream's thread: tokens that come one by one are taken a few at a time.

To wake for a token costs more than the token does, and a reply that comes slowly is shown twelve times a second
whatever its thread does. So after an event that it had to wait for the thread rests, and what comes meanwhile is found
in the socket. Where more comes than that, it has no time to rest, and takes none.
"""

import time
from collections.abc import Callable

from desktop_chat.domain.streaming import Cancel

REST_S = 0.048
_WAITED_S = 0.002
"""An event that comes so long after the one before was waited for."""
_FEW = 12
_AT_FULL_PACE = 10
"""Events of a reply that are handed on as they come: the first words are waited for."""


class Pace:
    """Of one reply; all calls come from its thread. A stop ends the rest."""

    def __init__(self, cancel: Cancel, clock: Callable[[], float] = time.monotonic) -> None:
        self._cancel, self._clock = cancel, clock
        self._events = 0
        self._in_a_row = 0
        """Events since the last one that was waited for."""
        self._left_at = clock()

    def keep(self) -> None:
        """An event has been handed on; returns when the next one is to be asked for."""
        self._events += 1
        self._in_a_row += 1
        if self._clock() - self._left_at >= _WAITED_S:
            is_slow, self._in_a_row = self._in_a_row <= _FEW, 0
            if is_slow and self._events > _AT_FULL_PACE:
                self._cancel.wait(REST_S)
        self._left_at = self._clock()

"""How a command hears that it should end.

A polite request to end means the same as Ctrl+C: stop, keep what there is, go. But a signal comes whenever it likes,
and an exception between any two steps could leave a lock taken, or a thread that nobody ends any more. So a signal is
only noted, and becomes a `KeyboardInterrupt` where the code says that it can bear one:

    heard                    from the first moment of the process to its last: noted
      └─ Interruptible       an exception, once: clearing up after it is not interrupted in turn
           └─ Undisturbed    noted, and an exception at the end of the block

All of this belongs to the main thread, which alone hears signals.
"""

import contextlib
import signal
import time
from collections.abc import Iterator
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
# Whoever ends a program in a hurry sends several signals at once, and a person presses the key twice.
_SAME_WISH_S = 1.0


class _Wish:
    """That the command should end. There is one, because signals are global to the process."""

    def __init__(self) -> None:
        self.raises = False
        self.open = False
        self._next = 0.0

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _SAME_WISH_S
            self.open = True
            self.deliver()

    def deliver(self) -> None:
        if self.open and self.raises:
            self.raises = False  # in the same breath: no later signal finds the block that is being left
            raise KeyboardInterrupt


_wish = _Wish()


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """For the whole of a process: Python would put the usual, deadly handlers back before it has cleared up."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    # Whoever started us may have had one ignored, as nohup does.
    numbers = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    for number in numbers:
        signal.signal(number, _wish.hear)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)


class Interruptible:
    """Within the block, a signal raises `KeyboardInterrupt`; so does entering it after one.

    No generator: one that an exception left in the machinery around it would run its end whenever it is collected.
    """

    def __enter__(self) -> None:
        _wish.raises = True
        _wish.deliver()

    def __exit__(self, *_: object) -> None:
        _wish.raises = False


class Undisturbed:
    """Within the block, a signal waits for its end."""

    def __enter__(self) -> None:
        self._before = _wish.raises
        _wish.raises = False

    def __exit__(self, *_: object) -> None:
        _wish.raises = self._before
        _wish.deliver()


def is_wished() -> bool:
    """Whether somebody wishes that the command should end, heard or not."""
    return _wish.open


def fulfilled() -> None:
    """What was wished so far has been done. Whoever sends another signal, a while later, wishes more."""
    _wish.open = False

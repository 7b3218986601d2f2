"""How a command hears that it should end.

A polite request to end means the same as Ctrl+C: stop, keep what there is, go.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

_NAMES = ("SIGTERM", "SIGHUP")


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within the block, SIGTERM and SIGHUP raise KeyboardInterrupt, as SIGINT does."""
    with _handled(_NAMES, _interrupt):
        yield


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Within the block, no second signal interrupts what the first one began."""
    with _handled(("SIGINT", *_NAMES), signal.SIG_IGN):
        yield


@contextlib.contextmanager
def _handled(names: tuple[str, ...], handler: "signal._HANDLER") -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, usual in before.items():
        if usual is not signal.SIG_IGN:  # whoever started us had it ignored, as nohup does
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt

"""How a thread that serves others hands back what their calls came to.

What a call raises belongs to whoever asked for it, whatever it is; the thread itself goes on.
"""

from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")


class _Delivery:
    def __init__(self, future: "Future[Any]") -> None:
        self._future = future

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is not None:
            self._future.set_exception(error)
        return True


def settle(future: "Future[T]", call: Callable[[], T]) -> None:
    """Gives `future` what `call` returns or raises."""
    with _Delivery(future):
        future.set_result(call())

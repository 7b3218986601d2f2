"""Python's cyclic garbage as in the program: what a start has built is left alone, and only the window collects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_chat.__main__ import collect_from_now_on


@contextmanager
def collecting_as_the_program_does() -> Iterator[None]:
    """To be entered once the window and all that a start loads are there; a `Collecting` has to be at work."""
    gc.disable()
    collect_from_now_on()
    yield
    gc.unfreeze()
    gc.collect()  # here, not on whatever thread allocates next: it may hold what is Qt's
    gc.enable()

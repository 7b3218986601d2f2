"""How far a long command is, for the program that started it; and how that program calls it off.

Standard output gets a line of JSON now and then. Standard input is closed to end the command, which every system knows,
and which happens by itself when the other program dies.
"""

import _thread
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

from desktop_chat.cli.output import Output

_BETWEEN_S = 0.25


class Progress:
    """Tells to `output`, or to nobody."""

    def __init__(self, output: Output | None) -> None:
        self._output = output
        self._told = 0.0

    def tell(self, done: int, of: int) -> None:
        now = time.monotonic()
        if self._output is not None and (done == of or now - self._told >= _BETWEEN_S):
            self._told = now
            self._output.json({"done": done, "of": of})
            self._output.flush()


@contextlib.contextmanager
def ending_with_standard_input(wanted: bool) -> Iterator[None]:
    """Interrupts the block, as Ctrl+C does, when standard input ends."""
    over = threading.Event()

    def wait() -> None:
        # Not through the stream: its lock would be held when the program ends.
        with contextlib.suppress(OSError):
            while os.read(descriptor, 1):
                pass
            if not over.is_set():
                _interrupt()

    if wanted and sys.stdin is not None:
        descriptor = sys.stdin.fileno()
        threading.Thread(target=wait, name="standard-input", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _interrupt() -> None:
    """What Ctrl+C does to the main thread; where the system can, also while that waits in a call."""
    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        _thread.interrupt_main()
    else:
        signal.pthread_kill(main, signal.SIGINT)

"""A screen that nobody sees: Xvfb with a window manager, key presses into it, pictures of it."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.patience import PATIENCE_S

_ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY_S = 0.05


class TookTooLong(AssertionError):
    """Something that was waited for did not happen."""


def wait_for(
    what: str, holds: Callable[[], bool], patience_s: float = PATIENCE_S, every_s: float = _LOOK_EVERY_S
) -> None:
    """Looks again and again until `holds`; raises `TookTooLong` naming `what`. A look that costs much comes seldom."""
    until = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > until:
            raise TookTooLong(f"{what}: not within {patience_s:g} s")
        select.select([], [], [], every_s)


@dataclass(frozen=True, slots=True)
class Screen:
    """One virtual display; keys go to whichever window has the focus."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to open its window here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAYLAND", "QT_QPA"))}
        return kept | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def press(self, *keys: str) -> None:
        """Key presses in the notation of xdotool: "ctrl+n", "Return"."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "8", text)

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 8) -> None:
        """Takes what is at `start` by the left button and lets it go at `end`, in pixels of the screen."""
        way = [tuple(a + (b - a) * n // steps for a, b in zip(start, end, strict=True)) for n in range(steps + 1)]
        self._xdotool("mousemove", *map(str, start), "mousedown", "1")
        for x, y in way:
            self._xdotool("mousemove", str(x), str(y), "sleep", "0.02")
        self._xdotool("mouseup", "1")

    def wait_for_window(self, title: str) -> None:
        """A window whose title contains `title` has the focus."""
        wait_for(f"a window “{title}”", lambda: title in self.focused_title())

    def focused_title(self) -> str:
        """The title of the window that has the focus, "" where none has."""
        return self._xdotool("getactivewindow", "getwindowname", check=False).strip()

    def picture(self, path: Path) -> None:
        """The whole screen as PNG."""
        grab = [sys.executable, "-m", "tests.support.grab", str(path)]
        subprocess.run(grab, env=self.environment, cwd=_ROOT, check=True, timeout=PATIENCE_S)

    def _xdotool(self, *words: str, check: bool = True) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(
            command, env=self.environment, check=check, capture_output=True, text=True, timeout=PATIENCE_S
        )
        return done.stdout


@contextmanager
def virtual_screen(size: str = "1440x900") -> Iterator[Screen]:
    """Starts Xvfb on a display number of its own choice and openbox in it; both end with the block."""
    with ExitStack() as ending:
        reading, writing = os.pipe()
        ending.callback(os.close, reading)
        server = [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            f"{size}x24",
            "-nolisten",
            "tcp",
            "-noreset",
            # A key is down for as long as xdotool is kept waiting; no key is meant to repeat itself.
            "-r",
        ]
        ending.enter_context(_running(server, pass_fds=(writing,)))
        os.close(writing)
        if not select.select([reading], [], [], PATIENCE_S)[0]:
            raise TookTooLong("Xvfb did not start")
        screen = Screen(f":{os.read(reading, 16).decode().strip()}")
        ending.enter_context(_running(["openbox"], env=screen.environment))
        yield screen


@contextmanager
def _running(
    command: list[str], pass_fds: tuple[int, ...] = (), env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(command, pass_fds=pass_fds, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield child
    finally:
        child.terminate()
        child.wait(PATIENCE_S)

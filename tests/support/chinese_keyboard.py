"""A desktop on which Chinese is written: fcitx with pinyin, in a home of its own."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.patience import PATIENCE_S
from tests.support.session_bus import session_bus
from tests.support.virtual_screen import Screen, virtual_screen, wait_for

_ROOT = Path(__file__).resolve().parents[2]
_METHOD = "rime"
_ADDONS = "ibusfrontend,dbus,keyboard,rime,xcb,classicui"
_PROFILE = f"""
[Groups/0]
Name=Default
Default Layout=us
DefaultIM={_METHOD}

[Groups/0/Items/0]
Name={_METHOD}
Layout=

[GroupOrder]
0=Default
"""
_OWNED = "org.freedesktop.DBus.NameHasOwner"
_PORTAL = "org.freedesktop.portal.IBus"


def missing() -> list[str]:
    """What this system lacks for it."""
    files = [Path("/usr/share/fcitx5/inputmethod/rime.conf"), Path("/usr/share/rime-data/build/luna_pinyin.table.bin")]
    return [*(() if shutil.which("fcitx5") else ("fcitx5",)), *(str(file) for file in files if not file.exists())]


@dataclass(frozen=True, slots=True)
class ChineseDesktop:
    """The screen, and what a program that is started on it finds in its environment."""

    screen: Screen
    environment: dict[str, str]

    @contextmanager
    def program(self, data: Path, **asks_for: str) -> Iterator[None]:
        """The program with its window, whose keys go to the input method; `asks_for` is how the desktop says so."""
        command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(data)]
        with subprocess.Popen(command, cwd=_ROOT, env=self.environment | asks_for) as process:
            try:
                wait_for("the window", lambda: "Desktop Chat" in self.screen.focused_title())
                wait_for("the input method in the window", lambda: self._ask("fcitx5-remote", "-n") == _METHOD)
                yield
                self.screen.press("ctrl+q")
                assert process.wait(PATIENCE_S) == 0
            finally:
                process.kill()

    def _ask(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        return done.stdout.strip()

    def answers(self) -> bool:
        """Whether fcitx can be found on the bus by the one door that Qt's wheel knows."""
        words = ("--dest=org.freedesktop.DBus", "/", _OWNED, f"string:{_PORTAL}")
        return "true" in self._ask("dbus-send", "--session", "--print-reply=literal", *words)


@contextmanager
def chinese_desktop(home: Path) -> Iterator[ChineseDesktop]:
    profile = home / ".config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(_PROFILE)
    (home / "run").mkdir(mode=0o700)
    with virtual_screen() as screen:
        own = {name: str(home / folder) for name, folder in (("HOME", ""), ("XDG_RUNTIME_DIR", "run"))}
        shared = {name: value for name, value in screen.environment.items() if not name.startswith("XDG_")}
        with session_bus(shared | own) as address:
            environment = shared | own | {"DBUS_SESSION_BUS_ADDRESS": address}
            command = ["fcitx5", "--disable=all", f"--enable={_ADDONS}"]
            with subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as fcitx:
                try:
                    desktop = ChineseDesktop(screen, environment)
                    wait_for("fcitx", desktop.answers)
                    yield desktop
                finally:
                    fcitx.terminate()
                    fcitx.wait(PATIENCE_S)

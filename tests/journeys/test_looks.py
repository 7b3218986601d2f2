"""The look follows the desktop's while the program runs, by the portal that desktops have for that."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from tests.desktop.session import Daemon, daemon, needs_bus
from tests.support.program import store_endpoint
from tests.support.screen_reader import session
from tests.support.virtual_screen import Screen, virtual_screen, wait_for

pytestmark = [needs_bus, pytest.mark.skipif(sys.platform != "linux", reason="portals are Linux's affair")]

_SERVICE = "dbus-1/services/org.freedesktop.portal.Desktop.service"


@dataclass(frozen=True, slots=True)
class Desktop:
    """`portal` changes what it tells when it is told `color-scheme 1` (dark), `2` (light) or `contrast 1`."""

    screen: Screen
    portal: Daemon
    picture: Path

    def ground(self) -> QColor:
        """What most of the screen looks like."""
        self.screen.picture(self.picture)
        return QImage(str(self.picture)).scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation).pixelColor(0, 0)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """The program on a desktop that is no well-known one, and has a portal."""
    (tmp_path / "share" / _SERVICE).parent.mkdir(parents=True)
    (tmp_path / "share" / _SERVICE).touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    store_endpoint(tmp_path / "data", "http://127.0.0.1:9")
    with ExitStack() as ending:
        screen = ending.enter_context(virtual_screen())
        made = ending.enter_context(session(screen))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.environment["DBUS_SESSION_BUS_ADDRESS"])
        portal = ending.enter_context(daemon("tests.desktop.look_portal", tmp_path / "ready"))
        ending.enter_context(made.program(tmp_path / "data"))
        yield Desktop(screen, portal, tmp_path / "screen.png")


def test_dark_light_and_contrast_come_with_the_desktop(desktop: Desktop) -> None:
    wait_for("the light", lambda: desktop.ground().lightness() > 150)
    desktop.portal.say("color-scheme 1")
    wait_for("the dark", lambda: desktop.ground().lightness() < 60)
    usual = desktop.ground().lightness()
    desktop.portal.say("contrast 1")
    wait_for("a darker dark", lambda: desktop.ground().lightness() < usual)
    desktop.portal.say("color-scheme 2")
    wait_for("the light again", lambda: desktop.ground().lightness() > 150)

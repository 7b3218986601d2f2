"""Starts beside a window that is open, on a virtual screen with a real window manager."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.starts import command
from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S
from tests.support.program import store_endpoint
from tests.support.virtual_screen import Screen, virtual_screen, wait_for


class Desktop:
    """A screen, and a program on it that has its window."""

    def __init__(self, screen: Screen, data: Path, sockets: Path) -> None:
        self.screen, self._data = screen, data
        self._environment = screen.environment | {"XDG_RUNTIME_DIR": str(sockets), "PYTHONPATH": str(ROOT)}
        self.first = self.begin()
        screen.wait_for_window("Desktop Chat")
        wait_for("the window's socket", lambda: any(sockets.glob("*.socket")))

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command(self._data, *words), env=self._environment)

    def start(self, *words: str) -> int:
        """The exit status of another start."""
        return self.begin(*words).wait(PATIENCE_S)

    def run(self, *words: str) -> str:
        done = subprocess.run(words, env=self._environment, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    store_endpoint(tmp_path / "data", "http://127.0.0.1:9/v1")
    with virtual_screen() as screen, tempfile.TemporaryDirectory() as sockets:
        made = Desktop(screen, tmp_path / "data", Path(sockets))
        try:
            yield made
        finally:
            made.first.kill()
            made.first.wait(PATIENCE_S)


def test_a_later_start_brings_the_window_back_and_quick_ask_over_it(desktop: Desktop) -> None:
    screen = desktop.screen
    desktop.run("xdotool", "getactivewindow", "windowminimize")
    wait_for("the window out of the way", lambda: "Desktop Chat" not in screen.focused_title())
    assert desktop.start() == 0
    screen.wait_for_window("— Desktop Chat")
    assert desktop.start("--quick-ask") == 0
    screen.wait_for_window("Quick ask")
    screen.press("Escape")
    screen.wait_for_window("New conversation")
    desktop.first.terminate()
    assert desktop.first.wait(PATIENCE_S) == 0


@pytest.mark.skipif(shutil.which("xprop") is None, reason="not installed: xprop")
def test_the_entry_in_the_menus_finds_its_window(desktop: Desktop) -> None:
    window = desktop.run("xdotool", "getactivewindow").strip()
    assert '"desktop-chat"' in desktop.run("xprop", "-id", window, "WM_CLASS")


def test_a_start_beside_a_window_that_hangs_says_so_and_ends(desktop: Desktop) -> None:
    os.kill(desktop.first.pid, signal.SIGSTOP)
    try:
        second = desktop.begin()
        wait_for("what it says", lambda: desktop.screen.focused_title() == "Desktop Chat")
        desktop.screen.press("Return")
        assert second.wait(PATIENCE_S) == 1
    finally:
        os.kill(desktop.first.pid, signal.SIGCONT)

"""One window for one data directory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from desktop_chat.desktop import instance
from desktop_chat.desktop.doorbell import Doorbell
from desktop_chat.domain.errors import WindowHangs
from desktop_chat.domain.wishes import Wish
from tests.desktop.starts import environment, start, window
from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S
from tests.support.program import wait_until
from tests.support.virtual_screen import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the socket is looked at as a file")


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's sockets are; short, because a socket's name may have no more than a hundred letters."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@contextmanager
def heard(data: Path) -> Iterator[tuple[QSignalSpy, instance.Door]]:
    """The door of `data` is ours, and what is said there comes to the spy."""
    door = instance.enter(data, Wish())
    assert door is not None
    bell = Doorbell(door.address)
    try:
        yield QSignalSpy(bell.rung), door
    finally:
        bell.close()
        bell.deleteLater()
        door.close()


def later(session: Path, data: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    """A start beside the test, whose event loop has to answer it."""
    command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(data), *words]
    return subprocess.Popen(command, env=environment(session) | variables, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_later_start_tells_what_it_wishes_and_ends_well(qapp: QApplication, session: Path, tmp_path: Path) -> None:
    export = tmp_path / "conversations.json"
    export.write_text("[]")
    with heard(tmp_path / "data") as (spy, _):
        with later(session, tmp_path / "data", "--new", str(export), XDG_ACTIVATION_TOKEN="leave") as process:
            wait_until(lambda: process.poll() is not None)
        assert process.returncode == 0
        assert spy.at(0) == [Wish(new=True, files=(str(export),), token="leave")]
    assert not (tmp_path / "data").exists()


def test_the_real_window_hears_it(session: Path, tmp_path: Path) -> None:
    with window(session, tmp_path / "data") as first:
        wait_for("the window's socket", lambda: bool(list(session.glob("*.socket"))))
        again = start(session, tmp_path / "data")
        assert (again.returncode, again.stderr) == (0, "")
        assert first.poll() is None


def test_a_start_that_comes_before_the_first_listens_waits_for_it(session: Path, tmp_path: Path) -> None:
    with window(session, tmp_path / "data") as first:
        wait_for("the window's lock", lambda: bool(list(session.glob("*.lock"))))
        assert start(session, tmp_path / "data").returncode == 0
        assert first.poll() is None


def test_other_data_directories_have_other_windows(session: Path, tmp_path: Path) -> None:
    one, other = instance.enter(tmp_path / "one", Wish()), instance.enter(tmp_path / "other", Wish())
    assert one is not None
    assert other is not None
    assert one.address != other.address
    one.close()
    other.close()


def test_one_data_directory_under_two_names_is_one(qapp: QApplication, session: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to("data")
    with heard(tmp_path / "data") as (spy, _), later(session, tmp_path / "link") as process:
        wait_until(lambda: process.poll() is not None)
        assert process.returncode == 0
        assert spy.count() == 1


def test_what_a_killed_window_left_is_taken_over(qapp: QApplication, session: Path, tmp_path: Path) -> None:
    with window(session, tmp_path / "data") as first:
        wait_for("the window's socket", lambda: bool(list(session.glob("*.socket"))))
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE_S)
    assert list(session.glob("*.socket"))
    with heard(tmp_path / "data") as (spy, _), later(session, tmp_path / "data") as process:
        wait_until(lambda: process.poll() is not None)
        assert spy.count() == 1


def test_a_window_that_hangs_is_told_after_a_while(session: Path, tmp_path: Path) -> None:
    with window(session, tmp_path / "data") as first:
        wait_for("the window's socket", lambda: bool(list(session.glob("*.socket"))))
        first.send_signal(signal.SIGSTOP)
        with pytest.raises(WindowHangs) as told:
            instance.enter(tmp_path / "data", Wish(), patience_s=0.3)
        assert told.value.path == str(tmp_path / "data")
        first.send_signal(signal.SIGCONT)
        assert start(session, tmp_path / "data").returncode == 0


def test_a_start_takes_the_place_of_one_that_is_just_leaving(session: Path, tmp_path: Path) -> None:
    door = instance.enter(tmp_path, Wish())
    assert door is not None
    with later(session, tmp_path) as process:
        assert process.poll() is None
        door.close()
        wait_for("the window's socket", lambda: bool(list(session.glob("*.socket"))))
        assert process.poll() is None
        process.terminate()
        process.wait(PATIENCE_S)


@pytest.mark.parametrize("line", [b"\n", b"no JSON\n", b"[]\n", b'{"files": "x"}\n', b'{"files": [], "token": 5}\n'])
def test_what_no_program_of_ours_says_is_heard_by_nobody(
    qapp: QApplication, session: Path, tmp_path: Path, line: bytes
) -> None:
    with heard(tmp_path) as (spy, door), socket.socket(socket.AF_UNIX) as caller:
        caller.connect(door.address)
        caller.sendall(line)
        caller.setblocking(False)
        wait_until(lambda: _was_hung_up(caller))
        assert spy.count() == 0


def _was_hung_up(caller: socket.socket) -> bool:
    try:
        return caller.recv(100) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


def test_nobody_else_can_knock(qapp: QApplication, session: Path, tmp_path: Path) -> None:
    with heard(tmp_path) as (_, door):
        assert Path(door.address).stat().st_mode & 0o077 == 0
        assert Path(door.address).parent.stat().st_mode & 0o077 == 0


def test_a_place_that_others_can_write_to_is_not_used(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.chmod(0o777)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / f"desktop-chat-{os.getuid()}").mkdir(mode=0o755)
    door = instance.enter(tmp_path, Wish())
    assert door is not None
    assert door.address == ""


def test_without_a_place_of_the_session_there_is_one_of_the_persons(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "no room for a name in a folder whose own is as long as this"))
    monkeypatch.setattr("tempfile.tempdir", str(session))
    door = instance.enter(tmp_path, Wish())
    assert door is not None
    assert Path(door.address).parent.stat().st_mode & 0o777 == 0o700
    door.close()

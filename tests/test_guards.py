"""A guard that never fires looks exactly like a suite without faults, so each must find a planted one.

The faulty tests run in one process of their own, because a leak spoils the process it happens in.
"""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.guards import GuiThreadBlocked, forbid_blocking_calls_on_gui_thread

ROOT = Path(__file__).resolve().parents[1]

SETTINGS = """
[pytest]
qt_api = pyside6
qt_log_level_fail = WARNING
filterwarnings = error
"""

FAULTY_TESTS = """
import logging, os, socket, subprocess, threading
import apsw, keyring, pytest
from PySide6.QtCore import QObject, QThread, QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def keep(thing):
    kept.append(thing)
    return thing

def in_event_loop(qtbot, call):
    done = []
    QTimer.singleShot(0, lambda: (call(), done.append(True)))
    qtbot.waitUntil(lambda: bool(done))

def refused():
    with socket.socket() as client:
        client.connect_ex(("127.0.0.1", 9))

class Blocker(QThread):
    def run(self):
        self.exec()

def test_widget(qapp):
    keep(QWidget()).setObjectName("stray")

def test_widget_closed_by_qtbot(qtbot):
    qtbot.addWidget(QWidget())

def test_widget_only_in_a_cycle(qapp):
    widget = QWidget()
    widget.itself = widget

def test_widget_deleted_later(qapp):
    keep(QWidget()).deleteLater()

def test_timer(qapp):
    keep(QTimer()).start(60_000)

def test_timer_of_the_application(qapp):
    QTimer(qapp).start(60_000)

def test_timer_stopped(qapp):
    timer = keep(QTimer())
    timer.start(60_000)
    timer.stop()

def test_qthread(qapp):
    keep(Blocker()).start()

def test_qthread_ended(qtbot):
    thread = keep(Blocker())
    thread.started.connect(lambda: None)
    with qtbot.waitSignal(thread.started):
        thread.start()
    thread.quit()
    assert thread.wait(60_000)

def test_daemon_thread():
    threading.Thread(target=threading.Event().wait, name="stray", daemon=True).start()

def test_thread_joined():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()

def test_child_process():
    keep(subprocess.Popen(["cat"], stdin=subprocess.PIPE))

def test_child_process_waited_for():
    subprocess.run(["true"], check=True)

def test_descriptor():
    keep(os.open(__file__, os.O_RDONLY))

def test_descriptor_closed():
    os.close(os.open(__file__, os.O_RDONLY))

def test_logged_warning():
    logging.getLogger("desktop_chat.x").warning("disk is slow")

def test_logged_warning_expected(expected_warnings):
    expected_warnings("disk is slow")
    logging.getLogger("desktop_chat.x").warning("disk is slow")

def test_expected_warning_missing(expected_warnings):
    expected_warnings("disk is slow")

def test_qt_warning(qapp):
    qWarning("Qt is not amused")

def test_connect_in_event_loop(qtbot):
    in_event_loop(qtbot, refused)

def test_lookup_in_event_loop(qtbot):
    in_event_loop(qtbot, lambda: socket.getaddrinfo("127.0.0.1", 80))

def test_receive_in_event_loop(qtbot):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        peer, _ = server.accept()
        with peer:
            peer.sendall(b"x")
            in_event_loop(qtbot, lambda: client.recv(1))

def test_connect_in_the_tests_own_body(qapp):
    refused()

def test_connect_on_another_thread(qtbot):
    def call():
        thread = threading.Thread(target=refused)
        thread.start()
        thread.join()
    in_event_loop(qtbot, call)

def test_database_write_in_event_loop(qtbot, tmp_path):
    store = apsw.Connection(str(tmp_path / "a.db"))
    in_event_loop(qtbot, lambda: store.execute("CREATE TABLE message (id)"))
    store.close()

def test_database_read_in_event_loop(qtbot, tmp_path):
    store = apsw.Connection(str(tmp_path / "a.db"))
    store.execute("CREATE TABLE message (id)")
    in_event_loop(qtbot, lambda: store.execute("SELECT * FROM message").fetchall())
    store.close()

def test_keyring_in_event_loop(qtbot):
    def call():
        with pytest.raises(keyring.errors.NoKeyringError):
            keyring.get_password("desktop-chat", "someone")
    in_event_loop(qtbot, call)

def test_keyring_backend_in_event_loop(qtbot):
    def call():
        with pytest.raises(keyring.errors.NoKeyringError):
            keyring.get_keyring().get_password("desktop-chat", "someone")
    in_event_loop(qtbot, call)

def test_that_failed_anyway(qapp):
    widget = QWidget()
    assert widget is None

def test_tidy_up(qapp):
    for thing in kept:
        if isinstance(thing, QThread):
            thing.quit()
            thing.wait()
        if isinstance(thing, subprocess.Popen):
            thing.stdin.close()
            thing.wait()
"""

FAULTS = {
    "test_widget": "survived the test: top-level widget QWidget 'stray'",
    "test_timer": "survived the test: active timer QTimer, every 60000 ms",
    "test_timer_of_the_application": "survived the test: active timer QTimer",
    "test_qthread": "survived the test: running thread Blocker",
    "test_daemon_thread": "survived the test: thread 'stray' (daemon)",
    "test_child_process": "(cat)",
    "test_descriptor": "survived the test: file descriptor",
    "test_logged_warning": "logged without being expected: WARNING desktop_chat.x: disk is slow",
    "test_expected_warning_missing": "expected, but never logged: disk is slow",
    "test_qt_warning": "Qt is not amused",
    "test_connect_in_event_loop": "A connection to ('127.0.0.1', 9) on the GUI thread",
    "test_lookup_in_event_loop": "Looking up 127.0.0.1 on the GUI thread",
    "test_receive_in_event_loop": "socket.recv on the GUI thread",
    "test_database_write_in_event_loop": "A database write (CREATE TABLE message (id)) on the GUI thread",
    "test_keyring_in_event_loop": "keyring.get_password on the GUI thread",
    "test_keyring_backend_in_event_loop": "keyring.get_password on the GUI thread",
    "test_that_failed_anyway": "assert",
}
INNOCENT = (
    "test_widget_closed_by_qtbot",
    "test_widget_only_in_a_cycle",
    "test_widget_deleted_later",
    "test_timer_stopped",
    "test_qthread_ended",
    "test_thread_joined",
    "test_child_process_waited_for",
    "test_descriptor_closed",
    "test_logged_warning_expected",
    "test_connect_in_the_tests_own_body",
    "test_connect_on_another_thread",
    "test_database_read_in_event_loop",
)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """For each inner test what was said against it."""
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "pytest.ini").write_text(SETTINGS)
    (folder / "test_faulty.py").write_text(FAULTY_TESTS)
    words = "-p tests.guards -p no:cacheprovider --tb=short --junitxml=report.xml"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *words.split(), f"--basetemp={folder / 'tmp'}", "test_faulty.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (folder / "report.xml").is_file(), run.stdout + run.stderr
    found: dict[str, list[str]] = {}
    for case in ET.parse(folder / "report.xml").iter("testcase"):
        found.setdefault(case.attrib["name"], []).extend(child.text or "" for child in case)
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_the_test_that_has_it(verdicts: dict[str, list[str]], name: str) -> None:
    assert FAULTS[name] in "\n".join(verdicts[name])


@pytest.mark.parametrize("name", INNOCENT)
def test_what_is_tidied_up_passes(verdicts: dict[str, list[str]], name: str) -> None:
    assert verdicts[name] == []


def test_a_failed_test_is_reported_once(verdicts: dict[str, list[str]]) -> None:
    assert len(verdicts["test_that_failed_anyway"]) == 1


def test_the_watch_counts_what_comes_through_the_layers_of_the_window() -> None:
    """Without an event loop: a widget's verb called straight from a test is still the window's doing."""
    import socket

    verb = compile("client.connect_ex(('127.0.0.1', 9))", str(ROOT / "desktop_chat" / "services" / "chat.py"), "exec")
    with (
        socket.socket() as client,
        pytest.raises(GuiThreadBlocked, match="A connection to"),
        forbid_blocking_calls_on_gui_thread(),
    ):
        exec(verb, {"client": client})

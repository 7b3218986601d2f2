"""A reply that ends where nobody looks, told by a real notification service on a bus of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.desktop.instance import Door
from desktop_chat.domain.settings import NOTIFY, NOTIFY_TEXT
from desktop_chat.domain.wishes import Wish
from tests.desktop.session import Daemon, daemon, needs_bus, own_bus
from tests.support import script
from tests.support.program import ask, press_where_focus_is, running, store_endpoint, wait_for_reply, wait_until
from tests.support.wire_server import WireServer

pytestmark = needs_bus
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Daemon]:
    with own_bus(monkeypatch), daemon("tests.desktop.notification_daemon", tmp_path / "told") as made:
        yield made


@pytest.fixture
def desk(run: Run) -> Iterator[Run]:
    """The program with what surrounds its window."""
    run.take_the_desk(Door(), Wish())
    yield run
    run.leave_the_desk()


def ask_and_leave(run: Run, server: WireServer, text: str) -> str:
    """Asks, and opens another conversation before the reply has ended. The id of the one that was asked in."""
    go_on = threading.Event()
    server.enqueue(script.held(script.tokens([text]), go_on, after=0))
    ask(run, "What is <b>secret</b>?")
    asked = run.window.pane.shown
    assert asked is not None
    press_where_focus_is(run, Qt.Key.Key_N, CTRL)
    go_on.set()
    wait_until(lambda: run.services.chat.writing_in(asked) is None)
    return asked


def test_a_reply_that_ends_elsewhere_is_told_without_a_word_of_it(
    service: Daemon, desk: Run, server: WireServer
) -> None:
    ask_and_leave(desk, server, "Nobody may read this.")
    wait_until(lambda: len(service.told()) == 1, "the notification")
    told = service.told()[0]
    assert (told["program"], told["entry"]) == ("Desktop Chat", "desktop-chat")
    assert told["body"] == "The reply is complete."
    assert told["actions"] == ["default", "Open"]
    assert Path(told["icon"]).is_file()
    assert "Nobody" not in str(told)


def test_a_click_opens_its_conversation(service: Daemon, desk: Run, server: WireServer) -> None:
    asked = ask_and_leave(desk, server, "Here.")
    wait_until(lambda: len(service.told()) == 1, "the notification")
    desk.window.showMinimized()
    service.say(str(service.told()[0]["number"]))
    wait_until(lambda: desk.window.pane.shown == asked)
    assert not desk.window.isMinimized()


def test_what_is_read_meanwhile_is_taken_back(service: Daemon, desk: Run, server: WireServer) -> None:
    asked = ask_and_leave(desk, server, "Here.")
    wait_until(lambda: len(service.told()) == 1, "the notification")
    desk.window.open(asked)
    wait_until(lambda: {"closed": service.told()[0]["number"]} in service.told())


def test_the_beginning_of_the_reply_is_told_where_that_is_allowed(
    service: Daemon, desk: Run, server: WireServer
) -> None:
    desk.services.preferences.set(NOTIFY_TEXT, True)
    ask_and_leave(desk, server, "5 < 6 & **so** on. " + "word " * 100)
    wait_until(lambda: len(service.told()) == 1, "the notification")
    body = service.told()[0]["body"]
    assert body.startswith("5 &lt; 6 &amp; **so** on. word")
    assert body.endswith("…")


def test_another_reply_of_the_conversation_takes_the_place_of_the_first(
    service: Daemon, desk: Run, server: WireServer
) -> None:
    asked = ask_and_leave(desk, server, "One.")
    wait_until(lambda: len(service.told()) == 1, "the notification")
    server.reply("Two.")
    desk.services.chat.send(asked, "Again")
    wait_until(lambda: len(service.told()) == 2, "the second one")
    assert service.told()[1]["replaced"] == service.told()[0]["number"]


def test_how_a_reply_failed_is_told(service: Daemon, desk: Run, server: WireServer) -> None:
    asked = ask_and_leave(desk, server, "One.")
    wait_until(lambda: len(service.told()) == 1, "the notification")
    server.enqueue(script.error(401, "No such key"))
    desk.services.chat.send(asked, "Again")
    wait_until(lambda: len(service.told()) == 2, "the second one")
    assert "did not accept" in service.told()[1]["body"]


def test_nothing_is_told_of_what_is_before_the_eyes_or_when_it_is_not_wanted(
    service: Daemon, desk: Run, server: WireServer
) -> None:
    server.reply("Here.")
    ask(desk, "Why?")
    wait_for_reply(desk)
    desk.services.preferences.set(NOTIFY, False)
    ask_and_leave(desk, server, "There.")
    desk.services.preferences.set(NOTIFY, True)
    ask_and_leave(desk, server, "And there.")
    wait_until(lambda: len(service.told()) == 1, "the one that is wanted")


def test_without_a_service_nothing_is_told_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, server: WireServer, data: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    store_endpoint(data, server.base_url)
    with running(data) as run:
        run.take_the_desk(Door(), Wish())
        ask_and_leave(run, server, "Here.")
        ask_and_leave(run, server, "Here.")
        run.leave_the_desk()

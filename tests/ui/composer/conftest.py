"""A composer over real services, with replies that the test lets end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.messages import Role, now
from desktop_chat.domain.models import Request
from desktop_chat.domain.streaming import Answered, Cancel, Ended, Sink, TextDelta
from desktop_chat.services.attaching import Attaching
from desktop_chat.services.background import Background
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.relay import Relay
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.ui.composer.composer import Composer
from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.composer.strip import Strip
from desktop_chat.ui.composer.trouble import TroubleLine
from desktop_chat.ui.look import Theme
from desktop_chat.ui.pictures import read_picture
from desktop_chat.ui.widgets import Button
from tests.services.world import World, a_world


@dataclass
class Slow:
    """Replies that begin at once and end when they are told to."""

    gate: threading.Event = field(default_factory=threading.Event)
    finish_reason: str = "stop"

    def __call__(self, request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 200))
        sink(TextDelta("So far"))
        while not self.gate.wait(0.005):
            if cancel.cancelled:
                sink(Ended(now(), stopped=True))
                return
        sink(Ended(now(), finish_reason=self.finish_reason))


class Desk:
    """One window with a composer in it, and what a person sees and does there."""

    def __init__(self, world: World, preferences: Preferences, theme: Theme) -> None:
        self.world, self.preferences = world, preferences
        self.composer = Composer(world.chat, world.library, world.accounts, preferences, theme)
        self.composer.files.read_by(Attaching(world.store.attachments, read_picture, world.background, self.composer))
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.composer)
        self.window.resize(900, 600)

    def open(self, conversation_id: str | None = None) -> str:
        conversation_id = conversation_id or self.world.library.new().id
        self.composer.open(conversation_id)
        self.composer.focus_editor()
        return conversation_id

    @property
    def editor(self) -> Editor:
        found = self.composer.findChild(Editor)
        assert isinstance(found, Editor)
        return found

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def strip(self) -> str:
        found = self.composer.findChild(Strip)
        assert isinstance(found, Strip)
        return found.accessibleDescription()

    @property
    def trouble(self) -> TroubleLine:
        found = self.composer.findChild(TroubleLine)
        assert isinstance(found, TroubleLine)
        return found

    def button(self, name: str) -> Button:
        (found,) = [button for button in self.composer.findChildren(Button) if button.text() == name]
        return found

    def buttons(self) -> set[str]:
        return {button.text() for button in self.composer.findChildren(Button) if button.isVisible()}

    def type(self, text: str) -> None:
        """By key press; what no key has comes from an input method."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.editor, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(self.editor, event)

    def asked(self, conversation_id: str) -> list[str]:
        return [m.text for m in self.world.chat.branch(conversation_id) if m.role is Role.USER]

    def writing(self, conversation_id: str) -> bool:
        return self.world.chat.writing_in(conversation_id) is not None


def chip(desk: Desk) -> str:
    waiting = desk.composer._field.waiting
    return waiting.accessibleName() if waiting.isVisible() else ""


def enter(desk: Desk) -> None:
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)


@contextmanager
def a_desk(world: World, folder: Path, theme: Theme) -> Iterator[Desk]:
    background = Background(Relay())
    desk = Desk(world, Preferences(SettingsFile(folder / "settings.json"), background), theme)
    desk.window.show()
    desk.window.activateWindow()
    yield desk
    desk.composer.keep_draft()
    desk.window.close()
    desk.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # before the store below it is closed
    desk.preferences.close()
    background.close()


@pytest.fixture
def world(qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path / "data") as made:
        made.add_endpoint()
        yield made


@pytest.fixture
def desk(world: World, tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    with a_desk(world, tmp_path, theme) as made:
        qtbot.waitUntil(made.window.isActiveWindow)
        made.open()
        yield made


@pytest.fixture
def slow(world: World) -> Iterator[Slow]:
    """From now on replies end only when `slow.gate` is opened."""
    made = Slow()
    world.answer = made
    yield made
    made.gate.set()


Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    return qtbot.waitUntil

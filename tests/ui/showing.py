"""Windows as a person has them: shown, active, driven by keys, and found by the names that screen readers say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_chat import paths
from desktop_chat.domain.errors import Cause, ErrorKind, Failure, RequestFailed
from desktop_chat.domain.models import Endpoint, Limits
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from desktop_chat.words import catalogue
from tests.words.missing import entries

W = TypeVar("W", bound=QWidget)


def show(widget: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def gone(widget: QWidget) -> None:
    """Deleted now, as the event loop would do it in a moment."""
    if isValid(widget):
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Whatever has the focus gets it."""
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def name_of(widget: QWidget) -> str:
    if widget.accessibleName():  # on Linux a list that opens tells its choice as its name, and this by relation
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def called(window: QWidget, kind: type[W], name: str) -> W:
    """The visible part of that kind with that name."""
    found = [widget for widget in window.findChildren(kind) if widget.isVisible() and name_of(widget) == name]
    assert len(found) == 1, f"{len(found)} are called {name!r}, of {[name_of(w) for w in window.findChildren(kind)]}"
    return found[0]


def click(window: QWidget, name: str) -> None:
    called(window, QAbstractButton, name).click()


@contextmanager
def in_chinese() -> Iterator[None]:
    catalogue.load(paths.translations())
    catalogue.use("zh-CN")
    try:
        yield
    finally:
        catalogue.use("en")


def stops(window: QWidget) -> list[str]:
    """The names of what the Tab key reaches, from here on once round."""
    start = focused()
    names = [name_of(start)]
    for _ in range(50):
        press(Qt.Key.Key_Tab)
        if focused() is start:
            return names
        names.append(name_of(focused()))
    raise AssertionError(f"Tab does not come round: {names}")


class Net:
    """Providers on loopback, called by the names of the real ones; everything else does not answer."""

    def __init__(self, **hosts: str) -> None:
        self.hosts = hosts
        self.on_call: Callable[[], None] = lambda: None

    def lead(self, host: str, base_url: str) -> None:
        self.hosts[host] = base_url

    def list_models(self, endpoint: Endpoint, key: str | None, limits: Limits) -> tuple[str, ...]:
        self.on_call()
        base_url = self.hosts.get(endpoint.host)
        if base_url is None:
            raise RequestFailed(Failure(ErrorKind.UNREACHABLE, endpoint.host, cause=Cause.REFUSED))
        return ChatProvider().models(replace(endpoint, base_url=base_url), key, limits, Cancellation())


@contextmanager
def turned_chinese(window: QWidget) -> Iterator[None]:
    """The language is changed while the window is open."""
    with in_chinese():
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        yield


def in_english(window: QWidget) -> set[str]:
    """What is said in the window, or told to who listens, in words that there are in Chinese too."""
    known = {english for english, chinese in entries().items() if english != chinese}
    return known & {words for widget in (window, *window.findChildren(QWidget)) for words in _words_of(widget)}


def _words_of(widget: QWidget) -> Iterator[str]:
    if not widget.isVisible():
        return
    yield widget.accessibleName()
    yield widget.toolTip()
    yield widget.windowTitle()
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))

"""The whole program inside the test's process: the real window on the real store, in a folder of the test's own."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from desktop_chat import paths
from desktop_chat.app import Run
from desktop_chat.domain.messages import Message, new_id
from desktop_chat.domain.models import Endpoint
from desktop_chat.storage.store import open_store
from desktop_chat.ui.look import Theme
from desktop_chat.words import catalogue
from tests.support.patience import PATIENCE_MS

_LOOK_EVERY_MS = 3
_theme: list[Theme] = []


def the_theme() -> Theme:
    """One look for all tests of a process, as the application has one style sheet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not _theme:
        catalogue.load(paths.translations())
        _theme.append(Theme(app))
    return _theme[0]


def store_endpoint(directory: Path, base_url: str, model: str = "test-model") -> Endpoint:
    """An endpoint without a key, added as another process would have added it."""
    endpoint = Endpoint(new_id(), "Test", base_url, model=model)
    with open_store(directory) as store:
        written: Future[None] = store.endpoints.add(endpoint)
        written.result()
    return endpoint


@contextmanager
def running(directory: Path) -> Iterator[Run]:
    """The program with its window shown, and its orderly end."""
    with ExitStack() as closing:
        store = closing.enter_context(open_store(directory))
        run = Run(the_theme(), store, directory, closing)
        run.window.show()
        QTest.qWaitForWindowExposed(run.window)
        yield run
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_until(holds: Callable[[], bool], what: str = "it", patience_ms: int = PATIENCE_MS) -> None:
    """Lets events run until `holds`; fails the test after a while."""
    until, loop = time.monotonic() + patience_ms / 1000, QEventLoop()
    while not holds():
        assert time.monotonic() < until, f"{what} did not happen"
        # Not QTest.qWait: it sleeps without letting go of the interpreter, and the streams' threads would stand still.
        QTimer.singleShot(_LOOK_EVERY_MS, loop, loop.quit)
        loop.exec()


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def press_where_focus_is(
    run: Run, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """As a person presses: whatever has the focus gets it."""
    press(QApplication.focusWidget() or run.window, key, modifiers)


def write(run: Run, text: str) -> None:
    """Types into whatever has the focus; what no key of a Latin keyboard writes comes from an input method."""
    widget = QApplication.focusWidget() or run.window
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)


def ask(run: Run, text: str) -> None:
    """Types a question and presses Enter; returns once the composer has let go of it."""
    write(run, text)
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: text in {message.text for message in branch(run)}, "the question's way into the transcript")


def named(run: Run, name: str) -> QWidget:
    """The visible part of the window that screen readers call `name`."""
    found = [w for w in run.window.findChildren(QWidget) if w.isVisible() and _accessible_name(w) == name]
    assert found, f"nothing visible is named {name}"
    return found[0]


def _accessible_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def composer_text(run: Run) -> str:
    editors = [editor for editor in run.window.findChildren(QTextEdit) if _accessible_name(editor) == "Message"]
    return editors[0].toPlainText()


def branch(run: Run) -> tuple[Message, ...]:
    """The visible messages of the open conversation."""
    shown = run.window.pane.shown
    return run.services.chat.branch(shown) if shown else ()


def last_reply(run: Run) -> Message:
    return branch(run)[-1]


def wait_for_reply(run: Run) -> Message:
    """The last reply, once nothing is being written in the open conversation."""
    shown = run.window.pane.shown or ""
    wait_until(lambda: run.services.chat.writing_in(shown) is None and last_reply(run).is_reply, "the reply's end")
    return last_reply(run)

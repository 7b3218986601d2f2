"""Hands and eyes for tests that select: where a word stands on the screen, what is selected, what was copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.ui.transcript.body import Place
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.texts import Which, texts_of
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.transcript.whereabouts import caret_of

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def end_at(view: Transcript, place: int, words: str, offset: int = 0) -> End:
    """The place before those words in a message, or so many characters behind it."""
    item = view.column.ensure(place)
    for which, body in texts_of(item):
        for number, leaf in enumerate(body.leaves):
            if words in leaf.text:
                return End(item.message.id, which, Place(number, leaf.text.index(words) + offset))
    raise AssertionError(f"{words!r} is not shown")


def point(view: Transcript, place: int, words: str, offset: int = 0) -> QPoint:
    """Where that place is on the screen."""
    caret = caret_of(view, end_at(view, place, words, offset))
    view.settle()
    assert caret is not None
    return QPoint(round(caret.left()), round(caret.center().y()))


def drag(view: Transcript, start: QPoint, *stops: QPoint, release: bool = True) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, NO, start)
    for stop in stops:
        held = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(stop), QPointF(port.mapToGlobal(stop)), Qt.MouseButton.NoButton, LEFT, NO
        )
        QApplication.sendEvent(port, held)
    if release:
        QTest.mouseRelease(port, LEFT, NO, stops[-1])


def select(view: Transcript, first: End, last: End) -> None:
    view.selection.select(first, last)


def press(view: Transcript, keys: str, times: int = 1) -> None:
    """As a person would: those keys, for example "Ctrl+Shift+End"."""
    for _ in range(times):
        QTest.keySequence(view, QKeySequence(keys))


def copied(view: Transcript) -> str:
    """The plain text that the copy key leaves."""
    press(view, "Ctrl+C")
    return QGuiApplication.clipboard().text()


def mime(view: Transcript) -> QMimeData:
    press(view, "Ctrl+C")
    return QGuiApplication.clipboard().mimeData()


def as_markdown(view: Transcript) -> str:
    return bytes(mime(view).data("text/markdown").data()).decode()


__all__ = [
    "LEFT",
    "NO",
    "SHIFT",
    "Which",
    "as_markdown",
    "copied",
    "drag",
    "end_at",
    "mime",
    "point",
    "press",
    "select",
]

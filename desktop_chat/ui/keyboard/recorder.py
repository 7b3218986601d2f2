"""Stands where the keys of a row stand, and takes the next keys that are pressed for its new ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.ui.keyboard.strokes import keys_in
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.theme import CONTROL
from desktop_chat.words.catalogue import tr


class Recorder(QWidget):
    """It has the keys; Esc alone leaves it, and so does whatever takes the keys away."""

    pressed = Signal(str)
    """Keys as they are kept."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # whatever it usually does
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._take(event)  # before Tab leads away
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.left.emit()
        elif not event.isAutoRepeat() and (keys := keys_in(event)):
            self.pressed.emit(keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, m = self._theme.palette, self._theme.metrics
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(m.space2, m.space2, -m.space2, -m.space2)
        draw_box(painter, box, p.raised, m.radius, p.focus, m.ring)
        inner = box.adjusted(m.space8, 0, -m.space8, 0)
        ink = self._theme.colour("text3")
        draw_line(painter, inner, tr("Press the keys"), self._theme.font(CONTROL), ink, Qt.AlignmentFlag.AlignHCenter)

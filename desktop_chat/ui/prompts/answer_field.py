"""One value of a prompt: mostly a word, now and then a page that was pasted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import CONTROL

_MOST_LINES = 5


class AnswerField(QPlainTextEdit):
    """Grows from one line to five. Enter says that it is filled in; with Shift it is a new line."""

    filled_in = Signal()

    def __init__(self, theme: Theme, name: str, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self._composing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()
        self.selectAll()

    @property
    def _lines(self) -> int:
        return max(round(self.document().size().height()), 1)

    @Slot()
    def _fit(self) -> None:
        """What is seen whole has no bar."""
        policy = Qt.ScrollBarPolicy
        is_long = self._lines > _MOST_LINES
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_long else policy.ScrollBarAlwaysOff)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        m, line = self._theme.metrics, self._theme.line(CONTROL)
        return QSize(m.measure_min, m.field + (min(self._lines, _MOST_LINES) - 1) * line)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in OPENING or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # for the form around it
        elif not self._composing:
            self.filled_in.emit()

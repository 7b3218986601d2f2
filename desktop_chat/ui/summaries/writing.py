"""The text of a summary, to be written or changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.room import Room
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.theme import BODY, LABEL
from desktop_chat.ui.widgets import Button, Kind, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr

_LINES = 10


class SummaryForm(QDialog):
    """Ctrl+Enter keeps what is written, Esc leaves all as it was."""

    written = Signal(str)

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = text_field(theme, text, _LINES)
        self._keep, cancel = Button(theme, "", Kind.PRIMARY), Button(theme, "")
        said, says = WrappedText(theme, LABEL), Sayings(self)
        says.say(self.setWindowTitle, lambda: tr("Summary"))
        says.say(self._text.setAccessibleName, lambda: tr("Text of the summary"))
        says.say(self._keep.set_words, lambda: tr("Keep"))
        says.say(cancel.set_words, lambda: tr("Cancel"))
        says.say(lambda words: said.show_pieces(Piece(words, "text3")), _about)
        lay_out(self, theme, (said, self._text), (cancel, self._keep))
        cancel.clicked.connect(self.reject)
        self._keep.clicked.connect(self._take)
        self._text.textChanged.connect(self._follow)
        self._follow()
        self._text.setFocus()

    @Slot()
    def _follow(self) -> None:
        self._keep.setEnabled(bool(self._text.toPlainText().strip()))

    @Slot()
    def _take(self) -> None:
        text = self._text.toPlainText().strip()
        if text:
            self.accept()
            self.written.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_confirming(event):
            self._take()
        else:
            super().keyPressEvent(event)


def _about() -> str:
    return tr("This text is sent in the place of the messages. They stay here, and are sent again once it is removed.")


def is_confirming(event: QKeyEvent) -> bool:
    """Ctrl+Enter: Enter alone is a line of the text."""
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def text_field(theme: Theme, text: str, lines: int) -> QPlainTextEdit:
    """So many lines high; the Tab key leaves it."""
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setFont(theme.font(BODY))
    field.setMinimumHeight(lines * theme.line(BODY) + 2 * theme.metrics.space8)
    field.moveCursor(QTextCursor.MoveOperation.End)
    return field


def lay_out(form: QDialog, theme: Theme, rows: tuple[QWidget, ...], buttons: tuple[QWidget, ...]) -> None:
    """`rows` under one another, the last of them taking what is free, and `buttons` at the foot."""
    m = theme.metrics
    ground = QFrame()
    ground.setProperty("surface", "raised")
    column = QVBoxLayout(ground)
    column.setContentsMargins(m.space24, m.space20, m.space24, m.space20)
    column.setSpacing(m.space8)
    for row in rows:
        column.addWidget(row, int(isinstance(row, QPlainTextEdit)))
    foot = QHBoxLayout()
    foot.setContentsMargins(m.space24, m.space12, m.space24, m.space12)
    foot.setSpacing(m.space8)
    foot.addStretch(1)
    for button in buttons:
        foot.addWidget(button)
    outside = QVBoxLayout(form)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.setSpacing(0)
    outside.addWidget(ground, 1)
    outside.addWidget(Rule(theme))
    outside.addLayout(foot)
    Room(form, m.prose)
    window = form.parentWidget()
    form.resize(min(m.card, window.width() if window else m.card), form.sizeHint().height())

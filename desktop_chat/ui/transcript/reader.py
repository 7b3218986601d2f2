"""One message as plain text in a window of its own, where a caret and a screen reader can go through it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.domain.messages import Message, now
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.room import Room
from desktop_chat.ui.sayings import Sayings
from desktop_chat.words import endings, times
from desktop_chat.words.catalogue import tr
from desktop_chat.words.files import attached_words


class Reader(QDialog):
    """Shows a message as it is now; `Esc` closes, and the keys go back to where they were."""

    def __init__(self, message: Message, theme: Theme, asked_by: QWidget) -> None:
        super().__init__(asked_by.window())
        self._asked_by = asked_by
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(theme.font(tokens.BODY))
        says = Sayings(self)
        says.say(self.setWindowTitle, partial(_title, message))
        says.say(self._text.setPlainText, partial(whole_text, message))
        says.say(self._text.setAccessibleName, lambda: tr("Message text"))
        # Keys move a caret in it, as in any text; without this flag a read-only text has none.
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        metrics = theme.metrics
        Room(self, metrics.measure_min, metrics.measure_min)
        self.resize(metrics.card, metrics.window_min_height)
        self._text.setFocus()
        self.finished.connect(self._give_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.close()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _give_back(self) -> None:
        self._asked_by.window().activateWindow()
        self._asked_by.setFocus(Qt.FocusReason.PopupFocusReason)


def _title(message: Message) -> str:
    time = times.clock(message.created_at, now().astimezone())
    return f"{endings.role_name(message.role, message.model)}, {time}"


def whole_text(message: Message) -> str:
    """All that a message says: thinking, text, refusal, calls, and how it ended."""
    parts = []
    if message.reasoning:
        parts.append(f"{tr('Thoughts')}\n{message.reasoning}")
    parts += [attached_words(one) for one in message.attachments]
    parts += [message.text, message.refusal]
    parts += [f"{call.name} {call.arguments}".strip() for call in message.tool_calls]
    if message.is_reply:
        parts.append(endings.sentence(message))
    return "\n\n".join(part for part in parts if part)

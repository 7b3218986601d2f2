"""The last line of a dialog: what is to be said about all of it, a question now and then, and the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.widgets import Button
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Explanation

_LINES = 2


class Foot(QWidget):
    """A question is answered here, where it moves nothing and hides nothing."""

    close_requested = Signal()
    declined = Signal()

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._note = Note(theme, _LINES, beside=theme.metrics.button)
        self._yes = Button(theme, "")
        self._no = Button(theme, "")
        self._close = Button(theme, "")
        self._agreed: Callable[[], None] = self.rest
        m = theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(m.space12, m.space4, m.space4, m.space4)  # for the rings of its buttons
        row.setSpacing(m.space8)
        row.addWidget(self._note, 1)
        for button in (self._yes, self._no, self._close):
            row.addWidget(button)
        self._yes.clicked.connect(self._confirm)
        self._no.clicked.connect(self._decline)
        self._close.clicked.connect(self.close_requested)
        self.retranslate(words)

    def retranslate(self, words: str) -> None:
        """`words` are what is said while there is nothing else."""
        self._words = words
        self._no.set_words(tr("Keep it"))
        self._close.set_words(tr("Close"))
        self.rest()

    @property
    def said(self) -> str:
        return self._note.said

    @property
    def is_asking(self) -> bool:
        return self._close.isHidden()

    def rest(self) -> None:
        self._note.say(self._words, "text3")
        self._show_buttons(asking=False)

    def say(self, words: str) -> None:
        self._show_buttons(asking=False)
        self._note.say(words)

    def explain(self, told: Explanation) -> None:
        self._show_buttons(asking=False)
        self._note.explain(told)

    def ask(self, question: str, yes: str, agreed: Callable[[], None], no: str = "") -> None:
        """`agreed` is called for `yes`. The keys are on the answer that changes nothing."""
        self._agreed = agreed
        self._note.say(question, "text")
        self._yes.set_words(yes)
        self._no.set_words(no or tr("Keep it"))
        self._show_buttons(asking=True)
        self._no.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_buttons(self, *, asking: bool) -> None:
        self._yes.setVisible(asking)
        self._no.setVisible(asking)
        self._close.setVisible(not asking)

    @Slot()
    def _confirm(self) -> None:
        self.rest()
        self._agreed()

    @Slot()
    def _decline(self) -> None:
        self.rest()
        self.declined.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self._decline()
        else:
            super().keyPressEvent(event)

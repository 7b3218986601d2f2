"""What a prompt leaves open is asked for, and seen in its place, before anything is inserted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.domain.prompts import Prompt, filled, variables
from desktop_chat.ui.look import Theme
from desktop_chat.ui.prompts.answer_field import AnswerField
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.ui.summaries.writing import is_confirming, lay_out, text_field
from desktop_chat.ui.theme import LABEL
from desktop_chat.ui.widgets import Button, Kind, label_for
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_PREVIEW_LINES = 6
_MOST_SEEN = 4
"""Fields; more of them scroll, so that what is inserted stays in sight."""


def fill_in(prompt: Prompt, theme: Theme, window: QWidget, then: Callable[[str], None]) -> None:
    """Calls `then` with the prompt's text, once a person has said what it leaves open; never where they would not."""
    if not variables(prompt.text):
        then(filled(prompt.text, {}))
        return
    form = Filling(prompt, theme, window)
    form.filled.connect(then)
    form.finished.connect(window.activateWindow)  # not every window manager does so
    form.open()


class Filling(QDialog):
    """A field for each variable. Enter leads to the next and after the last inserts, Ctrl+Enter inserts from anywhere,
    Esc leaves all as it was.
    """

    filled = Signal(str)

    def __init__(self, prompt: Prompt, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(named(prompt.name))
        self._prompt = prompt
        self._fields = {one.name: AnswerField(theme, one.name, one.default) for one in variables(prompt.text)}
        self._preview = text_field(theme, "", _PREVIEW_LINES)
        self._preview.setReadOnly(True)
        self._preview.setProperty("surface", "window")
        self._insert, cancel = Button(theme, "", Kind.PRIMARY), Button(theme, "")
        above = _label("", self._preview)
        says = Sayings(self)
        says.say(self._insert.set_words, lambda: tr("Insert"))
        says.say(cancel.set_words, lambda: tr("Cancel"))
        says.say(above.setText, lambda: tr("What is inserted"))
        says.say(self._preview.setAccessibleName, lambda: tr("What is inserted"))
        asked: list[QWidget] = []
        for name, field in self._fields.items():
            asked += [_label(named(name), field), field]
        self._pane = _scrolled(asked, theme) if len(self._fields) > _MOST_SEEN else None
        rows = [*([self._pane] if self._pane else asked), above, self._preview]
        lay_out(self, theme, tuple(rows), (cancel, self._insert))
        cancel.clicked.connect(self.reject)
        self._insert.clicked.connect(self._take)
        for place, field in enumerate(self._fields.values()):
            field.textChanged.connect(self._follow)
            field.filled_in.connect(partial(self._go_on, place + 1))
        self._follow()
        self._go_on(0)

    @property
    def text(self) -> str:
        """The prompt as it is filled in now."""
        return filled(self._prompt.text, {name: field.toPlainText() for name, field in self._fields.items()})

    def _go_on(self, place: int) -> None:
        fields = tuple(self._fields.values())
        if place < len(fields):
            fields[place].setFocus(Qt.FocusReason.TabFocusReason)
            if self._pane is not None:
                self._pane.ensureWidgetVisible(fields[place])
        else:
            self._take()

    @Slot()
    def _follow(self) -> None:
        self._preview.setPlainText(self.text)

    @Slot()
    def _take(self) -> None:
        text = self.text
        self.accept()
        self.filled.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_confirming(event):
            self._take()
        else:
            super().keyPressEvent(event)


def _label(words: str, field: QPlainTextEdit) -> QLabel:
    return label_for(field, words.replace("&", "&&"))


def _scrolled(rows: list[QWidget], theme: Theme) -> ScrollPane:
    m = theme.metrics
    ground = QFrame()
    ground.setProperty("surface", "raised")
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, m.space12, 0)
    column.setSpacing(m.space8)
    for row in rows:
        column.addWidget(row)
    pane = ScrollPane()
    pane.setWidget(ground)
    pane.setFixedHeight(_MOST_SEEN * (m.field + theme.line(LABEL) + 2 * m.space8))
    return pane

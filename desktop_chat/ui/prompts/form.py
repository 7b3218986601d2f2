"""One prompt: what it is called, what it is for and its text, kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from desktop_chat.domain.prompts import Prompt, PromptKind, prompt_name, variables
from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.theme import BODY, CONTROL
from desktop_chat.ui.widgets import ElidedLabel, Field, Select
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named
from desktop_chat.words.prompts import kind_name

_KEEP_AFTER_MS = 300
_LINES = 3


class PromptForm(QWidget):
    """`changed` a moment after something was typed, and at once when it is left."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name, self._kind, self.text = Field(theme), Select(theme), QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.font(BODY))
        for kind in PromptKind:
            self._kind.addItem(kind_name(kind), kind.value)
        self._asks = Note(theme, _LINES)
        self._shown: Prompt | None = None
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.changed)
        self._labels = [ElidedLabel(theme, CONTROL) for _ in range(3)]
        self._lay_out()
        self.name.textEdited.connect(self._wait)
        self.text.textChanged.connect(self._wait)
        self._kind.activated.connect(self.settle)
        self.name.editingFinished.connect(self.settle)

    def _lay_out(self) -> None:
        m = self._theme.metrics
        grid = QGridLayout(self)
        grid.setContentsMargins(m.space4, m.space4, m.space4, m.space4)
        grid.setHorizontalSpacing(m.space16 - m.space4)
        grid.setVerticalSpacing(m.space8)
        grid.setColumnStretch(1, 1)
        for row, (label, field) in enumerate(zip(self._labels, (self.name, self._kind, self.text), strict=True)):
            label.set_ink("text2")
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setBuddy(field)
            label.setFixedWidth(m.form_label)
            label.setFixedHeight(m.field)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._asks, 3, 1)
        grid.setRowStretch(2, 1)

    def retranslate(self) -> None:
        fields: tuple[QWidget, ...] = (self.name, self._kind, self.text)
        names = (tr("Name"), tr("Used as"), tr("Text"))
        for label, field, words in zip(self._labels, fields, names, strict=True):
            label.setText(words)
            field.setAccessibleName(words)
        for place, kind in enumerate(PromptKind):
            self._kind.setItemText(place, kind_name(kind))
        self._say_asks()

    # -- what is in it -----------------------------------------------------------------------------------------------

    def show_prompt(self, prompt: Prompt | None) -> None:
        """Another prompt, or none. What is being typed in the one that is shown stays."""
        is_same = prompt is not None and self._shown is not None and prompt.name == self._shown.name
        self._shown = prompt
        self.setEnabled(prompt is not None)
        if not is_same:
            self.name.setText(prompt.name if prompt else "")
            self.text.blockSignals(True)
            self.text.setPlainText(prompt.text if prompt else "")
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.blockSignals(False)
            self._timer.stop()
        self._kind.setCurrentIndex(self._kind.findData(prompt.kind.value if prompt else PromptKind.MESSAGE.value))
        self._say_asks()

    def prompt(self) -> Prompt | None:
        """What stands in the fields; None where they are for nothing."""
        if self._shown is None:
            return None
        return Prompt(prompt_name(self.name.text()), self.text.toPlainText(), PromptKind(self._kind.currentData()))

    @property
    def shown(self) -> Prompt | None:
        """What is kept of it."""
        return self._shown

    def is_kept(self, prompt: Prompt) -> None:
        """What was in the fields is stored like this."""
        self._shown = prompt

    @Slot()
    def settle(self) -> None:
        """Nothing that was typed waits any longer."""
        self._timer.stop()
        if self._shown is not None and self.prompt() != self._shown:
            self.changed.emit()

    @Slot()
    def _wait(self) -> None:
        self._timer.start()
        self._say_asks()

    def _say_asks(self) -> None:
        """Which values this prompt will want."""
        asked = [named(one.name) for one in variables(self.text.toPlainText())]
        if asked:
            self._asks.say(tr("Asks for: {names}").format(names=", ".join(asked)), "text2")
        else:
            self._asks.say(
                tr("Write {{name}} where something differs each time, or {{name: what it mostly is}}."), "text3"
            )

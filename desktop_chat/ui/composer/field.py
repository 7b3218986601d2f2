"""Everything inside the frame: chips, the text, and the row below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.messages import Message, Role
from desktop_chat.ui.composer.chip import Chip
from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.composer.file_chips import FileChips
from desktop_chat.ui.composer.frame import Frame
from desktop_chat.ui.composer.model_button import ModelButton
from desktop_chat.ui.composer.parameters_button import ParametersButton
from desktop_chat.ui.composer.sheet import Sheet
from desktop_chat.ui.composer.summary import tokens_words
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import BASELINE, BODY, QT_BASELINE, SMALL
from desktop_chat.ui.widgets import Button, ElidedLabel, IconButton, Kind
from desktop_chat.words.catalogue import tr


class Field(Frame):
    """The parts, and where they stand; what they mean is the composer's."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.editor = Editor(theme, self.ground)
        self.waiting = Chip(theme)
        self.editing = Chip(theme)
        self.files = FileChips(theme)
        self.attach = IconButton(theme, Icon.ATTACH, "")
        self.model = ModelButton(theme)
        self.parameters = ParametersButton(theme)
        self.send = Button(theme, "", Kind.PRIMARY, Icon.SEND)
        self.stop = Button(theme, "", Kind.NORMAL, Icon.STOP)
        self._tokens = ElidedLabel(theme, SMALL)
        self._draft_tokens = 0
        self.escape_stops = True
        self._column, self._row = QVBoxLayout(self), QHBoxLayout()
        self._column.setSpacing(0)
        for widget in (self.editing, self.waiting, self.files, self.editor):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._row.addWidget(self.attach)
        self._row.addWidget(self.model)
        self._row.addWidget(self.parameters)
        self._row.addStretch(1)
        for button in (self._tokens, self.send, self.stop):
            self._row.addWidget(button)
        self.stop.hide()
        self.editor.focused.connect(self.set_focused)
        theme.changed.connect(self._fit)
        self._fit()

    def set_target(self, is_target: bool) -> None:
        super().set_target(is_target)
        self.editor.viewport().update()  # it paints its own ground

    def show_busy(self, busy: bool) -> None:
        """Stop takes the place of Send while something is on its way or being answered."""
        if busy == self.stop.isVisibleTo(self):
            return
        held = self.stop.hasFocus() or self.send.hasFocus()
        self.stop.setVisible(busy)
        self.send.setVisible(not busy)
        if held:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chips(self, sheet: Sheet) -> None:
        editing = sheet.editing
        self.waiting.setVisible(sheet.waits)
        if sheet.waits:
            names = ", ".join(one.name for one in sheet.waiting_files)
            self.waiting.say(tr("Next"), " · ".join(filter(None, (sheet.waiting, names))), tr("Take back"))
        self.editing.setVisible(editing is not None)
        is_asked = editing is None or editing.role is Role.USER
        self.send.set_words(tr("Send") if is_asked else tr("Keep"))
        if editing is not None:
            cross = tr("Stop editing") if editing.text else tr("Stop inserting")
            self.editing.say(tr("Editing") if editing.text else tr("Inserting"), self._about(editing), cross)

    def _about(self, editing: Message) -> str:
        """What will become of the text."""
        if editing.role is not Role.USER:
            return tr("Kept as a branch, without asking.")
        asks = tr("Sent as a branch. {keys} keeps it without asking.")
        return asks.format(keys=self.editor.keeping_keys)

    def show_tokens(self, tokens: int) -> None:
        self._draft_tokens = tokens
        self._tokens.setText(tokens_words(tokens) if tokens else "")
        self._tokens.setVisible(bool(tokens))

    def retranslate(self) -> None:
        self.editor.setAccessibleName(tr("Message"))
        self.send.set_words(tr("Send"))
        self.stop.set_words(tr("Stop"))
        self.stop.set_hint(tr("Esc") if self.escape_stops else "")
        self.parameters.retranslate()
        self.attach.set_words(tr("Attach a file…"))
        self.files.retranslate()
        self.show_tokens(self._draft_tokens)

    @Slot()
    def _fit(self) -> None:
        m, line = self._theme.metrics, self._theme.line(BODY)
        # Qt puts the baseline of a fixed line lower than the page does.
        lower = round(line * (QT_BASELINE - BASELINE))
        # The model's name stands below the text's first letter, and its button's ground reaches further out.
        self._column.setContentsMargins(m.spine + m.text_gap - m.space8, m.space12 - lower, m.space8, m.space8)
        self._row.setContentsMargins(0, m.space8 + lower, 0, 0)
        self._row.setSpacing(m.space8)
        self.editor.set_sides(m.space8, m.space4)

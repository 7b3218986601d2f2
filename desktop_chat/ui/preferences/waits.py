"""How long is waited for an endpoint, where that is another time than for all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.models import Options, with_option
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import ElidedLabel, Field
from desktop_chat.words.catalogue import later, tr
from desktop_chat.words.errors import Explanation

_WAITS = (
    ("first_byte_timeout_s", later("s for the first byte")),
    ("idle_timeout_s", later("s of silence")),
)


class Waits(QWidget):
    """Two numbers of seconds in a row; an empty field is as in the settings."""

    changed = Signal(object)
    """The `Options` with another wait."""
    refused = Signal(object)
    """An `Explanation` of why one is not kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        m = theme.metrics
        self._options = Options()
        self._parts = [(name, words, Field(theme, "–"), ElidedLabel(theme, CONTROL)) for name, words in _WAITS]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.space8)
        for _, _, field, unit in self._parts:
            field.setFixedWidth(m.space48 + m.space8)
            field.editingFinished.connect(self._keep)
            unit.set_ink("text2")
            row.addWidget(field)
            row.addWidget(unit)
        row.addStretch(1)
        self.setFocusProxy(self._parts[0][2])
        self.retranslate()

    def retranslate(self) -> None:
        for _, words, field, unit in self._parts:
            unit.setText(tr(words))
            field.setAccessibleName(", ".join((tr("Wait at most"), tr(words))))
            field.setToolTip(plain_tip(tr("Empty: as in the settings")))

    def show_options(self, options: Options) -> None:
        """What was typed and is not kept yet stays."""
        self._options = options
        for name, _, field, _ in self._parts:
            if not field.isModified():
                value: float | None = getattr(options, name)
                field.setText("" if value is None else f"{value:g}")

    def forget_typing(self) -> None:
        for _, _, field, _ in self._parts:
            field.setModified(False)

    @Slot()
    def _keep(self) -> None:
        options = self._options
        try:
            for name, _, field, _ in self._parts:
                options = with_option(options, name, field.text().strip())
        except BadOption as error:
            told = tr("“{text}” is not kept. Write a number of seconds, more than 0.")
            self.refused.emit(Explanation(told.format(text=error.value), ""))
            return
        self.forget_typing()
        if options != self._options:
            self.changed.emit(options)

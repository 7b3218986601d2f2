"""Fields for passphrases, which are shown as dots unless somebody wants to see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import CheckBox, ElidedLabel, Field
from desktop_chat.words.catalogue import tr


class PassphraseFields(QWidget):
    """One below the other, as many as `words` names, each with its label; at the foot whether they are shown."""

    def __init__(self, theme: Theme, words: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        m = theme.metrics
        self._words = words
        self.fields = tuple(Field(theme) for _ in words())
        self._labels = tuple(ElidedLabel(theme, CONTROL) for _ in self.fields)
        self._show = CheckBox(theme, "")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, m.space8, 0, m.space4)
        grid.setHorizontalSpacing(m.space12)
        grid.setVerticalSpacing(m.space8)
        grid.setColumnStretch(1, 1)
        for place, (label, field) in enumerate(zip(self._labels, self.fields, strict=True)):
            label.set_ink("text2")
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setBuddy(field)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
        grid.addWidget(self._show, len(self.fields), 1)
        self._show.toggled.connect(self._reveal)
        self._reveal(False)
        self.retranslate()

    def retranslate(self) -> None:
        for label, field, words in zip(self._labels, self.fields, self._words(), strict=True):
            label.setText(words)
            field.setAccessibleName(words)
        self._show.setText(tr("Show what is typed"))

    def fill(self, passphrase: str) -> None:
        """The new one, to be seen and written down."""
        for field in self.fields[-2:]:
            field.setText(passphrase)
        self._show.setChecked(True)

    @Slot(bool)
    def _reveal(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        for field in self.fields:
            field.setEchoMode(modes.Normal if shown else modes.Password)
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

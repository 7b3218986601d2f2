"""The default model of an endpoint: chosen from its list, or typed, because lists are not always complete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Select
from desktop_chat.words.catalogue import tr


class ModelSelect(Select):
    """Opened for the first time it asks for the list, and opens once that is there."""

    picked = Signal(str)
    list_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._line = line = QLineEdit()
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        line.setProperty("bare", True)
        line.editingFinished.connect(self._pick)
        self.activated.connect(self._pick)
        self._picked = ""
        self._has_list = False
        self._opens_later = False
        self._place_text()
        self.retranslate()

    def retranslate(self) -> None:
        self._line.setPlaceholderText(tr("none chosen"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place_text()

    def _place_text(self) -> None:
        """Where the text of other fields begins; the sheet's paddings are not mirrored, so the caret needs room."""
        m = self._theme.metrics
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._line.setTextMargins(m.caret + m.space4 if rtl else -(m.ring + m.border), 0, 0, 0)

    def show_models(self, chosen: str, models: Sequence[str], *, is_list: bool) -> None:
        """`is_list` tells whether the endpoint itself named them."""
        self._has_list = is_list
        self._picked = chosen
        self.clear()
        self.addItems(list(models))
        self.setCurrentIndex(self.findText(chosen))
        self.setEditText(chosen)
        if self._opens_later and is_list:
            self._opens_later = False
            if self.hasFocus():
                super().showPopup()

    def give_up(self) -> None:
        """The list did not come."""
        self._opens_later = False

    def showPopup(self) -> None:
        if self._has_list:
            super().showPopup()
        else:
            self._opens_later = True
            self.list_requested.emit()

    @Slot()
    def _pick(self) -> None:
        chosen = self.currentText().strip()
        if chosen != self._picked:
            self._picked = chosen
            self.picked.emit(chosen)

"""The database is damaged: a line below the header, with the one thing to do about it. All else goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import Button, ElidedLabel
from desktop_chat.words.catalogue import tr


class DamageLine(QWidget):
    repair_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ElidedLabel(theme, CONTROL)
        self._words.set_ink("err")
        self._repair = Button(theme, "")
        self._repair.set_small()
        self._repair.clicked.connect(self.repair_requested)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Mark(theme, Icon.ERROR, "err_mark", CONTROL), 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._repair, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        self._words.setText(tr("Some conversations are damaged on the disk. The file is left as it is."))
        self._repair.set_words(tr("Repair…"))
        self._repair.setToolTip(plain_tip(tr("Closes the window, and opens it again afterwards")))

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self.setFixedHeight(m.ending)
        self._row.setContentsMargins(m.header_title_x, 0, m.space8, 0)
        self._row.setSpacing(m.space8)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.palette.err_bg)

"""How the parts of the composer stand: on the page's columns, with the spine running in from above."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.composer.field import Field
from desktop_chat.ui.composer.strip import Strip
from desktop_chat.ui.composer.trouble import TroubleLine
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.columns import columns
from desktop_chat.ui.transcript.spine import Spine, SpinePiece, draw_spine


class ComposerView(QWidget):
    """An explanation if there is one, the strip, the field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trouble = TroubleLine(theme)
        self._strip = Strip(theme)
        self._field = Field(theme)
        self._above, self._around = QHBoxLayout(), QHBoxLayout()
        self._above.addWidget(self._trouble)
        self._around.addWidget(self._field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self._strip)
        column.addLayout(self._around)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def editor(self) -> Editor:
        """What is being written."""
        return self._field.editor

    @property
    def frame(self) -> QWidget:
        """What is round it."""
        return self._field

    @property
    def text_area(self) -> QWidget:
        """Where text can be dropped."""
        return self._field.editor.viewport()

    def escape_leaves(self) -> None:
        """The key that stops a reply elsewhere means another thing in the window around this."""
        self._field.escape_stops = False
        self._field.retranslate()

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        at = columns(self.width(), m)
        # A layout mirrors what is in it, but not its margins.
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        around, above = (at.spine, self.width() - at.band_end), (at.text, self.width() - at.text_end)
        (left, right), (text_left, text_right) = (around[::-1], above[::-1]) if rtl else (around, above)
        self._around.setContentsMargins(max(0, left), 0, max(0, right), m.composer_below)
        self._above.setContentsMargins(max(0, text_left), 0, max(0, text_right), 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The spine, down to the field."""
        m = self._theme.metrics
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = columns(self.width(), m, mirrored=rtl)
        bottom = self._field.mapTo(self, QPoint(0, 0)).y()
        place = at.placed(at.spine, 0, m.spine, bottom)
        piece = SpinePiece(place.left(), 0, bottom, Spine.SENT)
        draw_spine(QPainter(self), piece, self._theme.palette, m)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._fit()

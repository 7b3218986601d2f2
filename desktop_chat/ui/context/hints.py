"""Which keys do what with the current row: key caps with a few words behind each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_chat.ui.cut_words import tell_cut_words
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import LABEL, ROW_TIME


class KeyHints(QWidget):
    """`show_hints` takes keys as this system writes them, each with what it does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.setAccessibleName(", ".join(f"{key} {words}" for key, words in hints))
            self.update()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        return tell_cut_words(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.metrics.key_cap + self._theme.metrics.space4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m, p, left = self._theme.metrics, self._theme.palette, 0.0
        cap_font, font = self._theme.font(ROW_TIME), self._theme.font(LABEL)
        for key, words in self._hints:
            width = line_width(key, cap_font) + 2 * (m.space4 + m.space2)
            cap = self._placed(QRectF(left, (self.height() - m.key_cap) / 2, width, m.key_cap))
            draw_box(painter, cap, p.raised, m.radius_chip, p.line, m.border)
            draw_line(painter, cap, key, cap_font, p.text2, Qt.AlignmentFlag.AlignHCenter)
            left += width + m.space8
            room = self._placed(QRectF(left, 0, max(0.0, self.width() - left), self.height()))
            align = Qt.AlignmentFlag.AlignRight if self._is_mirrored() else Qt.AlignmentFlag.AlignLeft
            left += draw_line(painter, room, words, font, p.text2, align) + m.space12

    def _placed(self, box: QRectF) -> QRectF:
        if not self._is_mirrored():
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

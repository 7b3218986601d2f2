"""The line above the field: what the next request carries, always in its place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_chat.ui.composer.summary import Part, Summary
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import on_device_pixels
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import LABEL, SMALL, STRIPE_GAP, STRIPE_WIDTH
from desktop_chat.ui.transcript.columns import Columns, columns
from desktop_chat.words.catalogue import tr

_INKS = {Part.SYSTEM: "part_system", Part.PINNED: "part_pinned", Part.HISTORY: "part_history", Part.DRAFT: "part_draft"}


class Strip(QWidget):
    """A small budget bar, the counts, and at the end what was left out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary = Summary()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_summary(self, summary: Summary) -> None:
        if summary != self._summary:
            self._summary = summary
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        shown = self._summary
        words = shown.trouble or ", ".join(filter(None, (shown.counts, shown.left_out, shown.why_out)))
        self.setAccessibleName(tr("Next request"))
        self.setAccessibleDescription(words)
        self.setToolTip(shown.why_out)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.metrics.measure_min, self._theme.metrics.strip)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.metrics.strip)

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = columns(self.width(), self._theme.metrics, mirrored=rtl)
        if self._summary.trouble:
            self._draw_text(painter, at, at.text, at.measure, self._summary.trouble, "err")
            return
        left = at.text + self._draw_bar(painter, at)
        end = self._draw_left_out(painter, at)
        self._draw_text(painter, at, left, max(0, end - left), self._summary.counts, LABEL.ink)

    def _draw_left_out(self, painter: QPainter, at: Columns) -> int:
        """Returns where the room for the counts ends."""
        words = self._summary.left_out
        if not words:
            return at.text_end
        width = round(line_width(words, self._theme.font(SMALL))) + 1
        self._draw_text(painter, at, at.text_end - width, width, words, "text2")
        return at.text_end - width - self._theme.metrics.space12

    def _draw_text(self, painter: QPainter, at: Columns, left: int, width: int, text: str, ink: str) -> None:
        align = Qt.AlignmentFlag.AlignRight if at.mirrored else Qt.AlignmentFlag.AlignLeft
        place = at.placed(left, 0, width, self.height())
        draw_line(painter, place, text, self._theme.font(SMALL), self._theme.colour(ink), align)

    def _draw_bar(self, painter: QPainter, at: Columns) -> int:
        """The share of each part in the budget. Without one there is no whole that it could show; returns its room."""
        m, p = self._theme.metrics, self._theme.palette
        if self._summary.budget is None:
            return 0
        bar = QRectF(at.text, (self.height() - m.strip_bar_height) / 2, m.strip_bar_width, m.strip_bar_height)
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(at.placed(bar.x(), bar.y(), bar.width(), bar.height()), m.radius_inline, m.radius_inline)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(clip, p.sunken)
        painter.setClipPath(clip)
        left = bar.left()
        for part, width in self._widths(self._summary.budget):
            piece = on_device_pixels(painter, at.placed(left, bar.top(), width, bar.height()))
            painter.fillRect(piece, self._theme.colour(_INKS[part]))
            if part is Part.DRAFT:
                self._draw_stripes(painter, piece)
            left += width + m.border
        painter.restore()
        return m.strip_bar_width + m.space8

    def _widths(self, budget: int) -> list[tuple[Part, float]]:
        """No part is too small to be seen; one pixel parts them, taken from each."""
        m = self._theme.metrics
        scale = m.strip_bar_width / max(1, budget)
        return [(part, max(m.space2, tokens * scale - m.border)) for part, tokens in self._summary.parts]

    def _draw_stripes(self, painter: QPainter, piece: QRectF) -> None:
        painter.save()
        painter.setClipRect(piece, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(self._theme.palette.part_pinned, STRIPE_WIDTH))
        x = piece.left() - piece.height()
        while x < piece.right():
            painter.drawLine(QPointF(x, piece.bottom()), QPointF(x + piece.height(), piece.top()))
            x += STRIPE_GAP
        painter.restore()

"""The field's frame: the spine is its left edge, so what is written here visibly joins what is sent."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import on_device_pixels, whole_width

_LEFT, _HALF_CORNER = 180, 45  # degrees, counted against the clock from three o'clock


class Frame(QWidget):
    """A raised box, square where the spine comes in, round elsewhere; its edge says whether the keys go here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._focused = False
        self._is_target = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_focused(self, focused: bool) -> None:
        self._focused = focused
        self.update()

    def set_target(self, is_target: bool) -> None:
        """What is being dragged would land here."""
        self._is_target = is_target
        self.update()

    def ground(self) -> QColor:
        """What is inside stands on this colour."""
        return self._theme.palette.role_system if self._is_target else self._theme.palette.raised

    def paintEvent(self, event: QPaintEvent) -> None:
        p, m = self._theme.palette, self._theme.metrics
        painter = QPainter(self)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = whole_width(painter, m.border)
        box = on_device_pixels(painter, QRectF(self.rect()))
        path = _open_box(box.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), m.radius_composer - pen / 2)
        painter.fillPath(path, self.ground())
        painter.strokePath(path, QPen(p.focus if self._focused or self._is_target else p.control, pen))
        self._draw_spine(painter, box)

    def _draw_spine(self, painter: QPainter, box: QRectF) -> None:
        """Down the edge and round half the corner, where it meets the line of the box."""
        p, m = self._theme.palette, self._theme.metrics
        ink, width, radius = p.focus if self._focused else p.spine, m.spine, m.radius_composer
        straight = box.height() - radius
        painter.fillRect(QRectF(box.left(), box.top(), width, straight), ink)
        across = 2 * radius - width
        corner = QRectF(box.left() + width / 2, box.bottom() - width / 2 - across, across, across)
        bend = QPainterPath(QPointF(corner.left(), corner.center().y()))
        bend.arcTo(corner, _LEFT, _HALF_CORNER)
        pen = QPen(ink, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.strokePath(bend, pen)


def _open_box(rect: QRectF, radius: float) -> QPainterPath:
    """A box whose top left corner is square."""
    path = QPainterPath(rect.topLeft())
    path.lineTo(rect.right() - radius, rect.top())
    path.arcTo(rect.right() - 2 * radius, rect.top(), 2 * radius, 2 * radius, 90, -90)
    path.lineTo(rect.right(), rect.bottom() - radius)
    path.arcTo(rect.right() - 2 * radius, rect.bottom() - 2 * radius, 2 * radius, 2 * radius, 0, -90)
    path.lineTo(rect.left() + radius, rect.bottom())
    path.arcTo(rect.left(), rect.bottom() - 2 * radius, 2 * radius, 2 * radius, 270, -90)
    path.closeSubpath()
    return path

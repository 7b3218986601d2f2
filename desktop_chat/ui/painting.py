"""Shapes that stay sharp at any scale.

At 150 % an edge of one logical pixel is one and a half device pixels, which a screen can only show as blur.
So edges are laid on device pixels: hairlines are one of them, borders a whole number of them.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from desktop_chat.ui.theme import Palette

_HALF = 0.5


def on_device_pixels(painter: QPainter, rect: QRectF) -> QRectF:
    """The same rectangle with each edge on the nearest border between device pixels: neighbours still meet."""
    to_device = painter.deviceTransform()
    back, possible = to_device.inverted()
    if not possible:
        return rect
    device = to_device.mapRect(rect)
    left, top = _nearest(device.left()), _nearest(device.top())
    width = max(rect.width() > 0, _nearest(device.right()) - left)
    height = max(rect.height() > 0, _nearest(device.bottom()) - top)
    return QRectF(back.mapRect(QRectF(left, top, width, height)))


def of_whole_size(painter: QPainter, rect: QRectF) -> QRectF:
    """The same, but as large wherever it stands: for lines and icons that must not differ from their equals."""
    to_device = painter.deviceTransform()
    back, possible = to_device.inverted()
    if not possible:
        return rect
    device = to_device.mapRect(rect)
    size = QSizeF(max(1, _nearest(device.width())), max(1, _nearest(device.height())))
    return QRectF(back.mapRect(QRectF(QPointF(_nearest(device.left()), _nearest(device.top())), size)))


def of_whole_width(painter: QPainter, rect: QRectF) -> QRectF:
    """The same, as wide wherever it stands, and without a seam where it goes on in another one below."""
    to_device = painter.deviceTransform()
    back, possible = to_device.inverted()
    if not possible:
        return rect
    device = to_device.mapRect(rect)
    top = _nearest(device.top())
    height = max(rect.height() > 0, _nearest(device.bottom()) - top)
    return QRectF(back.mapRect(QRectF(_nearest(device.left()), top, max(1, _nearest(device.width())), height)))


def _nearest(place: float) -> int:
    """Halves always go the same way, or a line at half a pixel would be thinner at every other place."""
    return floor(place + _HALF)


def device_pixel(painter: QPainter) -> float:
    """The length of one device pixel: a hairline's width."""
    scale = painter.deviceTransform().m11()
    return 1 / abs(scale) if scale else 1.0


def whole_width(painter: QPainter, width: float) -> float:
    """That width as a whole number of device pixels, one at least."""
    pixel = device_pixel(painter)
    return max(1, int(width / pixel)) * pixel


def draw_hairline(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    """A line of one device pixel along the longer side of the rectangle, at its top or left edge."""
    pixel = device_pixel(painter)
    flat = rect.width() >= rect.height()
    thin = QRectF(rect.left(), rect.top(), rect.width() if flat else pixel, pixel if flat else rect.height())
    painter.fillRect(of_whole_size(painter, thin), ink)


def hit_ink(palette: Palette) -> QColor:
    """The words of what was found: as the text has it, but where the mark is the text's own colour."""
    return palette.paper if palette.find == palette.text else palette.text


def draw_box(
    painter: QPainter,
    rect: QRectF,
    ground: QColor | None,
    radius: float,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """A box with round corners, its edge inside the rectangle."""
    rect = on_device_pixels(painter, rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground if ground is not None else QColor(Qt.GlobalColor.transparent))
    painter.setPen(Qt.PenStyle.NoPen)
    if edge is not None:
        pen = whole_width(painter, width)
        painter.setPen(QPen(edge, pen))
        rect = rect.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        radius = max(0.0, radius - pen / 2)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def square(centre: QPointF, side: float) -> QRectF:
    """The square of that size round a point, as icons and dots are placed."""
    found = QRectF(0, 0, side, side)
    found.moveCenter(centre)
    return found

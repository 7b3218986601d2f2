"""Shapes that stay sharp at any scale.

At 150 % an edge of one logical pixel is one and a half device pixels, which a screen can only show as blur.
So edges are laid on device pixels: hairlines are one of them, borders a whole number of them.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def on_device_pixels(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle nearest to this one whose edges lie between device pixels."""
    to_device = painter.deviceTransform()
    back, possible = to_device.inverted()
    if not possible:
        return rect
    device = to_device.mapRect(rect)
    left, top = round(device.left()), round(device.top())
    width = max(1, round(device.width())) if rect.width() > 0 else 0
    height = max(1, round(device.height())) if rect.height() > 0 else 0
    return QRectF(back.mapRect(QRectF(left, top, width, height)))


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
    painter.fillRect(on_device_pixels(painter, thin), ink)


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

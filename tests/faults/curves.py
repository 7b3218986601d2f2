"""Figures over time as a picture: a strip for each, one below the other, all on one axis of time."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

Curve = Sequence[tuple[float, float]]

_WIDTH, _STRIP, _LEFT, _AIR = 1200, 160, 130, 24
_INK, _FAINT, _LINE = QColor("#202124"), QColor("#d0d0d0"), QColor("#1b5c9e")


def draw_curves(curves: Mapping[str, Curve], axis: str, path: Path) -> None:
    """Writes a PNG; `axis` says what the first number of each point counts."""
    image = QImage(_WIDTH, _STRIP * len(curves) + 2 * _AIR, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, (name, curve) in enumerate(curves.items()):
        box = QRectF(_LEFT, _AIR + number * _STRIP, _WIDTH - _LEFT - _AIR, _STRIP - _AIR)
        _draw(painter, box, name.replace("_", " "), curve)
    last = max((at for curve in curves.values() for at, _ in curve), default=0.0)
    painter.setPen(_INK)
    foot = QRectF(_LEFT, image.height() - _AIR, _WIDTH - _LEFT - _AIR, _AIR)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight, f"{last:.0f} {axis}")
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")


def _draw(painter: QPainter, box: QRectF, name: str, curve: Curve) -> None:
    most = max((value for _, value in curve), default=0.0) or 1.0
    last = max((at for at, _ in curve), default=0.0) or 1.0
    painter.setPen(QPen(_FAINT, 1))
    painter.drawRect(box)
    painter.setPen(_INK)
    for text, edge in ((name, box.center().y()), (f"{most:.0f}", box.top()), ("0", box.bottom() - _AIR)):
        painter.drawText(QRectF(0, edge, _LEFT - _AIR / 3, _AIR), Qt.AlignmentFlag.AlignRight, text)
    points = [
        QPointF(box.left() + at / last * box.width(), box.bottom() - value / most * box.height()) for at, value in curve
    ]
    painter.setPen(QPen(_LINE, 1.5))
    painter.drawPolyline(QPolygonF(points))

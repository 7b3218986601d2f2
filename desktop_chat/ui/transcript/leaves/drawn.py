"""Formulas as shapes: a drawing of the markup layer becomes a path, once for each size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath

from desktop_chat.markup.math_parts import Bar, Drawing, Outline, Words


def draw_formula(painter: QPainter, at: QPointF, drawing: Drawing, ink: QColor, font: QFont) -> None:
    """Paint with its baseline beginning at `at`; `font` is for words that no mathematical face has."""
    painter.save()
    painter.translate(at)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(_path_of(drawing), ink)
    painter.setPen(ink)
    for part in drawing.parts:
        if isinstance(part, Words):
            sized = QFont(font)
            sized.setPixelSize(max(1, round(part.size)))
            painter.setFont(sized)
            painter.drawText(QPointF(part.x, part.y), part.text)
    painter.restore()


@lru_cache(maxsize=256)
def _path_of(drawing: Drawing) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for part in drawing.parts:
        if isinstance(part, Bar):
            path.addRect(part.x, part.y, part.width, part.height)
        elif isinstance(part, Outline):
            for command, numbers in part.commands:
                _add(path, command, numbers)
    return path


def _add(path: QPainterPath, command: str, numbers: tuple[float, ...]) -> None:
    match command:
        case "M":
            path.moveTo(*numbers)
        case "L":
            path.lineTo(*numbers)
        case "Q":
            path.quadTo(*numbers)
        case "C":
            path.cubicTo(*numbers)
        case "Z":
            path.closeSubpath()

"""Formulas within the lines of a printed text: shapes that stand on the baseline of their line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QFont, QPainter, QPyTextObject, QTextDocument, QTextFormat

from desktop_chat.markup.math_parts import Drawing
from desktop_chat.ui.theme import LIGHT
from desktop_chat.ui.transcript.leaves.drawn import draw_formula


class InlineFormulas(QPyTextObject):
    """Stands for the images of one document, each of which is called like one of `drawings`. `scale` is how many dots
    of the paper a pixel takes.

    An image says how high it makes its line, in pixels; what of a drawing is lower than that hangs below.
    """

    def __init__(self, drawings: Mapping[str, Drawing], font: QFont, scale: float, document: QTextDocument) -> None:
        super().__init__(document)
        self._drawings, self._font, self._scale = drawings, font, scale
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)

    def intrinsicSize(self, _document: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        image = form.toImageFormat()
        return QSizeF(image.width(), image.height()) * self._scale

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _at: int, form: QTextFormat
    ) -> None:
        drawing = self._drawings[form.toImageFormat().name()]
        painter.save()
        painter.translate(QPointF(rect.topLeft()))
        painter.scale(self._scale, self._scale)
        draw_formula(painter, QPointF(0, drawing.ascent), drawing, LIGHT.text, self._font)
        painter.restore()

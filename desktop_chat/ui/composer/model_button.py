"""Who will answer: the model, and in fainter ink where it runs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_chat.ui.buttons import Button, Kind
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.words.catalogue import tr


class ModelButton(Button):
    """Opens the list of models. In too little room the endpoint gives way first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", Kind.TOOL)
        self._model, self._endpoint = "", ""
        self.set_small()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_choice(self, model: str, endpoint: str) -> None:
        """An empty model: none is chosen."""
        self._model, self._endpoint = model or tr("No model"), endpoint
        self.set_words(tr("Model"))
        self.setAccessibleDescription(" ".join(filter(None, (self._model, endpoint))))
        self.setToolTip(plain_tip(self.accessibleDescription()))

    def sizeHint(self) -> QSize:
        m = self._theme.metrics
        width = self._width_of(self._model) + 2 * m.space8 + m.space8 + m.caret
        if self._endpoint:
            width += m.space8 + self._width_of(self._endpoint)
        return QSize(round(width) + 1, m.button_small)

    def minimumSizeHint(self) -> QSize:
        m = self._theme.metrics
        return QSize(m.space48 + m.space32, m.button_small)

    def _width_of(self, text: str) -> float:
        return line_width(text, self._theme.font(CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        p, m = self._theme.palette, self._theme.metrics
        ground, _ = self._grounds()
        if ground is not None:
            draw_box(painter, QRectF(self.rect()), ground, m.radius)
        font, height = self._theme.font(CONTROL), self.height()
        room = self.width() - 2 * m.space8 - m.space8 - m.caret
        left = float(m.space8)
        for text, ink in ((self._model, p.text), (self._endpoint, p.text3)):
            width = min(self._width_of(text), room - (left - m.space8))
            if text and width >= m.space16:
                place = self._mirrored(QRectF(left, 0, width + 1, height))
                draw_line(painter, place, text, font, ink)
                left += width + m.space8
        caret = self._mirrored(QRectF(left, 0, m.caret, height))
        draw_icon(painter, Icon.DOWN, square(caret.center(), m.caret), p.text2)

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())

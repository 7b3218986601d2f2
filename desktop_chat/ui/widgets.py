"""Small widgets that several parts of the window share: the one door to them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_chat.ui.buttons import Button, IconButton, Kind, LinkButton
from desktop_chat.ui.fields import CheckBox, Field, Select
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_hairline
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.tips import plain_tip

__all__ = [
    "Button",
    "CheckBox",
    "ElidedLabel",
    "Field",
    "IconButton",
    "Kind",
    "LinkButton",
    "Rule",
    "Select",
    "label_for",
]


class ElidedLabel(QLabel):
    """One line of text that ends in an ellipsis where it does not fit, and then has the whole as its tool
    tip.
    """

    def __init__(self, theme: Theme, style: TextStyle, text: str = "") -> None:
        super().__init__(text)
        self._theme, self._style, self._ink = theme, style, style.ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def set_ink(self, token: str) -> None:
        self._ink = token
        self.update()

    def set_style(self, style: TextStyle) -> None:
        self._style = style
        self._restyle()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self._tell_the_whole()
        self.updateGeometry()
        self.update()

    def _tell_the_whole(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.sizeHint().width() > self.width() else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_the_whole()

    def sizeHint(self) -> QSize:
        width = line_width(self.text(), self._theme.font(self._style))
        return QSize(int(width) + 1, self._theme.line(self._style))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.metrics.space48, self._theme.line(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.contentsRect())
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        right = bool(side & Qt.AlignmentFlag.AlignRight) != rtl
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, rect, self.text(), self._theme.font(self._style), self._theme.colour(self._ink), align)


def label_for(field: QWidget, words: str = "") -> QLabel:
    """Names a field of a form. What it says is text, whatever it looks like."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("type", "label")
    label.setBuddy(field)
    return label


class Rule(QWidget):
    """A hairline across a layout: one device pixel, in a quiet colour."""

    def __init__(self, theme: Theme, token: str = "hairline", upright: bool = False) -> None:
        super().__init__()
        self._theme, self._token = theme, token
        if upright:
            self.setFixedWidth(theme.metrics.border)
        else:
            self.setFixedHeight(theme.metrics.border)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_hairline(QPainter(self), QRectF(self.rect()), self._theme.colour(self._token))

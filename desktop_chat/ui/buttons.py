"""Buttons that paint themselves from the theme.

Icons are shapes, words stand on a fixed baseline, and the focus ring lies outside the edge, where a style sheet may
not paint. What a button says in words is its text, its tool tip and its accessible name at once.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.focus_ring import FocusRing, came_by_key
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, draw_hairline, square
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.tips import plain_tip


class Kind(Enum):
    """How much a button stands out: the one that acts, an ordinary one, one that is flat until pointed at."""

    PRIMARY = auto()
    NORMAL = auto()
    TOOL = auto()


class Button(QAbstractButton):
    """A word, an icon or both, and the key that does the same in fainter ink."""

    def __init__(self, theme: Theme, words: str, kind: Kind = Kind.NORMAL, icon: Icon | None = None) -> None:
        super().__init__()
        self._theme, self._kind, self._icon = theme, kind, icon
        self._hint = ""
        self._small = False
        self._words = words
        self._word_shown = True
        self._by_key = False
        self._ring: FocusRing | None = None
        self._ring_host: QWidget | None = None
        self.set_words(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def set_small(self, small: bool = True) -> None:
        """28 instead of 32 high."""
        self._small = small
        self._restyle()

    def set_word_shown(self, shown: bool) -> None:
        """Without its word a button is a square; the word is then its tool tip."""
        self._word_shown = shown
        self.setToolTip("" if shown else plain_tip(self._words))
        self._restyle()

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(words.replace("&", "&&"))  # a model's name may hold one, and means no key by it
        self.set_word_shown(self._word_shown)

    def let_ring_stand_in(self, host: QWidget) -> None:
        """Where the button's parent is too narrow for the ring: something round that."""
        self._ring_host = host

    def set_icon(self, icon: Icon | None) -> None:
        self._icon = icon
        self._restyle()

    def set_hint(self, key: str) -> None:
        """The key that does the same, behind the word."""
        self._hint = key
        self._restyle()

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        self._restyle()

    def sizeHint(self) -> QSize:
        m = self._theme.metrics
        height = m.button_small if self._small else m.button
        if not self._word_shown:
            return QSize(height, height)
        return QSize(round(self._content_width() + 2 * self._padding()), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _padding(self) -> int:
        m = self._theme.metrics
        if self._kind is Kind.TOOL:
            return m.space8
        return m.button_small_padding if self._small else m.button_padding

    def _font(self) -> QFont:
        return self._theme.font(tokens.STRONG if self._kind is Kind.PRIMARY or self._hint else tokens.CONTROL)

    def _content_width(self) -> float:
        m = self._theme.metrics
        width = line_width(self._words, self._font())
        if self._icon is not None:
            width += m.icon + m.space8
        if self._hint:
            width += m.space8 + line_width(self._hint, self._theme.font(tokens.CONTROL))
        return width

    def _grounds(self) -> tuple[QColor | None, QColor | None]:
        """Ground and edge in the present state."""
        p = self._theme.palette
        if not self.isEnabled():
            return (None, None) if self._kind is Kind.TOOL else (p.sunken, None)
        held, over = self.isDown() or self.isChecked(), self.underMouse()
        if self._kind is Kind.PRIMARY:
            return (p.accent_pressed if held else p.accent_hover if over else p.accent), None
        resting = None if self._kind is Kind.TOOL else p.raised
        return (p.pressed if held else p.hover if over else resting), (None if self._kind is Kind.TOOL else p.control)

    def _ink(self) -> QColor:
        p = self._theme.palette
        if not self.isEnabled():
            return p.disabled
        if self._kind is Kind.PRIMARY:
            return p.on_accent
        strong = self._kind is Kind.NORMAL or self.underMouse() or self.isChecked()
        return p.text if strong else p.text2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ground, edge = self._grounds()
        m = self._theme.metrics
        if ground is not None or edge is not None:
            draw_box(painter, rect, ground, m.radius, edge, m.border)
        if self._word_shown:
            self._paint_words(painter, rect)
        elif self._icon is not None:
            draw_icon(painter, self._icon, square(rect.center(), m.icon), self._ink())

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        """Icon, word and key in a row, in the middle; in too little room the word gives way."""
        m, ink = self._theme.metrics, self._ink()
        room = rect.width() - 2 * m.space4
        missing = max(0.0, self._content_width() - room)
        left = rect.center().x() - (self._content_width() - missing) / 2
        for width, part in self._parts(ink, missing):
            box = QRectF(left, rect.top(), width, rect.height())
            if isinstance(part, Icon):
                draw_icon(painter, part, square(box.center(), m.icon), ink)
            else:
                draw_line(painter, box.adjusted(0, 0, 1, 0), *part)
            left += width + m.space8

    def _parts(self, ink: QColor, missing: float) -> list[tuple[float, Icon | tuple[str, QFont, QColor]]]:
        """What stands in the button, each with its width, from left to right."""
        word = self._font()
        parts: list[tuple[float, Icon | tuple[str, QFont, QColor]]] = []
        if self._icon is not None:
            parts.append((self._theme.metrics.icon, self._icon))
        parts.append((max(0.0, line_width(self._words, word) - missing), (self._words, word, ink)))
        if self._hint:
            font = self._theme.font(tokens.CONTROL)
            faint = ink if self._kind is Kind.PRIMARY or not self.isEnabled() else self._theme.palette.text3
            parts.append((line_width(self._hint, font), (self._hint, font, faint)))
        return parts[::-1] if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that have too little room are told in full, where the tip tells nothing else."""
        super().resizeEvent(event)
        is_cut = self._word_shown and self.width() < self.sizeHint().width()
        if is_cut and not self.toolTip():
            self.setToolTip(plain_tip(self._words))
        elif self._word_shown and not is_cut and self.toolTip() == plain_tip(self._words):
            self.setToolTip("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a focused button as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_key = came_by_key(event.reason(), self._by_key)
        host = self._ring_host or self.parentWidget()
        if self._by_key and host is not None:
            self._drop_ring()
            self._ring = FocusRing(self, self._theme, host)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop_ring()

    def _drop_ring(self) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None


class IconButton(Button):
    """A flat square with an icon; what it does is its tool tip and its accessible name."""

    def __init__(self, theme: Theme, icon: Icon, words: str) -> None:
        super().__init__(theme, words, Kind.TOOL, icon)
        self.set_small()
        self.set_word_shown(False)


class LinkButton(Button):
    """Words in link ink; underlined while pointed at; an icon, if any, behind the words."""

    def __init__(self, theme: Theme, words: str, icon: Icon | None = None, style: TextStyle = tokens.CONTROL) -> None:
        super().__init__(theme, words, Kind.TOOL, icon)
        self._style = style
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        m = self._theme.metrics
        trail = m.space4 + m.caret if self._icon is not None else 0
        width = line_width(self._words, self._font()) + trail + 2 * m.space2
        return QSize(round(width), self._theme.line(self._style))

    def _font(self) -> QFont:
        return self._theme.font(self._style)

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._theme.metrics
        ink = self._theme.palette.link if self.isEnabled() else self._theme.palette.disabled
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(m.space2, 0, -m.space2, 0)
        width = draw_line(painter, rect.adjusted(0, 0, 1, 0), self._words, self._font(), ink)
        if self.underMouse() and self.isEnabled():
            below = rect.center().y() + QFontMetricsF(self._font()).descent() + m.space2
            draw_hairline(painter, QRectF(rect.left(), below, width, 0), ink)
        if self._icon is not None:
            centre = QPointF(rect.right() - m.caret / 2, rect.center().y())
            draw_icon(painter, self._icon, square(centre, m.caret), ink)

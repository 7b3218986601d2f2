"""Small widgets that several parts of the window share.

They paint themselves from the theme: icons as shapes, words on a fixed baseline, the focus ring outside a
button's edge (a style sheet may not paint beyond its widget). What one says in words is its text, its tool
tip and its accessible name at once.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.focus_ring import FocusRing, came_by_key
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, draw_hairline
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import TextStyle


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
        self._word_shown = True
        self._by_key = False
        self._ring: FocusRing | None = None
        self.setText(words)
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
        self.setToolTip("" if shown else self.text())
        self._restyle()

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.set_word_shown(self._word_shown)

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
        width = line_width(self.text(), self._font())
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
            draw_icon(painter, self._icon, _square(rect.center(), m.icon), self._ink())

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        m, ink = self._theme.metrics, self._ink()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        parts: list[tuple[float, Icon | tuple[str, QFont, QColor]]] = []
        if self._icon is not None:
            parts.append((m.icon, self._icon))
        parts.append((line_width(self.text(), self._font()), (self.text(), self._font(), ink)))
        if self._hint:
            font = self._theme.font(tokens.CONTROL)
            faint = ink if self._kind is Kind.PRIMARY or not self.isEnabled() else self._theme.palette.text3
            parts.append((line_width(self._hint, font), (self._hint, font, faint)))
        left = rect.center().x() - self._content_width() / 2
        for width, part in reversed(parts) if rtl else parts:
            box = QRectF(left, rect.top(), width, rect.height())
            if isinstance(part, Icon):
                draw_icon(painter, part, _square(box.center(), m.icon), ink)
            else:
                draw_line(painter, box.adjusted(0, 0, 1, 0), *part)
            left += width + m.space8

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a focused button as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.animateClick()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_key = came_by_key(event.reason(), self._by_key)
        if self._by_key and self.parentWidget() is not None:
            self._drop_ring()
            self._ring = FocusRing(self, self._theme)

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
        width = line_width(self.text(), self._font()) + trail + 2 * m.space2
        return QSize(round(width), self._theme.line(self._style))

    def _font(self) -> QFont:
        return self._theme.font(self._style)

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._theme.metrics
        ink = self._theme.palette.link if self.isEnabled() else self._theme.palette.disabled
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(m.space2, 0, -m.space2, 0)
        width = draw_line(painter, rect.adjusted(0, 0, 1, 0), self.text(), self._font(), ink)
        if self.underMouse() and self.isEnabled():
            below = rect.center().y() + QFontMetricsF(self._font()).descent() + m.space2
            draw_hairline(painter, QRectF(rect.left(), below, width, 0), ink)
        if self._icon is not None:
            centre = QPointF(rect.right() - m.caret / 2, rect.center().y())
            draw_icon(painter, self._icon, _square(centre, m.caret), ink)


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

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = line_width(self.text(), self._theme.font(self._style))
        return QSize(int(width) + 1, self._theme.line(self._style))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.metrics.space48, self._theme.line(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        right = bool(side & Qt.AlignmentFlag.AlignRight) != rtl
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, rect, self.text(), self._theme.font(self._style), self._theme.colour(self._ink), align)
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")


class Field(QLineEdit):
    """A line to type in, its edge on device pixels and its ring inside; an icon, if any, at its start."""

    def __init__(self, theme: Theme, placeholder: str = "", icon: Icon | None = None) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setProperty("bare", True)
        self.setPlaceholderText(placeholder)
        self._restyle()
        theme.changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        m = self._theme.metrics
        self.setFixedHeight(m.field)
        # Qt puts two pixels of its own round the text.
        lead = m.field_padding + (m.icon + m.space8 if self._icon is not None else 0) - m.space2
        trail = m.field_padding - m.space2
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(trail if rtl else lead, 0, lead if rtl else trail, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        _draw_field(painter, rect, self._theme, self)
        if self._icon is not None:
            m = self._theme.metrics
            inset = m.field_padding + m.icon / 2
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            centre = QPointF(rect.width() - inset if rtl else inset, rect.center().y())
            draw_icon(painter, self._icon, _square(centre, m.icon), self._theme.palette.text3)
        painter.end()
        super().paintEvent(event)


class Select(QComboBox):
    """A choice from a list, with the edge of a field and the caret of the icon face."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._restyle()
        theme.changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.metrics.field)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        m, p = self._theme.metrics, self._theme.palette
        painter = QPainter(self)
        rect = QRectF(self.rect())
        _draw_field(painter, rect, self._theme, self)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ink = p.text if self.isEnabled() else p.disabled
        near, far = m.field_padding, m.field_padding + m.caret + m.space4
        words = rect.adjusted(far if rtl else near, 0, -near if rtl else -far, 0)
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, words, self.currentText() or self.placeholderText(), self.font(), ink, align)
        inset = m.field_padding + m.caret / 2
        centre = QPointF(inset if rtl else rect.width() - inset, rect.center().y())
        draw_icon(painter, Icon.DOWN, _square(centre, m.caret), p.text2 if self.isEnabled() else p.disabled)


class CheckBox(QCheckBox):
    """A check box whose box and tick are painted from the theme."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        painter = QPainter(self)
        m, p = self._theme.metrics, self._theme.palette
        on, able = self.isChecked(), self.isEnabled()
        ground = p.sunken if not able else p.accent if on else p.hover if self.underMouse() else p.raised
        edge = p.disabled if not able else p.focus if self.hasFocus() else p.accent if on else p.control
        width = m.ring if self.hasFocus() else m.border
        draw_box(painter, box, ground, m.radius_chip, edge, width)
        if on:
            ink = p.on_accent if able else p.disabled
            draw_icon(painter, Icon.TICK, _square(box.center(), m.caret), ink)


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


def _square(centre: QPointF, side: float) -> QRectF:
    square = QRectF(0, 0, side, side)
    square.moveCenter(centre)
    return square


def _draw_field(painter: QPainter, rect: QRectF, theme: Theme, field: QWidget) -> None:
    """Ground and edge of a field; the ring lies inside its edge."""
    m, p = theme.metrics, theme.palette
    if not field.isEnabled():
        draw_box(painter, rect, p.sunken, m.radius)
    elif field.hasFocus():
        draw_box(painter, rect, p.raised, m.radius, p.focus, m.ring)
    else:
        draw_box(painter, rect, p.raised, m.radius, p.control, m.border)

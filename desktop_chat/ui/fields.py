"""Fields that paint their own edge.

A style sheet's border of one pixel is one and a half device pixels at 150 %, uneven on its four sides; and it can
take a caret or a tick only from a file. The ring of the focused field lies inside its edge, so that nothing moves.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolTip,
    QWidget,
)

from desktop_chat.ui.cut_words import tell_cut_words
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.tips import plain_tip


class Field(QLineEdit):
    """A line to type in, its edge on device pixels and its ring inside; an icon, if any, at its start."""

    def __init__(self, theme: Theme, placeholder: str = "", icon: Icon | None = None) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setProperty("bare", True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._restyle()
        theme.changed.connect(self._follow_theme)

    @Slot()
    def _follow_theme(self) -> None:
        # Not connected itself: the slot of a subclass would stay connected when its object is gone.
        self._restyle()

    def _restyle(self) -> None:
        m = self._theme.metrics
        # Qt puts two pixels of its own round the text.
        lead = m.field_padding + (m.icon + m.space8 if self._icon is not None else 0) - m.space2
        trail = m.field_padding - m.space2
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(trail if rtl else lead, 0, lead if rtl else trail, 0)
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        """A hint that does not fit is told in full."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.is_hint_cut():
            QToolTip.showText(event.globalPos(), plain_tip(self.placeholderText()), self)
            return True
        return super().event(event)

    def is_hint_cut(self) -> bool:
        m = self._theme.metrics
        room = self.width() - self.textMargins().left() - self.textMargins().right() - 2 * m.space2
        return not self.text() and self.fontMetrics().horizontalAdvance(self.placeholderText()) > room

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.metrics.field)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._theme.metrics.field)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        _draw_field(painter, rect, self._theme, self)
        if self._icon is not None:
            m = self._theme.metrics
            inset = m.field_padding + m.icon / 2
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            centre = QPointF(rect.width() - inset if rtl else inset, rect.center().y())
            draw_icon(painter, self._icon, square(centre, m.icon), self._theme.palette.text3)
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
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        return tell_cut_words(self, event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        m, p = self._theme.metrics, self._theme.palette
        painter = QPainter(self)
        rect = QRectF(self.rect())
        _draw_field(painter, rect, self._theme, self)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ink = (p.text if self.currentText() else p.text3) if self.isEnabled() else p.disabled
        near, far = m.field_padding, m.field_padding + m.caret + m.space4
        words = rect.adjusted(far if rtl else near, 0, -near if rtl else -far, 0)
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        if not self.isEditable():  # else the line inside paints its own text
            draw_line(painter, words, self.currentText() or self.placeholderText(), self.font(), ink, align)
        inset = m.field_padding + m.caret / 2
        centre = QPointF(inset if rtl else rect.width() - inset, rect.center().y())
        draw_icon(painter, Icon.DOWN, square(centre, m.caret), p.text2 if self.isEnabled() else p.disabled)


class CheckBox(QCheckBox):
    """A check box whose box and tick are painted from the theme."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self._theme.metrics.space48, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        return tell_cut_words(self, event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        words = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self))
        painter = QPainter(self)
        m, p = self._theme.metrics, self._theme.palette
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, words, self.text(), self.font(), p.text if self.isEnabled() else p.disabled, align)
        on, able = self.isChecked(), self.isEnabled()
        ground = p.sunken if not able else p.accent if on else p.hover if self.underMouse() else p.raised
        edge = p.disabled if not able else p.focus if self.hasFocus() else p.accent if on else p.control
        width = m.ring if self.hasFocus() else m.border
        draw_box(painter, box, ground, m.radius_chip, edge, width)
        if on:
            ink = p.on_accent if able else p.disabled
            draw_icon(painter, Icon.TICK, square(box.center(), m.caret), ink)


def _draw_field(painter: QPainter, rect: QRectF, theme: Theme, field: QWidget) -> None:
    """Ground and edge of a field; the ring lies inside its edge."""
    m, p = theme.metrics, theme.palette
    if not field.isEnabled():
        draw_box(painter, rect, p.sunken, m.radius)
    elif field.hasFocus():
        draw_box(painter, rect, p.raised, m.radius, p.focus, m.ring)
    else:
        draw_box(painter, rect, p.raised, m.radius, p.control, m.border)

"""What opens over the window and goes away again.

It is a part of the window and not a window of its own: a window of the kind that systems use for menus takes no input
method, so a Chinese reader's letters would end up in the composer behind it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.ui.keys import claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.theme import SHADOW, SHADOW_DARK, SHADOW_LIGHT


def draw_shadow(painter: QPainter, box: QRectF, radius: float, theme: Theme) -> None:
    """A soft edge below something that lies above the page; none where contrast matters more."""
    if theme.high_contrast:
        return
    m, ink = theme.metrics, QColor(SHADOW)
    painter.save()
    inside = box.adjusted(radius, radius, -radius, -radius).toAlignedRect()  # the box will lie on it
    painter.setClipRegion(QRegion(painter.window()) - QRegion(inside), Qt.ClipOperation.IntersectClip)
    darkest = SHADOW_DARK if theme.is_dark else SHADOW_LIGHT
    ink.setAlphaF(darkest / m.shadow_blur)
    reach = m.shadow_blur // 2
    for step in range(m.shadow_blur):
        out = reach - step
        grown = box.adjusted(-out, -out, out, out).translated(0, m.shadow_drop)
        draw_box(painter, grown, ink, max(0.0, radius + out))
    painter.restore()


class Popup(QWidget):
    """A raised box above what opened it. Esc, a click elsewhere or the focus elsewhere closes it."""

    closed = Signal()

    def __init__(self, theme: Theme, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self._theme = theme
        self._anchor = anchor
        self._before = QApplication.focusWidget()
        self._open = False
        theme.changed.connect(self.update)

    def wanted_size(self) -> QSize:
        """Without the room for the shadow."""
        return self.sizeHint()

    def margin(self) -> int:
        """What lies round the box for its shadow."""
        return self._theme.metrics.shadow_blur

    def anchor_rect(self) -> QRect:
        """What it opens at, in the window."""
        return QRect(self._anchor.mapTo(self.window(), QPoint(0, 0)), self._anchor.size())

    def open(self, first: QWidget) -> None:
        """Show above the anchor, with the keys in `first`."""
        self._open = True
        self.place()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.installEventFilter(self)
        application.focusChanged.connect(self._follow_focus)

    def place(self) -> None:
        """Above the anchor or, with more room there, below it; where it fits into the window."""
        m, window = self._theme.metrics, self.window().rect()
        size = self.wanted_size().boundedTo(window.size() - QSize(2 * m.space8, 2 * m.space8))
        anchor = self.anchor_rect()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = anchor.right() + 1 - size.width() if rtl else anchor.left()
        left = max(m.space8, min(side, window.width() - size.width() - m.space8))
        top, below = anchor.top() - size.height() - m.space4, anchor.bottom() + 1 + m.space4
        if top < m.space8 and window.height() - below > anchor.top():
            top = min(below, window.height() - size.height() - m.space8)
        top = max(m.space8, top)
        around = self.margin()
        self.setGeometry(QRect(QPoint(left, top), size).adjusted(-around, -around, around, around))

    def close_popup(self, give_back: bool = True) -> None:
        if not self._open:
            return
        self._open = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.removeEventFilter(self)
        application.focusChanged.disconnect(self._follow_focus)
        self.hide()
        if give_back and self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.close_popup(give_back=False)

    @Slot("QWidget*", "QWidget*")
    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        inside = new is self or new is self._anchor or (new is not None and self.isAncestorOf(new))
        if new is not None and not inside:
            self.close_popup(give_back=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            # The anchor decides by itself what a second click on it means.
            mine = inside or watched is self._anchor
            if isinstance(watched, QWidget) and watched.window() is self.window() and not mine:
                self.close_popup()
        elif watched is self.window() and event.type() is QEvent.Type.Resize:
            self.place()
        return False

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popup()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, m = self._theme.palette, self._theme.metrics
        painter = QPainter(self)
        around = self.margin()
        box = QRectF(self.rect()).adjusted(around, around, -around, -around)
        if not box.contains(QRectF(event.rect())):
            draw_shadow(painter, box, m.radius_dialog, self._theme)
        draw_box(painter, box, p.raised, m.radius_dialog, p.line, m.border)

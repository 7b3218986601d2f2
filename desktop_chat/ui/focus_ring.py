"""The ring that says where the keys go.

Fields draw it inside their edge; a button's lies one pixel outside, where the button itself may not paint.
So it is a widget of its own beside the button, there only while the button has the focus and got it by a
key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box

_KEYS = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
_RETURNS = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


def came_by_key(reason: Qt.FocusReason, before: bool) -> bool:
    """Whether a ring is due; coming back from another window or a popup is as it was before."""
    return before if reason in _RETURNS else reason in _KEYS


class FocusRing(QWidget):
    """A ring round one widget, following it. It stands in `host`, which is that one's parent or what is round it."""

    def __init__(self, ringed: QWidget, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._ringed, self._theme, self._host = ringed, theme, host
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ringed.installEventFilter(self)
        if (parent := ringed.parentWidget()) is not None and parent is not host:
            parent.installEventFilter(self)
        self._follow()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ZOrderChange}:
            self._follow()
        elif event.type() is QEvent.Type.Hide:
            self.hide()
        elif event.type() is QEvent.Type.Show:
            self.show()
        return False

    def _follow(self) -> None:
        out = self._outset()
        box = QRect(self._ringed.mapTo(self._host, QPoint(0, 0)), self._ringed.size())
        self.setGeometry(box.adjusted(-out, -out, out, out))
        self.raise_()

    def _outset(self) -> int:
        metrics = self._theme.metrics
        return metrics.ring + metrics.ring_gap

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = self._theme.metrics
        radius = metrics.radius + self._outset()
        draw_box(QPainter(self), QRectF(self.rect()), None, radius, self._theme.palette.focus, metrics.ring)

"""What the pointer does in the column: select, follow links, press what answers to a click, push wide leaves aside.

A click acts when the button is let go where it was pressed; what moves in between is a selection. While the pointer is
held above or below the view, the view goes on under it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.actions import Pressed
from desktop_chat.ui.transcript.leaves.leaf import Hot, Leaf
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.whereabouts import at_text, hot_at, nearest, text_at
from desktop_chat.ui.transcript.words import leaf_around, word_under

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll

_SCROLL_EVERY_MS = 20
_SHARE = 2  # of the distance outside is scrolled each time
_NOTCH = 120  # units of the wheel's angle
_LINES_PER_NOTCH = 3

_Unit = Callable[["Roll", QPoint, End], tuple[End, End]]


@dataclass(slots=True)
class _Press:
    """The button is down: since `at`, on something `hot`; what is selected grows by units from `first`."""

    at: QPoint
    hot: tuple[Leaf, Hot] | None
    unit: _Unit
    first: tuple[End, End]
    dragged: bool = False


class Pointing:
    """Of one view."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self.hovered: tuple[int, Pressed] | None = None
        self._press: _Press | None = None
        self._last: tuple[int, QPoint, int] = (0, QPoint(), 0)
        self._timer: QTimer | None = None
        self._outside = QPoint()

    def handle(self, event: QEvent) -> bool:
        """Whether the event of the viewport was one for the pointer."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            if kind in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
                self._take_press(event)
            elif kind is QEvent.Type.MouseButtonRelease:
                self._take_release(event)
            else:
                self._take_move(event)
            return True
        if kind is QEvent.Type.Leave:
            self._hover(None)
        return isinstance(event, QWheelEvent) and self._slide(event)

    # -- the button --------------------------------------------------------------------------------------------------

    def _take_press(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        roll, point = self._roll, event.position().toPoint()
        found, end = roll.at(point), nearest(roll, point)
        if found:
            roll.pointed.emit(*found)
        if end is None or (found and found[1] is not None):
            return
        unit = (_place, word_under, leaf_around)[self._count(event) - 1]
        anchor = roll.selection.anchor
        first = unit(roll, point, end)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and anchor and roll.selection.rank(anchor):
            first = (anchor, anchor)
        self._press = _Press(point, hot_at(roll, point) if unit is _place else None, unit, first)
        self._extend(point)

    def _take_release(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._press is None:
            return
        press, self._press = self._press, None
        self._stop()
        if not self._roll.selection.is_empty:
            self._roll.selected.emit()
        elif press.hot and not press.dragged:
            self._roll.clicked.emit(*press.hot)

    def _take_move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._press = None
            self._stop()
            self._point_at(point)
            return
        far = (point - self._press.at).manhattanLength() >= QGuiApplication.styleHints().startDragDistance()
        self._press.dragged = self._press.dragged or far
        if self._press.dragged:
            self._extend(point)
            self._follow(point)

    def _extend(self, point: QPoint) -> None:
        """Select from where the button was pressed to that point, in whole units."""
        roll, press = self._roll, self._press
        end = nearest(roll, point)
        if press is None or end is None:
            return
        start, stop = press.unit(roll, point, end)
        upwards = _before(roll, start, press.first[0])
        roll.selection.select(press.first[upwards], start if upwards else stop)

    def _count(self, event: QMouseEvent) -> int:
        """One, two or three presses in a row at the same place."""
        hints, point = QGuiApplication.styleHints(), event.position().toPoint()
        count, before, when = self._last
        near = (point - before).manhattanLength() < hints.startDragDistance()
        soon = event.timestamp() - when <= hints.mouseDoubleClickInterval()
        is_third = count == 2 and near and soon
        count = 2 if event.type() is QEvent.Type.MouseButtonDblClick else 3 if is_third else 1
        self._last = count, point, event.timestamp()
        return count

    # -- beyond the edges --------------------------------------------------------------------------------------------

    def _follow(self, point: QPoint) -> None:
        """Scroll for as long as the pointer is held above or below the view."""
        self._outside = point
        if 0 <= point.y() < self._roll.viewport().height():
            self._stop()
        elif self._timer is None:
            self._timer = QTimer(self._roll)
            self._timer.timeout.connect(self._go_on)
            self._timer.start(_SCROLL_EVERY_MS)

    def _go_on(self) -> None:
        y, height = self._outside.y(), self._roll.viewport().height()
        distance = y if y < 0 else y - height + 1
        self._roll.scroll_by(round(distance / _SHARE) + (1 if distance > 0 else -1))
        self._extend(QPoint(self._outside.x(), min(max(0, y), height - 1)))

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None

    # -- nothing pressed ---------------------------------------------------------------------------------------------

    def _point_at(self, point: QPoint) -> None:
        found = self._roll.at(point)
        action = (found[0], found[1]) if found and found[1] else None
        shape = Qt.CursorShape.ArrowCursor
        if action or hot_at(self._roll, point):
            shape = Qt.CursorShape.PointingHandCursor
        elif at_text(self._roll, point):
            shape = Qt.CursorShape.IBeamCursor
        self._hover(action, shape)

    def _hover(self, found: tuple[int, Pressed] | None, shape: Qt.CursorShape = Qt.CursorShape.ArrowCursor) -> None:
        port = self._roll.viewport()
        if shape is not port.cursor().shape():
            port.setCursor(shape)
        if found != self.hovered:
            self.hovered = found
            port.update()

    def _slide(self, event: QWheelEvent) -> bool:
        """Move what is wider than the column; whether the wheel was turned for that."""
        pixels = event.pixelDelta()
        notch = _LINES_PER_NOTCH * self._roll.page.line(tokens.BODY)
        delta = pixels if not pixels.isNull() else event.angleDelta() * notch / _NOTCH
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not shifted and abs(delta.x()) <= abs(delta.y()):
            return False
        found = text_at(self._roll, event.position().toPoint())
        leaf = found[1].leaf_at(found[2].y()) if found else None
        if leaf and leaf.slide(-(delta.x() or delta.y())):
            self._roll.leaves.repaint(leaf)
        return True


def _place(_roll: Roll, _point: QPoint, end: End) -> tuple[End, End]:
    return end, end


def _before(roll: Roll, one: End, other: End) -> bool:
    first, second = roll.selection.rank(one), roll.selection.rank(other)
    return first is not None and second is not None and first < second

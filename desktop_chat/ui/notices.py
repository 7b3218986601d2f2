"""What the window says in passing: that something was done, and how to undo it; or that something went wrong.

One at a time, where it covers nothing that is being read. What was done is said for eight seconds, longer while someone
looks at it; what went wrong stays until someone has read it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import TOAST_MS
from desktop_chat.words.explanation import Explanation

if TYPE_CHECKING:
    from desktop_chat.ui.toast import Toast

_MOVING = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say. With an `explanation` it is trouble and stays."""

    text: str = ""
    action_label: str = ""
    action: Callable[[], None] | None = None
    key: str = ""
    explanation: Explanation | None = None
    stays: bool = False
    again: Callable[[], Explanation] | None = field(default=None, compare=False)


class Notices(QObject):
    """Shows notices over its parent, in the foot of a part of it."""

    remedy_requested = Signal(object)
    """A `Remedy` that someone chose beside an explanation."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = theme
        self._places: tuple[QWidget, ...] = ()
        self._waiting: deque[Notice] = deque()
        self._shown: Notice | None = None
        self._is_made = False
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self._pass)

    @cached_property
    def _toast(self) -> Toast:
        """Made when there is first something to say, which in most runs is never."""
        from desktop_chat.ui.toast import Toast

        toast = Toast(self._theme, self._window)
        toast.acted.connect(self._act)
        toast.closed.connect(self.close_shown)
        for widget in (toast, self._window, *self._places):  # not before: each paint of theirs would be looked at
            widget.installEventFilter(self)
        self._is_made = True
        return toast

    def say(self, text: str, action_label: str = "", action: Callable[[], None] | None = None, key: str = "") -> None:
        """Something was done. `key` does the same as the action and is named beside it."""
        self._put(Notice(text, action_label, action, key))

    def trouble(self, explanation: Explanation, again: Callable[[], Explanation] | None = None) -> None:
        """Something went wrong; the same is not said twice. `again` explains it in the language that is spoken then."""
        self._put(Notice(explanation=explanation, again=again))

    def retranslate(self) -> None:
        """What went wrong is said anew; what was done has been said."""
        waiting, self._waiting = [*filter(None, (self._shown, *self._waiting))], deque()
        self.close_shown()
        for notice in waiting:
            if notice.explanation is not None:
                self.trouble(notice.again() if notice.again else notice.explanation, notice.again)
            elif notice.stays:
                self._put(notice)  # it tells in a moment how far it is by then

    def keep_saying(self, text: str, action_label: str, action: Callable[[], None]) -> None:
        """How far something is. It stays until `stop_saying`, and gives way to whatever else there is to say."""
        notice = Notice(text, action_label, action, stays=True)
        if self._shown is None:
            self._put(notice)
        elif self._shown.stays and self._shown != notice:
            self._shown = notice
            self._toast.show_notice(notice)
            self.place()

    def stop_saying(self) -> None:
        if self._shown is not None and self._shown.stays:
            self.close_shown()

    def stand_in(self, *places: QWidget) -> None:
        """Notices lie in the foot of the first of these that is visible; without any, in the parent's."""
        self._places = places
        if self._is_made:
            for widget in places:
                widget.installEventFilter(self)
        self.place()

    @Slot()
    def place(self) -> None:
        """At the bottom of that part, at its leading side."""
        if not self._is_made:
            return
        m = self._theme.metrics
        area = self._area()
        inset, around = m.toast_inset, self._toast.margin()
        width = min(area.width() - 2 * inset, m.toast_max)
        size = self._toast.fit(max(width, 1))
        rtl = self._window.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.right() + 1 - inset - size.width() if rtl else area.left() + inset
        top = area.bottom() + 1 - inset - size.height()
        self._toast.setGeometry(QRect(QPoint(left, top), size).adjusted(-around, -around, around, around))

    def _area(self) -> QRect:
        for widget in self._places:
            if widget.isVisible():
                return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
        return self._window.rect()

    # -- one at a time -----------------------------------------------------------------------------------------------

    def _put(self, notice: Notice) -> None:
        if notice == self._shown or notice in self._waiting:
            self._restart()
            return
        if notice.explanation is None:
            # Of two things that were done, the newer one is of interest.
            self._waiting = deque(item for item in self._waiting if item.explanation is not None)
        self._waiting.append(notice)
        if self._shown is None or self._shown.explanation is None:
            self._next()

    def _next(self) -> None:
        self._shown = self._waiting.popleft()
        self._toast.show_notice(self._shown)
        self.place()
        self._toast.appear()
        self._restart()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._toast, self._toast.spoken))

    @Slot()
    def close_shown(self) -> None:
        """What is shown is done with."""
        if self._shown is None:
            return
        self._timer.stop()
        self._shown = None
        if self._waiting:
            self._next()
        else:
            self._toast.vanish()

    @Slot()
    def _pass(self) -> None:
        if self._is_held():
            self._timer.start()
        else:
            self.close_shown()

    @Slot()
    def _act(self) -> None:
        notice = self._shown
        self.close_shown()
        if notice is not None and notice.explanation is not None:
            self.remedy_requested.emit(notice.explanation.remedy)
        elif notice is not None and notice.action is not None:
            notice.action()

    def _restart(self) -> None:
        """Eight seconds from now, unless it is trouble."""
        self._timer.stop()
        if self._shown is not None and self._shown.explanation is None and not self._shown.stays:
            self._timer.start()

    def _is_held(self) -> bool:
        return self._toast.has_keys() or self._toast.underMouse()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._toast:
            if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
                self._restart()
        elif event.type() in _MOVING and self._toast.isVisible():
            self.place()
        return False

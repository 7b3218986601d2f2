"""Reads on in a very long text that is shown as Markdown, a moment in each turn of the event loop.

To read a book takes seconds, in which no key would be answered. So its beginning is shown at once, and the rest comes
to stand below it, as that of a reply does which is still being written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll


class ReadingOn(QObject):
    """Of one view."""

    def __init__(self, view: Roll) -> None:
        super().__init__(view)
        self._view = view
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        view.arranged.connect(self._want)

    @Slot()
    def _want(self) -> None:
        if not self._timer.isActive() and self._unread() is not None:
            self._timer.start(0)

    @Slot()
    def _work(self) -> None:
        place = self._unread()
        if place is None:
            self._timer.stop()
            return
        item = self._view.column[place]
        [unread, *_] = [body for body in item.bodies if body.unread]
        bottom = self._view.y_of(place) + item.corner_of(unread).y() + unread.height
        item.stale = True  # stacked again, it reads on
        self._view.settle(changed_from=bottom)

    def _unread(self) -> int | None:
        """The first message that is seen and not read to its end."""
        column = self._view.column
        return next((place for place in self._view.seen() if not column[place].is_read), None)

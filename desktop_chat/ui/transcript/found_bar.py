"""A scroll bar that shows where something was found.

The marks stand where the messages are believed to be: most heights are estimates, and the marks are not worth knowing
better. They are worked out when the search knows more, and only painted when the bar moves.

While a reply streams the bar moves with every line. So it paints the paper that it stands on: else all that lies under
it, up to the window, would be painted each time.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QScrollBar

from desktop_chat.ui.look import Theme


class FoundBar(QScrollBar):
    """`rows_of` says in which of so many rows something was found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows_of: Callable[[int], list[int]] | None = None
        self._rows: list[int] = []
        self._height = 0

    @property
    def marks(self) -> list[QRect]:
        """Where they are painted."""
        metrics = self._theme.metrics
        left, tall = (self.width() - metrics.find_mark_width) // 2, metrics.find_mark_height
        return [QRect(left, row * tall, metrics.find_mark_width, tall) for row in self._rows]

    def show_marks(self, rows_of: Callable[[int], list[int]] | None) -> None:
        """Other hits, or none any more."""
        self._rows_of = rows_of
        self._height = 0
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stand_on_paper()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._stand_on_paper()

    def _stand_on_paper(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # a style sheet takes it away

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as ground:
            ground.fillRect(event.rect(), self._theme.palette.paper)
        super().paintEvent(event)
        if self._height != self.height():
            self._height = self.height()
            self._rows = self._worked_out()
        if self._rows:
            painter = QPainter(self)
            for mark in self.marks:
                painter.fillRect(mark, self._theme.palette.warn_mark)

    def _worked_out(self) -> list[int]:
        if self._rows_of is None:
            return []
        return self._rows_of(max(1, self.height() // self._theme.metrics.find_mark_height))

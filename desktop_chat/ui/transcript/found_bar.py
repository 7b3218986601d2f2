"""A scroll bar that shows where something was found.

The marks stand where the messages are believed to be: most heights are estimates, and the marks are not worth knowing
better. They are worked out when the search knows more, and only painted when the bar moves.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
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

    def paintEvent(self, event: QPaintEvent) -> None:
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

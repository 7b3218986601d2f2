"""A list that knows its geometry by arithmetic.

QListView asks for the size of every row again after each change: with 10,000 conversations a title that changed would
hold up the window for 56 ms. Here a row's height comes from a list, and the sums are made once per change of structure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any, overload

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Slot,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.viewport import give_viewport

AnyIndex = QModelIndex | QPersistentModelIndex


class Runs(Sequence[int]):
    """Where each row begins, and at last where the last one ends, made of how many rows of which height follow one
    another: a hundred thousand conversations are some dozen runs.
    """

    def __init__(self, runs: Iterable[tuple[int, int]]) -> None:
        """Each is a number of rows and the height of each."""
        self._rows, self._tops, self._heights = [0], [0], [0]
        for rows, height in runs:
            self._heights[-1] = height
            self._rows.append(self._rows[-1] + rows)
            self._tops.append(self._tops[-1] + rows * height)
            self._heights.append(0)

    def __len__(self) -> int:
        return self._rows[-1] + 1

    @overload
    def __getitem__(self, row: int) -> int: ...

    @overload
    def __getitem__(self, row: slice) -> list[int]: ...

    def __getitem__(self, row: int | slice) -> int | list[int]:
        if isinstance(row, slice):
            return [self[one] for one in range(len(self))[row]]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        run = bisect_right(self._rows, row) - 1
        return self._tops[run] + (row - self._rows[run]) * self._heights[run]


Heights = Callable[[], Sequence[int]]


class RowsLayout(QListView):
    """Where rows stand, and how far the view is scrolled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heights: Heights = list
        self._tops: Sequence[int] | None = None
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        give_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.relayout)

    def show_rows(self, model: QAbstractItemModel, heights: Heights) -> None:
        """Show `model`; `heights()`, or `Runs` of them, is asked again whenever rows have come, gone or moved."""
        self._heights, self._tops = heights, None
        for about in (model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved, model.rowsAboutToBeMoved):
            about.connect(self._keep_place)
        for done in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            done.connect(self.relayout)
        self.setModel(model)

    @Slot()
    def relayout(self) -> None:
        """The heights are others now."""
        self._tops = None
        self.scheduleDelayedItemsLayout()

    def row_rect(self, row: int) -> QRect:
        """Where a row stands in the viewport."""
        tops = self._row_tops()
        if not 0 <= row < len(tops) - 1:
            return QRect()
        top = tops[row] - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), tops[row + 1] - tops[row])

    def visible_rows(self) -> range:
        """The rows of which a part is to be seen."""
        return self.rows_between(0, self.viewport().height())

    def rows_between(self, top: int, bottom: int) -> range:
        tops, offset = self._row_tops(), self.verticalOffset()
        first = max(0, bisect_right(tops, top + offset) - 1)
        last = bisect_right(tops, bottom + offset, lo=first)
        return range(first, min(last, len(tops) - 1))

    def _row_tops(self) -> Sequence[int]:
        if self._tops is None:
            heights = self._heights()
            self._tops = heights if isinstance(heights, Runs) else list(accumulate(heights, initial=0))
        return self._tops

    def visualRect(self, index: AnyIndex) -> QRect:
        return self.row_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        tops = self._row_tops()
        row = bisect_right(tops, point.y() + self.verticalOffset()) - 1
        inside = 0 <= row < len(tops) - 1 and 0 <= point.x() < self.viewport().width()
        return self.model().index(row, 0) if inside else QModelIndex()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        self.executeDelayedItemsLayout()  # the scroll bar's range may be that of before the last change
        rect, bar, height = self.visualRect(index), self.verticalScrollBar(), self.viewport().height()
        if index.isValid() and rect.top() < 0:
            # A row that comes into sight at the top brings its section's head with it.
            above = self._row_tops()[max(0, index.row() - 1)]
            head = index.row() > 0 and not self.is_stop(index.row() - 1)
            bar.setValue(above if head else bar.value() + rect.top())
        elif index.isValid() and rect.bottom() >= height:
            bar.setValue(bar.value() + rect.bottom() + 1 - height)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)  # not QListView's: that one asks for every size
        if self._anchor is not None:
            (index, top), self._anchor = self._anchor, None
            if index.isValid():
                self.verticalScrollBar().setValue(self._row_tops()[index.row()] - top)

    def updateGeometries(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(self._theme.metrics.row)
        bar.setPageStep(height)
        bar.setRange(0, max(0, self._row_tops()[-1] - height))
        QAbstractItemView.updateGeometries(self)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What of it is seen: it may hold very many rows, of which the ranges are asked and not each row."""
        region, seen = QRegion(), self.viewport().rect()
        for part in selection.toList():
            region += self.row_rect(part.top()).united(self.row_rect(part.bottom())).intersected(seen)
        return region

    @Slot()
    def _keep_place(self) -> None:
        """What is being read stays where it is when rows come or go above it."""
        if self._anchor is None and self.verticalOffset() > 0:
            index = self.indexAt(QPoint(0, 0))
            self._anchor = QPersistentModelIndex(index), self.visualRect(index).top()

    def is_stop(self, row: int) -> bool:
        """Whether the keys can be on this row; they pass over heads."""
        return bool(self.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled)

    def dataChanged(self, top: AnyIndex, bottom: AnyIndex, roles: Any = ()) -> None:
        QAbstractItemView.dataChanged(self, top, bottom, roles)  # not QListView's: that one lays out again

"""Controls in a row, of which the last ones go to a row below where there is too little room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Each as wide as it wants to be; those that were added to stretch take what is left of their row."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._stretching: set[QWidget] = set()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add(self, widget: QWidget, *, stretches: bool = False) -> None:
        if stretches:
            self._stretching.add(widget)
        self.addWidget(widget)

    # What Qt asks a layout.

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [max(item.sizeHint().height() for item in row) for row in self._rows(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        wide = sum(self._wanted(item) for item in self._shown()) + self.spacing() * max(0, len(self._items) - 1)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        widest = max((self._wanted(item) for item in self._shown()), default=0)
        return QSize(widest, max((item.sizeHint().height() for item in self._shown()), default=0))

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        top = area.top()
        for row in self._rows(area.width()):
            height = max(item.sizeHint().height() for item in row)
            for item, left, width in self._places(row, area.width()):
                place = QRect(QPoint(area.left() + left, top), QSize(width, height))
                item.setGeometry(QStyle.visualRect(self._direction(), area, place))
            top += height + self.spacing()

    # Within.

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _wanted(self, item: QLayoutItem) -> int:
        return item.minimumSize().width() if item.widget() in self._stretching else item.sizeHint().width()

    def _rows(self, width: int) -> Iterator[list[QLayoutItem]]:
        row: list[QLayoutItem] = []
        used = 0
        for item in self._shown():
            wanted = self._wanted(item)
            if row and used + wanted > width:
                yield row
                row, used = [], 0
            row.append(item)
            used += wanted + self.spacing()
        if row:
            yield row

    def _places(self, row: list[QLayoutItem], width: int) -> Iterator[tuple[QLayoutItem, int, int]]:
        """Each with where it begins and how wide it is."""
        wide = sum(self._wanted(item) for item in row) + self.spacing() * (len(row) - 1)
        stretching = [item for item in row if item.widget() in self._stretching]
        more, left = max(0, width - wide) // max(1, len(stretching)), 0
        for item in row:
            wanted = self._wanted(item) + (more if item in stretching else 0)
            given = min(width, wanted, item.maximumSize().width())
            yield item, left, given
            left += given + self.spacing()

    def _direction(self) -> Qt.LayoutDirection:
        inside = self.parentWidget()
        return inside.layoutDirection() if inside is not None else Qt.LayoutDirection.LeftToRight

"""What a view of lines shows, and what it asks of where they come from."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import Icon

AnyIndex = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `sign` or `icon` stands in a column of its own before it; `note` in fainter ink behind it.

    `ink` and `ground` are tokens. `spoken` is what a screen reader says where the text alone does not tell.
    """

    text: str
    sign: str = ""
    icon: Icon | None = None
    note: str = ""
    ink: str = "text"
    ground: str = ""
    spoken: str = ""


class LineModel(QAbstractListModel):
    """Lines by number, made when they are seen."""

    def __init__(self) -> None:
        super().__init__()
        self.room = 0
        """How many columns a row has."""

    def set_room(self, columns: int) -> None:
        """The rows are as wide as this now; told before the first row is asked for."""
        if columns != self.room:
            self.beginResetModel()
            self.room = columns
            self.cut_again()
            self.endResetModel()

    @abstractmethod
    def line(self, row: int) -> Line: ...

    def cut_again(self) -> None:
        """`room` has changed."""

    def can_toggle(self, row: int) -> bool:
        """Whether there is more, or less, to be seen of what this row belongs to."""
        return False

    def toggle(self, row: int) -> int:
        """Shows more, or less; returns the row where the keys should be."""
        return row

    @abstractmethod
    def copied(self, rows: range) -> str:
        """What these rows stand for, whole, for the clipboard."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        if role == LINE:
            return self.line(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            line = self.line(index.row())
            return line.spoken or " ".join(filter(None, (line.text.strip(), line.note)))
        return None

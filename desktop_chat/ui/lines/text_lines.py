"""A text file as rows: its lines, each cut where the view ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex

from desktop_chat.ui.lines.line import AnyIndex, Line, LineModel


class TextLines(LineModel):
    """What is copied has the line ends of the file and none of the cuts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._lines = text.expandtabs(4).splitlines(keepends=True)
        self._rows: Sequence[str] = ()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def cut_again(self) -> None:
        self._rows = [row for line in self._lines for row in self._cut(line)]

    def _cut(self, line: str) -> Iterator[str]:
        """What is not plain is up to twice as wide."""
        room = self.room if line.isascii() else max(1, self.room // 2)
        if len(line) <= room:
            yield line
            return
        for start in range(0, len(line), room):
            yield line[start : start + room]

    def line(self, row: int) -> Line:
        return Line(self._rows[row].rstrip("\r\n"))

    def copied(self, rows: range) -> str:
        return "".join(self._rows[rows.start : rows.stop])

"""One line of Markdown, read from left to right in columns: a tab reaches to the next stop of four."""

_TAB = 4


class Line:
    """`place` is the index of the first character that is no blank, `indent` the columns skipped to it."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._offset = 0
        self._column = 0
        self._look()

    @property
    def blank(self) -> bool:
        return self.place == len(self.raw)

    @property
    def next(self) -> str:
        return self.raw[self.place : self.place + 1]

    @property
    def rest(self) -> str:
        return self.raw[self.place :]

    def advance(self, columns: int) -> None:
        """Step over so many columns of white space, through the middle of a tab if need be."""
        target = self._column + columns
        while self._column < target and self._offset < self.place:
            end = _behind(self.raw[self._offset], self._column)
            if end > target:
                self._column = target  # the rest of the tab still counts as white space
                break
            self._offset += 1
            self._column = end
        self._look()

    def skip_mark(self, length: int) -> None:
        """Step over a mark of `length` characters at `place`, and over one column of blank behind it."""
        self._jump(length)
        if self.indent:
            self.advance(1)

    def skip_item_mark(self, length: int, empty: bool) -> int:
        """Step over the mark of a list item; returns the width of the mark and of its own blank."""
        self._jump(length)
        if empty or not 1 <= self.indent <= _TAB:
            if self.indent:
                self.advance(1)
            return length + 1
        width = length + self.indent
        self.advance(self.indent)
        return width

    def _jump(self, length: int) -> None:
        self._column += self.indent + length
        self._offset = self.place + length
        self._look()

    def _look(self) -> None:
        place, column = self._offset, self._column
        while self.raw[place : place + 1] in {" ", "\t"}:
            column = _behind(self.raw[place], column)
            place += 1
        self.place, self.indent = place, column - self._column


def _behind(blank: str, column: int) -> int:
    return column + _TAB - column % _TAB if blank == "\t" else column + 1

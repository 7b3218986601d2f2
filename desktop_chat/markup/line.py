"""A line that is read from its left, mark by mark, in columns.

Containers count columns, and a tab reaches to the next multiple of four wherever it stands. So half of a tab may
belong to a list item and its other half to the code inside; that half is then written out in blanks.
"""

_TAB = 4
BLANKS = " \t"
CODE_INDENT = 4


class Line:
    """`at` is where it begins in the whole text. `next` is the place of the next character that is no blank, `indent`
    how many columns away that is.
    """

    __slots__ = ("_column", "_in_tab", "_next_column", "at", "blank", "indent", "next", "place", "text")

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.place = 0
        self._column = 0
        self._in_tab = False
        self._find_next()

    @property
    def end(self) -> int:
        return self.at + len(self.text)

    @property
    def mark(self) -> str:
        """The next character that is no blank."""
        return self.text[self.next : self.next + 1]

    @property
    def words(self) -> str:
        """The rest from the next character that is no blank."""
        return self.text[self.next :]

    @property
    def rest(self) -> str:
        """The rest as it stands, the second half of a tab as blanks."""
        if self._in_tab:
            return " " * (_TAB - self._column % _TAB) + self.text[self.place + 1 :]
        return self.text[self.place :]

    def skip(self, columns: int) -> None:
        """Go on by so many columns, or to the end."""
        while columns > 0 and self.place < len(self.text):
            width = _TAB - self._column % _TAB if self.text[self.place] == "\t" else 1
            taken = min(width, columns)
            self._in_tab = taken < width
            self._column += taken
            self.place += not self._in_tab
            columns -= taken
        if self.place > self.next:
            self._find_next()
        self.indent = self._next_column - self._column

    def skip_blanks(self, most: int) -> None:
        """Go on by the blanks that stand here, by at most so many columns."""
        self.skip(min(self.indent, most))

    def _find_next(self) -> None:
        """To be asked again only behind it: a line may begin with thousands of blanks, and stand in many lists."""
        text, place, column = self.text, self.place, self._column
        while place < len(text) and (character := text[place]) in BLANKS:
            column += _TAB - column % _TAB if character == "\t" else 1
            place += 1
        self.next = place
        self._next_column = column
        self.indent = column - self._column
        self.blank = place == len(text)

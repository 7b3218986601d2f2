"""The text of a message, set line by line.

Text is shown as it was written, but for fenced code, which stands in its own face on its own ground. Whatever shows
text in another way takes this class's place: the column above it knows only what is public here.

A reply grows many times a second, so growth costs the line that is open, not the message. Text that has never been
looked at is kept as it came.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.ui.painting import draw_box, draw_hairline
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.transcript.fences import Fence, Kind, after, kind_of
from desktop_chat.ui.transcript.lines import Line
from desktop_chat.ui.transcript.looks import BodyInks, BodyLook, Face

# Characters per em, for heights that nobody has measured yet.
_LATIN_PER_EM = 2.1
_OTHER_PER_EM = 1.2


def about_height(text: str, width: int, face: Face) -> int:
    """About how high that text will be."""
    return _about(len(text), text.count("\n"), width, face, ascii_only=text.isascii())


def _about(length: int, feeds: int, width: int, face: Face, *, ascii_only: bool) -> int:
    a_line = max(1.0, width / face.look.font.pixelSize() * (_LATIN_PER_EM if ascii_only else _OTHER_PER_EM))
    return round(length / a_line + feeds / 2 + 1) * face.look.line


class Body:
    """A text that may grow, in a width that may change. Offsets are code points of the text."""

    def __init__(self, text: str, look: BodyLook) -> None:
        self._look = look
        self._width = -1
        self._unread: list[str] = []
        self._length, self._feeds, self._ascii = 0, 0, True
        self._lines: list[Line] = []
        self._tops: list[int] = []
        self._blocks: list[tuple[int, int]] = []  # first and last line of each fenced block
        self._fence: Fence | None = None  # behind the last closed line
        self._end = 0  # where the next line starts
        self._open = False  # whether the last line goes on
        self.height = 0
        self.append(text)

    def __len__(self) -> int:
        return self._length

    def append(self, text: str) -> None:
        """More text at the end; it is set by the next `lay_out`."""
        if text:
            self._unread.append(text)
            self._length += len(text)
            self._feeds += text.count("\n")
            self._ascii = self._ascii and text.isascii()

    def estimate(self, width: int, face: Face) -> int:
        """About how high it will be, without setting a line."""
        return _about(self._length, self._feeds, width, face, ascii_only=self._ascii)

    def lay_out(self, width: int, look: BodyLook) -> int:
        """Set what is not set yet in this width; returns the height."""
        changed = len(self._lines)
        if width != self._width or look is not self._look:
            self.release()
            self._width, self._look = width, look
            changed = 0
        if self._unread:
            changed = min(changed, self._read("".join(self._unread)))
            self._unread.clear()
        self._stack(changed)
        return self.height

    def release(self) -> None:
        """Give the layouts back; the text and the height stay."""
        self._width = -1
        for line in self._lines:
            line.forget()

    # -- places ------------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> int:
        """Screen lines, once it is laid out."""
        return sum(self._rows_of(line) for line in self._lines)

    def height_of(self, rows: int) -> int:
        """How high the first `rows` screen lines are."""
        for line, top in zip(self._lines, self._tops, strict=True):
            here = self._rows_of(line)
            if here >= rows:
                return top + line.height * rows // here
            rows -= here
        return self.height

    def offset_at(self, y: int) -> int:
        """The first character of the screen line at that height."""
        if not self._lines:
            return 0
        place = max(0, bisect_right(self._tops, y) - 1)
        line = self._lines[place]
        if line.kind in {Kind.TEXT, Kind.CODE}:
            return line.offset_at(y - self._tops[place], self._face(line))
        return line.start

    def y_of(self, offset: int) -> int:
        """The top of the screen line that holds this character."""
        place = bisect_right(self._lines, offset, key=lambda line: line.start) - 1
        if place < 0:
            return 0
        line, top = self._lines[place], self._tops[place]
        return top + (line.y_of(offset, self._face(line)) if line.kind in {Kind.TEXT, Kind.CODE} else 0)

    @property
    def open_top(self) -> int:
        """The top of what more text would change; the caret leaves its line, too."""
        return min(self._tops[-1] + self._lines[-1].open_top, int(self.caret().top())) if self._tops else 0

    def caret(self) -> QRectF:
        """Where the next character will stand."""
        for line, top in zip(reversed(self._lines), reversed(self._tops), strict=True):
            if line.kind in {Kind.TEXT, Kind.CODE}:
                return line.caret(self._face(line)).translated(self._inset(line), top)
            if line.kind is Kind.HEAD:
                return QRectF(self._inset(line), top + line.height, 1, self._look.code.look.line)
        return QRectF(0, 0, 1, self._look.text.look.line)

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, at: QPointF, inks: BodyInks, band: tuple[float, float]) -> None:
        """Paint what lies in `band`: from and to, counted from its own top."""
        self._draw_grounds(painter, at, inks, band)
        for place in range(max(0, bisect_right(self._tops, band[0]) - 1), len(self._lines)):
            line, top = self._lines[place], self._tops[place]
            if top >= band[1]:
                break
            if line.kind in {Kind.TEXT, Kind.CODE}:
                ink = inks.code if line.kind is Kind.CODE else inks.text
                inside = (band[0] - top, band[1] - top)
                line.draw(painter, at + QPointF(self._inset(line), top), ink, self._face(line), inside)

    def _draw_grounds(self, painter: QPainter, at: QPointF, inks: BodyInks, band: tuple[float, float]) -> None:
        metrics = self._look.metrics
        for first, last in self._blocks:
            top = self._tops[first]
            bottom = self.height if last == len(self._lines) - 1 else self._tops[last] + self._lines[last].height
            if top >= band[1] or bottom <= band[0]:
                continue
            box = QRectF(at.x(), at.y() + top, self._width, bottom - top)
            draw_box(painter, box, inks.ground, metrics.radius, inks.edge, metrics.border)
            head = QRectF(box.left(), box.top(), box.width(), metrics.code_head)
            draw_hairline(painter, QRectF(head.left(), head.bottom(), head.width(), 0), inks.edge)
            if fence := after(self._lines[first].text, Kind.HEAD, None):
                inset = metrics.code_padding_side
                draw_line(painter, head.adjusted(inset, 0, -inset, 0), fence.language, self._look.label, inks.label)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read(self, text: str) -> int:
        """Take text in; returns the first line that is new or goes on."""
        first = len(self._lines) - self._open
        beginning, *others = text.split("\n")
        self._go_on(beginning)
        for piece in others:
            self._close_line()
            self._go_on(piece)
        return first

    def _go_on(self, text: str) -> None:
        if not text:
            return
        if not self._open:
            self._lines.append(Line("", Kind.BLANK, self._end, self._fence))
            self._open = True
        self._lines[-1].extend(text)
        self._name(self._lines[-1], closed=False)

    def _close_line(self) -> None:
        if not self._open:
            self._lines.append(Line("", Kind.BLANK, self._end, self._fence))
        line = self._lines[-1]
        self._end = line.start + len(line.text) + 1
        if line.text.endswith("\r"):
            line.text = line.text[:-1]
        self._name(line, closed=True)
        self._fence = after(line.text, line.kind, self._fence)
        self._open = False

    def _name(self, line: Line, *, closed: bool) -> None:
        """More of a line may make another kind of it."""
        kind = kind_of(line.text, self._fence, closed=closed)
        if kind is not line.kind:
            line.kind = kind
            line.forget()

    # -- stacking ----------------------------------------------------------------------------------------------------

    def _stack(self, first: int) -> None:
        """Put the lines from that one on below one another."""
        del self._tops[first:]
        while self._blocks and self._blocks[-1][0] >= first:
            self._blocks.pop()
        y = self._tops[-1] + self._lines[first - 1].height if first else 0
        for place in range(first, len(self._lines)):
            line = self._lines[place]
            y += self._gap_before(place, y)
            self._tops.append(y)
            self._measure(line)
            y += line.height
            if line.kind is Kind.HEAD:
                self._blocks.append((place, place))
            elif line.kind.is_fenced:
                self._blocks[-1] = (self._blocks[-1][0], place)
        unended = bool(self._lines) and self._lines[-1].kind in {Kind.HEAD, Kind.CODE}
        # An open fence has its lower edge already, so nothing moves when it closes.
        self.height = y + (self._look.metrics.code_padding_bottom if unended else 0)

    def _gap_before(self, place: int, y: int) -> int:
        line, last = self._lines[place], self._lines[place - 1] if place else None
        if last is None or y == 0 or line.kind in {Kind.BLANK, Kind.CODE, Kind.FOOT}:
            return 0
        parted = last.kind in {Kind.BLANK, Kind.FOOT} or line.kind is Kind.HEAD
        return self._look.metrics.block_gap if parted else 0

    def _measure(self, line: Line) -> None:
        metrics = self._look.metrics
        match line.kind:
            case Kind.BLANK:
                line.height = 0
            case Kind.HEAD:
                line.height = metrics.code_head + metrics.code_padding_top
            case Kind.FOOT:
                line.height = metrics.code_padding_bottom
            case Kind.TEXT | Kind.CODE:
                line.set_in(self._width - 2 * self._inset(line), self._face(line))

    def _inset(self, line: Line) -> int:
        return self._look.metrics.code_padding_side if line.kind.is_fenced else 0

    def _face(self, line: Line) -> Face:
        return self._look.code if line.kind is Kind.CODE else self._look.text

    def _rows_of(self, line: Line) -> int:
        if line.kind in {Kind.TEXT, Kind.CODE}:
            return max(1, line.height // self._face(line).look.line)
        return 1 if line.kind is Kind.HEAD else 0

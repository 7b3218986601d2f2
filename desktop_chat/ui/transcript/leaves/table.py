"""A table: no vertical rules, a head over a rule, hairlines below; wider than the column it moves to the side.

The widths of the columns follow the first rows only. A table that streams would otherwise move under the reader's
eyes for as long as it grows, and every new row would cost all rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_chat.markup.blocks import Align, Block, Inline, Table
from desktop_chat.markup.inline import inline
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.painting import draw_hairline
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.transcript.heights import Heights
from desktop_chat.ui.transcript.leaves.flow import Flow
from desktop_chat.ui.transcript.leaves.inlay import UNSET, Setting, draw_inlays, setting_of
from desktop_chat.ui.transcript.leaves.leaf import Hot
from desktop_chat.ui.transcript.leaves.prose import link_at
from desktop_chat.ui.transcript.leaves.slider import Slider
from desktop_chat.ui.transcript.leaves.widths import column_widths
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.scripts import begins_right_to_left, has_right_to_left
from desktop_chat.ui.transcript.typeset import Mark

_MEASURED = 24  # rows that the widths follow
_SHARES = {Align.START: 0.0, Align.CENTRE: 0.5, Align.END: 1.0}
_ENDLESS = float(2**20)
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,.%/()+-])*")  # nothing in it is a mark
_NUMBER = re.compile(r"[-+−~≈<>]?\s?[¥$€£]?\s?\d[\d.,\s]*\s?(%|‰|[kMGT]?B|ms|s|x|×)?")


@dataclass(slots=True)
class _Cell:
    """`start` is where its text begins in the text of the table."""

    shown: Inline
    start: int
    flow: Flow
    setting: Setting = UNSET
    natural: float = -1.0  # the width it would like; below 0 until that is known

    @property
    def end(self) -> int:
        return self.start + len(self.shown.text)


class TableLeaf:
    """Cells in columns. Its text has a tab between cells and a line feed between rows."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self.waits = False
        self._rows: list[list[_Cell]] = []
        self._widths: list[float] = []
        self._lefts: list[float] = []
        self._leans: list[Align] = []
        self._tops = Heights()
        self._look: BodyLook | None = None
        self._width = 0
        self._slider = Slider()

    # -- what it holds -----------------------------------------------------------------------------------------------

    @property
    def _table(self) -> Table:
        assert self.block.table is not None
        return self.block.table

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.shown.text for cell in row) for row in self._read())

    @property
    def length(self) -> int:
        return self._read()[-1][-1].end

    def update(self, block: Block) -> float:
        """Rows have come, or the last one has gone on."""
        before, self.block = self.block, block
        same = before.table and block.table and before.table.head == block.table.head and before.links == block.links
        kept = min(len(self._rows), len(before.table.rows) if same and before.table else 0)
        # The last row that was read may have gone on; rows are counted with the head as the first.
        del self._rows[kept:]
        self._tops.cut(min(kept, len(self._tops)))
        if kept <= _MEASURED:
            self._widths = []  # what comes still has a say in them
            return 0
        return self._tops.total

    def _read(self) -> list[list[_Cell]]:
        table = self._table
        start = self._rows[-1][-1].end + 1 if self._rows else 0
        for row in (table.head, *table.rows)[len(self._rows) :]:
            cells: list[_Cell] = []
            for content in row:
                is_plain = _PLAIN.fullmatch(content) and "www." not in content
                shown = Inline(content) if is_plain else inline(content, self.block.links)
                cells.append(_Cell(shown, start, Flow()))
                start += len(shown.text) + 1
            self._rows.append(cells)
        return self._rows

    # -- setting -----------------------------------------------------------------------------------------------------

    def estimate(self, width: int, look: BodyLook) -> int:
        return (1 + len(self._table.rows)) * (look.line(tokens.TABLE) + 2 * look.metrics.table_padding)

    def set_in(self, width: int, look: BodyLook) -> int:
        if look is not self._look or width != self._width or self.waits:
            self._look, self._width, self.waits = look, width, False
            self._widths = []
            for row in self._rows:
                for cell in row:
                    if cell.natural >= 0:
                        cell.flow, cell.natural = Flow(), -1.0
        rows = self._read()
        if not self._widths:
            self._tops = Heights()
            self._widths = self._measured(rows[: _MEASURED + 1], look)
            self._lefts = [0.0, *accumulate(self._widths)]
            self._leans = self._leaning()
        for number in range(len(self._tops), len(rows)):
            self._tops.append(self._set_row(number, look))
        self._slider.fit(sum(self._widths), width)
        self.height = self._tops.total
        return self.height

    def release(self) -> None:
        self._rows, self._widths, self._tops = [], [], Heights()
        self._look = None

    def _measured(self, rows: Sequence[Sequence[_Cell]], look: BodyLook) -> list[float]:
        natural = [0.0] * len(self._table.aligns)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                natural[column] = max(natural[column], self._natural(cell, _style(number), look))
        return column_widths(natural, self._width, look.metrics)

    def _natural(self, cell: _Cell, style: TextStyle, look: BodyLook) -> float:
        if cell.natural < 0:
            cell.setting = setting_of(cell.shown, style, look, chips=False)
            self.waits = self.waits or cell.setting.waits
            cell.flow.replace(cell.setting.text, cell.setting.spans)
            cell.flow.set_in(_ENDLESS, look.face(style))
            cell.natural = cell.flow.natural_width
        return cell.natural

    def _set_row(self, number: int, look: BodyLook) -> int:
        style = _style(number)
        highest, letters = look.line(style), QFontMetricsF(look.font(style))
        for column, cell in enumerate(self._rows[number]):
            room, text = self._room(column, look), cell.shown.text
            if cell.natural < 0 and not cell.shown.runs and text.isascii() and letters.horizontalAdvance(text) <= room:
                continue  # it takes one line and is set when it is seen
            # What fits on a line stands as it is in any width, so other widths do not set it again.
            fits = self._natural(cell, style, look) <= room and not has_right_to_left(text)
            highest = max(highest, cell.flow.set_in(_ENDLESS if fits else room, look.face(style)))
        return highest + 2 * look.metrics.table_padding + look.metrics.border

    def _room(self, column: int, look: BodyLook) -> float:
        """How wide the words in that column may be."""
        return self._widths[column] - (look.metrics.table_gap if column < len(self._widths) - 1 else 0)

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        look = self._look
        if look is None or not self._rows:
            return
        painter.save()
        painter.setClipRect(
            QRectF(at.x(), at.y() + max(0.0, band[0]), self._width, band[1] - max(0.0, band[0])),
            Qt.ClipOperation.IntersectClip,
        )
        seen = range(self._tops.at(max(0, int(band[0]))), self._tops.at(max(0, int(band[1]))) + 1)
        first, last = self._rows[seen.start][0].start, self._rows[seen.stop - 1][-1].end
        marks = [mark for mark in marks if mark.start <= last and first < mark.end]
        for number in seen:
            top = self._tops.above(number)
            rule = QRectF(at.x(), at.y() + top + self._tops[number] - look.metrics.border, self._width, 0)
            draw_hairline(painter, rule, look.ground("hairline" if number else "control"))
            for cell, corner in self._placed(number, look, self._columns_seen()):
                here = [
                    _shifted(mark, cell.start) for mark in marks if mark.start <= cell.end and cell.start < mark.end
                ]
                place = at + corner
                cell.flow.draw(painter, place, look.ink("text"), (0, self._tops[number]), here)
                if cell.setting.drawings:
                    draw_inlays(painter, place, cell.flow, cell.setting, look, _style(number))
        painter.restore()
        self._slider.draw(painter, QRectF(at.x(), at.y(), self._width, self.height), look)

    def _columns_seen(self) -> range:
        """The columns that the place to which the table is moved leaves to be seen."""
        first = bisect_right(self._lefts, self._slider.shift) - 1
        return range(max(0, first), min(bisect_right(self._lefts, self._slider.shift + self._width), len(self._widths)))

    def _placed(self, number: int, look: BodyLook, columns: range | None = None) -> Iterator[tuple[_Cell, QPointF]]:
        """The cells of a row, or those in some columns of it, each with the corner of its text."""
        top, style, row = self._tops.above(number) + look.metrics.table_padding, _style(number), self._rows[number]
        for column in columns or range(min(len(row), len(self._widths))):
            cell, room = row[column], self._room(column, look)
            if cell.flow.height == 0:
                self._natural(cell, style, look)
            spare = max(0.0, room - cell.flow.natural_width) * _SHARES[self._leans[column]]
            if has_right_to_left(cell.shown.text) and begins_right_to_left(
                cell.shown.text
            ):  # it is set in all of the room, and leans to the right there
                spare = -spare if self._leans[column] is Align.CENTRE else 0.0
            yield cell, QPointF(self._lefts[column] + spare - self._slider.shift, top)

    def _leaning(self) -> list[Align]:
        """As it was asked for; a column of numbers leans to the end by itself."""
        found = []
        for column, asked in enumerate(self._table.aligns):
            cells = [row[column].shown.text.strip() for row in self._rows[1 : _MEASURED + 1]]
            numbers = any(cells) and all(_NUMBER.fullmatch(text) for text in cells if text)
            found.append(Align.END if numbers and asked is Align.START else asked)
        return found

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        if self._look is None or not self._rows:
            return 0
        number = self._tops.at(max(0, int(point.y())))
        found, corner = min(self._placed(number, self._look), key=lambda cell: _distance(cell[1], cell[0], point.x()))
        return found.start + found.flow.offset_at(point - corner)

    def first_at(self, y: float) -> int:
        if self._look is None or not self._rows:
            return 0
        return self._rows[self._tops.at(max(0, int(y)))][0].start

    def caret(self, offset: int) -> QRectF:
        for cell, corner in self._cells_between(offset, offset + 1):
            return cell.flow.caret(offset - cell.start).translated(corner)
        return QRectF(0, 0, 1, self._look.line(tokens.TABLE) if self._look else 0)

    def rects(self, start: int, end: int) -> list[QRectF]:
        found: list[QRectF] = []
        for cell, corner in self._cells_between(start, end):
            found += [rect.translated(corner) for rect in cell.flow.rects(start - cell.start, end - cell.start)]
        return found

    def word_at(self, offset: int) -> tuple[int, int]:
        for cell, _ in self._cells_between(offset, offset + 1):
            start, end = cell.flow.word_at(offset - cell.start)
            return cell.start + start, cell.start + end
        return offset, offset

    def hot_at(self, point: QPointF) -> Hot | None:
        if self._look is None or not self._rows:
            return None
        for cell, corner in self._placed(self._tops.at(max(0, int(point.y()))), self._look):
            if hot := link_at(cell.shown, cell.flow, point - corner):
                return hot
        return None

    def slide(self, pixels: int) -> bool:
        return self._slider.move(pixels)

    def _cells_between(self, start: int, end: int) -> Iterator[tuple[_Cell, QPointF]]:
        if self._look is None or not self._rows:
            return
        first = max(0, bisect_right(self._rows, start, key=lambda row: row[0].start) - 1)
        for number in range(first, len(self._tops)):
            if self._rows[number][0].start >= end:
                return
            for cell, corner in self._placed(number, self._look):
                if cell.start < end and start <= cell.end:
                    yield cell, corner


def _style(number: int) -> TextStyle:
    """Of that row; the first one is the head."""
    return tokens.TABLE if number else tokens.TABLE_HEAD


def _shifted(mark: Mark, start: int) -> Mark:
    return Mark(mark.start - start, mark.end - start, mark.ground, mark.ink)


def _distance(corner: QPointF, cell: _Cell, x: float) -> float:
    """How far the point is from the words of that cell, across."""
    return max(corner.x() - x, x - corner.x() - cell.flow.natural_width, 0.0)

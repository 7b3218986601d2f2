"""The rows of the palette: what they say, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.ui.icons import draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.palette.entries import Entry, EntryKind
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import CONTROL, LABEL, STRONG, TIME
from desktop_chat.ui.transcript.typeset import Paragraph, Span, TextLook

_AnyIndex = QModelIndex | QPersistentModelIndex
_Flag = Qt.ItemFlag
_KEPT = 128  # lines


class Role(IntEnum):
    ENTRY = Qt.ItemDataRole.UserRole + 1


class Rows(QAbstractListModel):
    """The entries as a list; `show` puts others in their place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        is_choice = index.isValid() and self.entries[index.row()].kind is EntryKind.CHOICE
        return _Flag.ItemIsEnabled | _Flag.ItemIsSelectable if is_choice else _Flag.NoItemFlags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Role.ENTRY:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return entry.text if role == Qt.ItemDataRole.DisplayRole else None


class RowsList(RowsView):
    """The current row is the one that Enter chooses, so it looks chosen; the keys stay in the field above."""

    def currentChanged(self, current: _AnyIndex, previous: _AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.selectionModel().select(self.currentIndex(), self.selectionModel().SelectionFlag.ClearAndSelect)


class Delegate(QStyledItemDelegate):
    """An icon, the words with what was meant in them, what is said beside them, and the key at the end."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: TextLook | None = None
        self._meant = QTextCharFormat()
        self._lines: dict[tuple[str, tuple[int, ...], float], Paragraph] = {}
        theme.changed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._look = None
        self._lines.clear()

    def heights(self, entries: Sequence[Entry]) -> list[int]:
        m = self._theme.metrics
        return [m.section_head if entry.kind is EntryKind.HEAD else m.palette_row for entry in entries]

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.palette_width, self._theme.metrics.palette_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, entry = self._theme.metrics, index.data(Role.ENTRY)
        inner = QRectF(option.rect).adjusted(m.space16, 0, -m.space16, 0)
        if entry.kind is EntryKind.HEAD:
            draw_head(painter, option, entry.text, m.space16, self._theme)
        elif entry.kind is EntryKind.NOTE:
            draw_words(painter, option, inner, entry.text, self._theme, LABEL)
        else:
            option.state |= QStyle.StateFlag.State_Active  # the keys are in the field above
            draw_row_ground(painter, option, self._theme)
            self._draw(painter, option, inner, entry)

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRectF, entry: Entry) -> None:
        m, p = self._theme.metrics, self._theme.palette
        if entry.icon is not None:
            slot = QRectF(inner.left(), inner.top(), m.icon, inner.height())
            ink = p.text2 if entry.is_able else p.text3
            draw_icon(painter, entry.icon, square(mirrored(option, slot).center(), m.icon), ink)
        inner.setLeft(inner.left() + m.icon + m.space8 + m.space2)
        if entry.trailing:
            taken = draw_trailing(painter, option, inner, entry.trailing, self._theme, TIME)
            inner.setRight(inner.right() - taken - m.space16)
        width = self._draw_meant(painter, option, inner, entry)
        inner.setLeft(inner.left() + width + m.space8 + m.space2)
        if entry.aside and inner.width() > m.space32:
            draw_words(painter, option, inner, entry.aside, self._theme, TIME)

    def _draw_meant(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, entry: Entry) -> float:
        """The words, those letters of them that were meant in their own ink; returns their width."""
        line = self._line(entry, room.width())
        place = mirrored(option, QRectF(room.left(), room.top(), min(line.natural_width, room.width()), room.height()))
        ink = self._theme.colour("text" if entry.is_able else "text3")
        line.draw(painter, QPointF(place.left(), place.center().y() - line.height / 2), ink)
        return line.natural_width

    def _line(self, entry: Entry, width: float) -> Paragraph:
        """Kept: what was found first is mostly shown again when all is found."""
        wanted = entry.text, entry.at, width
        if wanted not in self._lines:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            self._lines[wanted] = self._made(*wanted)
        return self._lines[wanted]

    def _made(self, text: str, at: tuple[int, ...], width: float) -> Paragraph:
        if not text.isprintable():
            text = "".join(c if c.isprintable() else " " for c in text)
        line = self._set(text, at)
        if line.natural_width <= width:
            return line
        # Measured in the wider of the two faces, so that it fits whichever letters were meant.
        metrics = QFontMetricsF(self._theme.font(STRONG if at else CONTROL))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._set(shown, tuple(place for place in at if place < len(shown) - 1))

    def _set(self, text: str, at: Sequence[int]) -> Paragraph:
        if not self._look:
            self._look = TextLook(self._theme.font(CONTROL), self._theme.line(CONTROL), wraps=False)
            self._meant.setFont(self._theme.font(STRONG))
            self._meant.setForeground(self._theme.palette.link)
        line = Paragraph(text, self._look, [Span(start, end, self._meant) for start, end in _runs(at)])
        line.layout(float("inf"))
        return line


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Places side by side as one: (start, end)."""
    runs = []
    for _, inside in groupby(enumerate(places), key=lambda one: one[1] - one[0]):
        run = [place for _, place in inside]
        runs.append((run[0], run[-1] + 1))
    return runs

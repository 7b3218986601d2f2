"""All commands and their keys on one sheet, searched by typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QFrame, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_chat.domain.settings import SendKey
from desktop_chat.domain.spelled import Form
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.commands import Command, CommandTable, native
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.receipt import keys as receipt
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_words, mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import CONTROL, ROW_TIME
from desktop_chat.ui.widgets import Field, Rule
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_MOST_KEYS = 3  # more are told by the first and the last
_MORE = "…"
_AnyIndex = QModelIndex | QPersistentModelIndex


class _Role(IntEnum):
    KEYS = Qt.ItemDataRole.UserRole
    IS_HEAD = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Row:
    """What can be done, under which head, and the keys for it as this system writes them."""

    head: str
    title: str
    keys: tuple[str, ...]
    source: str = ""
    """The title in English, which people who know the program from elsewhere may search for."""

    def answers(self, words: Iterable[str]) -> bool:
        said = " ".join((self.title, self.source, *self.keys)).casefold()
        return all(word in said for word in words)


def rows_of(commands: Iterable[Command], send_key: SendKey = SendKey.ENTER) -> tuple[Row, ...]:
    """Every command, then what keys do in one place only. Commands of one title are one row."""
    rows: dict[str, Row] = {}
    for command in commands:
        known = rows.get(command.title)
        head = tr(command.group) if command.group else tr("Conversation")
        keys = (known.keys if known else ()) + command.keys()
        rows[command.title] = Row(head, tr(command.title), keys, command.title)
    return (*rows.values(), *_of_places(send_key))


def _of_places(send_key: SendKey) -> Iterator[Row]:
    """Keys that belong to a place and are no commands of the window."""
    ctrl_sends = send_key is SendKey.CTRL_ENTER
    places = {
        tr("While you write"): (
            (tr("Send"), "Ctrl+Return" if ctrl_sends else "Return"),
            (tr("New line"), "Return" if ctrl_sends else "Shift+Return"),
            (tr("Add as mine, without asking"), "Alt+Return" if ctrl_sends else "Ctrl+Return"),
            (tr("Add as the model's, without asking"), "Ctrl+Shift+Return"),
            (tr("Edit the last question, in an empty field"), "Up"),
            (tr("Earlier and later questions"), "Ctrl+Up", "Ctrl+Down"),
        ),
        tr("On a message"): (
            (tr("Read on"), "Up", "Down"),
            (tr("First and last message"), "Home", "End"),
            (tr("Open as plain text"), "Return", "F2"),
            (tr("Fold and unfold"), "Space"),
            (tr("Copy"), "Ctrl+C"),
            (tr("All that can be done with it"), "Menu", "Shift+F10"),
        ),
        tr("On a conversation in the list"): _on_a_conversation(),
        tr("While you find or search"): (
            (tr("Next hit, previous hit"), "Return", "Shift+Return"),
            (tr("From the search field to what was found"), "Down"),
            (tr("Open what was found"), "Return"),
            (tr("All operators of the search"), "?"),
            (tr("Back to what was before"), "Esc"),
        ),
        tr("In a receipt"): _in_a_receipt(),
    }
    for head, rows in places.items():
        yield from (Row(head, title, tuple(native(key) for key in keys)) for title, *keys in rows)


def _on_a_conversation() -> tuple[tuple[str, ...], ...]:
    return (
        (tr("Open"), "Return"),
        (tr("Rename"), "F2"),
        (tr("Move to the trash"), "Del"),
        (tr("Select the next, select the one before"), "Shift+Down", "Shift+Up"),
        (tr("Select one more, or one less"), "Ctrl+Space"),
        (tr("Select all"), "Ctrl+A"),
        (tr("Open a folder, close it"), "Right", "Left"),
        (tr("All that can be done with it"), "Menu", "Shift+F10"),
    )


def _in_a_receipt() -> tuple[tuple[str, ...], ...]:
    return (
        (tr("Next page, previous page"), receipt.NEXT_PAGE, receipt.PREVIOUS_PAGE),
        (tr("From the summary to the comparison"), *receipt.PAGES),
        (tr("Copy as curl"), receipt.COPY[Form.CURL]),
        (tr("Copy as Python"), receipt.COPY[Form.PYTHON]),
        (tr("Copy as JSON"), receipt.COPY[Form.JSON]),
        (tr("Replay as a branch"), receipt.REPLAY),
        (tr("Next difference, previous difference"), receipt.NEXT_DIFFERENCE, receipt.PREVIOUS_DIFFERENCE),
        (tr("Fold and unfold"), "Space"),
    )


class KeyboardMap(QDialog):
    """What it does at the left, the keys at the right; the field above filters both. Esc closes."""

    def __init__(
        self, commands: CommandTable, theme: Theme, parent: QWidget, send_key: SendKey = SendKey.ENTER
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard"))
        self._theme = theme
        self._rows = rows_of(commands.commands, send_key)
        self._field = _Field(theme, tr("What you want to do, or a key"), Icon.SEARCH)
        self._field.setAccessibleName(tr("Search the keyboard map"))
        self._model = QStandardItemModel(self)
        self._list = RowsView(theme)
        self._list.setAccessibleName(tr("Keyboard"))
        self._delegate = _Delegate(theme, self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.show_rows(self._model, self._heights)
        self._arrange()
        self._field.textChanged.connect(self._show)
        self._field.down_pressed.connect(self._enter_list)
        self._show("")

    def _arrange(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        top = QVBoxLayout()
        top.setContentsMargins(m.space16, m.space16, m.space16, m.space12)
        top.addWidget(self._field)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, m.space8)
        inside.setSpacing(0)
        inside.addLayout(top)
        inside.addWidget(Rule(self._theme))
        inside.addWidget(self._list, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)
        self.resize(m.palette_width, m.settings_height)

    def _heights(self) -> list[int]:
        m = self._theme.metrics
        heads = (self._model.index(row, 0).data(_Role.IS_HEAD) for row in range(self._model.rowCount()))
        return [m.section_head + m.space8 if head else m.row for head in heads]

    @Slot(str)
    def _show(self, wanted: str) -> None:
        words = wanted.casefold().split()
        self._model.clear()
        head = ""
        for row in self._rows:
            if row.answers(words):
                if row.head != head:
                    head = row.head
                    self._model.appendRow(_head(head))
                self._model.appendRow(_item(row))
        if not self._model.rowCount():
            nothing = QStandardItem(tr("Nothing found for “{query}”.").format(query=named(wanted)))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(nothing)

    @Slot()
    def _enter_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)


class _Field(Field):
    """Down leads into the list."""

    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


def _head(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(True, _Role.IS_HEAD)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(row: Row) -> QStandardItem:
    item = QStandardItem(row.title)
    item.setData(row.keys, _Role.KEYS)
    item.setAccessibleText(", ".join((row.title, *row.keys)))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren)
    return item


class _Delegate(QStyledItemDelegate):
    """A row with its keys as caps at its end."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.palette_width, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, text = self._theme.metrics, index.data(Qt.ItemDataRole.DisplayRole)
        if index.data(_Role.IS_HEAD):
            draw_head(painter, option, text, m.space20, self._theme)
            return
        draw_row_ground(painter, option, self._theme)
        left = self._draw_keys(painter, option, index.data(_Role.KEYS) or ())
        row = QRectF(option.rect)
        room = QRectF(row.left() + m.space20, row.top(), left - row.left() - m.space20 - m.space12, row.height())
        draw_words(painter, option, room, text, self._theme, CONTROL)

    def _draw_keys(self, painter: QPainter, option: QStyleOptionViewItem, keys: tuple[str, ...]) -> float:
        """From the row's end on; returns where they begin."""
        m, p = self._theme.metrics, self._theme.palette
        font, row = self._theme.font(ROW_TIME), QRectF(option.rect)
        right = row.right() - m.space20
        for key in reversed(_shortened(keys)):
            width = line_width(key, font) + 2 * (m.space4 + m.space2)
            cap = QRectF(right - width, row.center().y() - m.key_cap / 2, width, m.key_cap)
            place = mirrored(option, cap)
            if key != _MORE:
                draw_box(painter, place, p.sunken, m.radius_chip)
            draw_line(painter, place, key, font, self._theme.colour("text2"), Qt.AlignmentFlag.AlignHCenter)
            right -= width + m.space4
        return right


def _shortened(keys: tuple[str, ...]) -> tuple[str, ...]:
    return keys if len(keys) <= _MOST_KEYS else (keys[0], _MORE, keys[-1])

"""The list of all prompts: what each is called, how it begins and what it is for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.domain.text import first_line
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_paint import draw_row_ground, draw_trailing, draw_words, two_lines
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import CONTROL, TIME
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named
from desktop_chat.words.prompts import kind_name

_AnyIndex = QModelIndex | QPersistentModelIndex
_PROMPT = Qt.ItemDataRole.UserRole + 1


class PromptRows(RowsView):
    """The row on which the keys are is the one that is shown beside the list."""

    chosen = Signal()
    rename_requested = Signal()
    removal_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows = QStandardItemModel(self)
        self.setItemDelegate(_Delegate(theme, self))
        self.show_rows(self._rows, lambda: [theme.metrics.endpoint_row] * self._rows.rowCount())
        self.selectionModel().currentChanged.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Prompts"))

    def show_prompts(self, prompts: Iterable[Prompt], keep: str) -> None:
        """Other rows; the one of that name is chosen, else the first."""
        selection = self.selectionModel()
        selection.blockSignals(True)
        self._rows.clear()
        wanted = 0
        for place, prompt in enumerate(prompts):
            self._rows.appendRow(_item(prompt))
            if prompt.name == keep:
                wanted = place
        self.setCurrentIndex(self._rows.index(wanted, 0))
        selection.blockSignals(False)
        self._choose()

    def current(self) -> Prompt | None:
        prompt: Prompt | None = self.currentIndex().data(_PROMPT)
        return prompt

    @Slot()
    def _choose(self) -> None:
        selection = self.selectionModel()
        selection.select(self.currentIndex(), selection.SelectionFlag.ClearAndSelect)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.removal_requested.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_requested.emit()
        else:
            super().keyPressEvent(event)


def _item(prompt: Prompt) -> QStandardItem:
    item = QStandardItem(named(prompt.name))
    item.setData(prompt, _PROMPT)
    item.setAccessibleText(", ".join(filter(None, (named(prompt.name), _kind(prompt), first_line(prompt.text)))))
    item.setEditable(False)
    return item


def _kind(prompt: Prompt) -> str:
    """What stands beside the name: nothing for what most of them are."""
    return "" if prompt.kind is PromptKind.MESSAGE else kind_name(prompt.kind)


class _Delegate(QStyledItemDelegate):
    """The name, and below it how the text begins."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        m = self._theme.metrics
        return QSize(m.endpoint_list, m.endpoint_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, theme, prompt = self._theme.metrics, self._theme, index.data(_PROMPT)
        draw_row_ground(painter, option, theme)
        inner = QRectF(option.rect).adjusted(m.row_inset + m.field_padding, 0, -m.row_inset - m.field_padding, 0)
        upper, lower = two_lines(inner, theme)
        width = draw_trailing(painter, option, upper, _kind(prompt), theme, TIME)
        draw_words(painter, option, upper.adjusted(0, 0, -width - m.space8, 0), named(prompt.name), theme, CONTROL)
        draw_words(painter, option, lower, first_line(prompt.text), theme, TIME)

"""The list of all prompts: what each is called, how it begins and what it is for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel

from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.domain.text import first_line
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.two_line_rows import TwoLineDelegate, TwoLines
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


class _Delegate(TwoLineDelegate):
    """The name, and below it how the text begins."""

    def lines_of(self, index: _AnyIndex) -> TwoLines:
        prompt = index.data(_PROMPT)
        return TwoLines(named(prompt.name), first_line(prompt.text), _kind(prompt))

"""The list of models from which several are chosen for one question: Space marks, Enter asks all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.turns import MOST_AT_ONCE
from desktop_chat.services.accounts import Choice
from desktop_chat.ui.composer.model_lists import ModelLists
from desktop_chat.ui.composer.model_picker import ModelPicker
from desktop_chat.ui.composer.model_rows import ModelRow
from desktop_chat.ui.filtered_list import ListRow, RowKind
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr, trn


class SeveralPicker(ModelPicker):
    """`can_ask` tells whether there is a question now; `before` are those that were asked the last time."""

    several_chosen = Signal(object)
    """A tuple of `Choice`s, in the order in which they were marked."""

    def __init__(self, lists: ModelLists, before: Sequence[Choice], theme: Theme, anchor: QWidget) -> None:
        self._marked: list[Choice] = list(before)
        super().__init__(lists, lambda: (None, None), theme, anchor)
        self._filter.installEventFilter(self)

    def wanted_rows(self, typed: str) -> Sequence[ModelRow] | None:
        rows = super().wanted_rows(typed) or ()
        marked = [replace(row, chosen=row.key in self._marked) for row in rows if row.kind is not RowKind.FURTHER]
        return [*marked, ModelRow(RowKind.NOTE, self._note()), ModelRow(RowKind.DEED, self._ask_words())]

    def _note(self) -> str:
        if len(self._marked) >= MOST_AT_ONCE:
            return tr("{n} models are marked, the most at once.").format(n=MOST_AT_ONCE)
        return tr("Space marks a model, up to {most}. Enter asks all that are marked.").format(most=MOST_AT_ONCE)

    def _ask_words(self) -> str:
        if not self._marked:
            return tr("Ask the model under the keys")
        return trn("Ask {n} model", "Ask {n} models", len(self._marked)).format(n=len(self._marked))

    @Slot()
    def _say_current(self) -> None:
        row = self._current()
        marked = tr("marked") if isinstance(row, ModelRow) and row.chosen else ""
        self._filter.setAccessibleDescription(", ".join(filter(None, (row.text if row else "", marked))))

    # -- choosing ----------------------------------------------------------------------------------------------------

    def toggle(self, row: ModelRow) -> None:
        if row.key in self._marked:
            self._marked.remove(row.key)
        elif len(self._marked) < MOST_AT_ONCE:
            self._marked.append(row.key)
        self.fill()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        """A click marks; the last row asks."""
        row = self._rows.rows[index.row()] if index.isValid() else None
        if isinstance(row, ModelRow) and row.kind is RowKind.CHOICE:
            self._list.setCurrentIndex(index)
            self.toggle(row)
        elif row is not None:
            self._ask()

    def _ask(self) -> None:
        row = self._current()
        if not self._marked and isinstance(row, ModelRow) and row.kind is RowKind.CHOICE:
            self._marked.append(row.key)
        if self._marked:
            self.close_popup()
            self.several_chosen.emit(tuple(self._marked))

    def chose(self, row: ListRow) -> None:
        """Rows are marked here, not chosen."""

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self._ask()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No model has a blank in its name."""
        if watched is self._filter and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row = self._current()
            if event.key() == Qt.Key.Key_Space and isinstance(row, ModelRow):
                if row.kind is RowKind.CHOICE:
                    self.toggle(row)
                return True
        return super().eventFilter(watched, event)

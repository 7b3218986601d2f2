"""The list that the model button opens: the models of all endpoints, and what else is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_chat.ui.composer.model_lists import ModelLists
from desktop_chat.ui.composer.model_rows import Choice, ModelRow, rows_of
from desktop_chat.ui.filtered_list import FilteredList, ListRow, RowKind
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr


class ModelPicker(FilteredList):
    """Chooses who answers. `chosen` tells who does now, None when there is nothing left to choose for."""

    model_chosen = Signal(str, str)
    """An endpoint's id and a model."""
    endpoints_requested = Signal()
    several_requested = Signal()
    offers_several = False
    """Whether a question can go to several from here."""

    def __init__(self, lists: ModelLists, chosen: Callable[[], Choice | None], theme: Theme, anchor: QWidget) -> None:
        super().__init__(theme, anchor, tr("Models"), tr("Filter models"))
        self._lists, self._chosen = lists, chosen
        lists.changed.connect(self.fill)

    def start(self) -> None:
        """Open, and ask the endpoints what they have."""
        self._lists.ask()
        super().start()

    def wanted_rows(self, typed: str) -> Sequence[ModelRow] | None:
        chosen = self._chosen()
        if chosen is None:
            return None
        endpoint_id = self._lists.choice_for(chosen[0])
        own = chosen[1] if endpoint_id == chosen[0] else None
        groups = self._lists.groups()
        default = next((group.endpoint.model for group in groups if group.endpoint.id == endpoint_id), None)
        rows = rows_of(groups, typed, (endpoint_id, own or default))
        several = [ModelRow(RowKind.DEED, tr("Ask several models…"))] if self.offers_several else []
        return [*rows[:-1], *several, rows[-1]]

    def chose(self, row: ListRow) -> None:
        if isinstance(row, ModelRow) and row.kind is RowKind.CHOICE:
            self.model_chosen.emit(row.endpoint_id, row.model)
        elif row.kind is RowKind.DEED:
            self.several_requested.emit()
        else:
            self.endpoints_requested.emit()

"""The rows of the model picker: models under their endpoints, filtered by what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.composer.model_lists import ModelGroup
from desktop_chat.ui.filtered_list import RowKind
from desktop_chat.words import money
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named


@dataclass(frozen=True, slots=True)
class ModelRow:
    """`model` and `endpoint_id` are what choosing the row chooses; `typed` ones stand in no list; `aside` is the price
    of a million tokens.
    """

    kind: RowKind
    text: str
    endpoint_id: str = ""
    model: str = ""
    chosen: bool = False
    typed: bool = False
    aside: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.endpoint_id, self.model


Choice = tuple[str | None, str | None]


def rows_of(groups: Sequence[ModelGroup], typed: str, chosen: Choice) -> list[ModelRow]:
    """All rows. A typed name that no list has can be used all the same: lists are not always complete."""
    rows: list[ModelRow] = []
    for group in groups:
        inside = [*_models(group, typed, chosen), *(_free(group, typed) if typed.strip() else _notes(group))]
        if inside:
            rows += [ModelRow(RowKind.HEAD, named(group.endpoint.name)), *inside]
    return [*rows, ModelRow(RowKind.FURTHER, tr("Endpoints…"))]


def _models(group: ModelGroup, typed: str, chosen: Choice) -> Iterator[ModelRow]:
    wanted = typed.strip().casefold()
    for model in group.models:
        if wanted in model.casefold():
            is_chosen = chosen == (group.endpoint.id, model)
            price = money.per_million(group.price(model))
            yield ModelRow(RowKind.CHOICE, named(model), group.endpoint.id, model, is_chosen, aside=price)


def _free(group: ModelGroup, typed: str) -> Iterator[ModelRow]:
    name = typed.strip()
    if name not in group.models:
        words = tr("Use “{model}”").format(model=named(name))
        yield ModelRow(RowKind.CHOICE, words, group.endpoint.id, name, typed=True)


def _notes(group: ModelGroup) -> Iterator[ModelRow]:
    if group.problem is not None:
        yield ModelRow(RowKind.NOTE, explain(group.problem, Kept.NOTHING).headline)
    elif group.asked and len(group.models) <= 1:
        yield ModelRow(RowKind.NOTE, tr("Asking for the models…"))

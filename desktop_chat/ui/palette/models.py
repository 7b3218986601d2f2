"""The models of all endpoints, to choose who answers in this conversation from now on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from desktop_chat.domain.fuzzy import matches
from desktop_chat.domain.messages import Conversation
from desktop_chat.ui.composer.model_lists import ModelGroup
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.palette.entries import Entry, EntryKind, head, note
from desktop_chat.ui.palette.source import Source
from desktop_chat.words import money
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named
from desktop_chat.words.times import count

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class Models(Source):
    """Found by their names. What no list has can be used all the same, where it is typed in full."""

    icon = Icon.LOCAL_MODEL

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._lists = window.pane.composer.choices.lists
        self._typed = ""
        self._lists.ask()

    def ask(self, typed: str) -> None:
        self._typed = typed.strip()

    def entries(self) -> list[Entry]:
        conversation = self._window.services.library.find(self._window.pane.shown or "")
        if conversation is None or conversation.trashed_at is not None:
            return [note(tr("This conversation is in the trash."))]
        rows: list[Entry] = []
        for group in self._lists.groups():
            inside = [*self._found(group, conversation), *self._unlisted(group), *self._trouble(group)]
            if inside:
                rows += [head(named(group.endpoint.name)), *inside]
        endpoints = Entry(tr("Endpoints…"), self._window.view.endpoints, Icon.ENDPOINT, key=">endpoints")
        return [*rows, endpoints]

    def _found(self, group: ModelGroup, conversation: Conversation) -> Iterator[Entry]:
        id_ = group.endpoint.id
        is_here = self._lists.choice_for(conversation.endpoint_id) == id_
        own = conversation.model if conversation.endpoint_id == id_ else None
        chosen = (own or group.endpoint.model) if is_here else None
        for found in matches(self._typed, group.models):
            model = group.models[found.place]
            icon = Icon.DONE if model == chosen else None
            price = money.per_million(group.price(model))
            yield Entry(named(model), self._choosing(id_, model), icon, found.at, "", price, key=f"{id_} {model}")

    def _unlisted(self, group: ModelGroup) -> Iterator[Entry]:
        if self._typed and not matches(self._typed, group.models):
            words = tr("Use “{model}”").format(model=named(self._typed))
            yield Entry(words, self._choosing(group.endpoint.id, self._typed), Icon.ADD, key=f">{group.endpoint.id}")

    def _trouble(self, group: ModelGroup) -> Iterator[Entry]:
        if self._typed:
            return
        if group.problem is not None:
            yield note(explain(group.problem, Kept.NOTHING).headline)
        elif group.asked and len(group.models) <= 1:
            yield note(tr("Asking for the models…"))

    def _choosing(self, endpoint_id: str, model: str) -> partial[None]:
        return partial(self._window.services.library.choose, self._window.pane.shown or "", endpoint_id, model)

    def counted(self) -> str:
        n = sum(entry.kind is EntryKind.CHOICE and not entry.key.startswith(">") for entry in self.entries())
        return trn("{n} model", "{n} models", n).format(n=count(n))

    def verb(self) -> str:
        return tr("choose")

"""The whole window with a conversation of some turns, and its context pane."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from desktop_chat.app import Run
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.messages import Conversation, Message, Role, new_id, now
from desktop_chat.domain.policy import Policy
from desktop_chat.storage.store import open_store
from desktop_chat.ui.context.pane import ContextPane
from desktop_chat.ui.context.row_list import RowList
from tests.support.program import running, store_endpoint, wait_until
from tests.support.wire_server import WireServer

ROLES = (Role.USER, Role.ASSISTANT)


class Desk:
    """The window, and what a person sees of the next request."""

    def __init__(self, run: Run, server: WireServer, messages: list[Message]) -> None:
        self.run, self.server, self.messages = run, server, messages

    @property
    def shown(self) -> str:
        assert self.run.window.pane.shown
        return self.run.window.pane.shown

    @property
    def pane(self) -> ContextPane:
        found = self.run.window.findChild(ContextPane)
        assert isinstance(found, ContextPane)
        return found

    @property
    def rows(self) -> RowList:
        return self.pane.messages.rows

    @property
    def plan(self) -> ContextPlan:
        plan = self.run.window.pane.composer.preview.outlook.plan
        assert plan is not None
        return plan

    @property
    def policy(self) -> Policy:
        return self.run.services.library.get(self.shown).policy

    def obey(self, policy: Policy) -> None:
        self.run.services.library.set_policy(self.shown, policy)

    def listed(self) -> list[tuple[str, str]]:
        """Name and reason of each row."""
        model = self.rows.model()
        found = [self.rows.rows.shown(number) for number in range(model.rowCount())]
        return [(row.name, row.reason) for row in found]

    def write(self, text: str) -> None:
        self.run.window.pane.composer.focus_editor()
        editor = self.run.window.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, text)
        wait_until(lambda: self.plan.draft is not None and self.plan.draft.text.endswith(text), "the plan of the draft")


def talk(turns: int) -> tuple[Conversation, list[Message]]:
    at = now()
    conversation = Conversation(new_id(), at, at, "A talk")
    messages: list[Message] = []
    for number in range(2 * turns):
        parent = messages[-1].id if messages else None
        words = f"{'question' if number % 2 == 0 else 'answer'} {number // 2 + 1}"
        messages.append(Message(new_id(), conversation.id, parent, ROLES[number % 2], words, at))
    return replace(conversation, head=messages[-1].id), messages


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as made:
        yield made


@pytest.fixture
def desk(qapp: object, server: WireServer, tmp_path: Path) -> Iterator[Desk]:
    """Three turns, the window wide enough for the pane, and the pane shown."""
    conversation, messages = talk(3)
    store_endpoint(tmp_path, server.base_url)
    with open_store(tmp_path) as store:
        store.conversations.create(conversation, messages).result()
    with running(tmp_path) as run:
        wait_until(run.window.isActiveWindow, "the window")
        run.window.resize(1300, 900)
        run.window.open(conversation.id)
        run.window.context.toggle()
        yield Desk(run, server, messages)

"""A conversation with real receipts: two questions, an edit of the second, and a second reply to that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.messages import Message
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.ui.look import Theme
from desktop_chat.ui.receipt.window import ReceiptWindow
from tests.services.world import World, a_world, answer_with, wait_until
from tests.ui.showing import gone, show

SCHEMA = "Schema:\n\nCREATE TABLE one(\n  id TEXT\n);\nWhat is missing?"
EDITED = "Schema:\n\nCREATE TABLE one(\n  id TEXT NOT NULL\n);\nWhat is missing?"


class Talk:
    """`first` answers "Alpha"; `old` the schema, `reply` the edited schema, `again` that once more."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.add_endpoint("DeepSeek", base_url="https://api.deepseek.com/v1", model="deepseek-chat")
        world.answer = answer_with("Use the backup API.\n\tThen check it.")
        self.id = world.library.new().id
        world.library.set_policy(self.id, Policy(system_prompt="Be brief."))
        self.first = world.ask(self.id, "Alpha")
        self.old = world.ask(self.id, SCHEMA)
        world.library.set_options(self.id, Options(max_tokens=2048))
        self.reply = self._then(lambda: world.chat.edit(self.question_of(self.old), EDITED))
        self.again = self._then(lambda: world.chat.retry(self.reply))

    def question_of(self, reply: Message) -> Message:
        return self.world.chat.tree(self.id)[reply.parent_id or ""]

    def _then(self, verb: Callable[[], None]) -> Message:
        before = len(self.world.requests)
        verb()
        wait_until(lambda: len(self.world.requests) > before)
        return self.world.wait_for_reply(self.id)


@pytest.fixture
def talk(tmp_path: Path, qapp: object) -> Iterator[Talk]:
    with a_world(tmp_path) as world:
        yield Talk(world)


@pytest.fixture
def open_window(talk: Talk, theme: Theme, qtbot: QtBot) -> Iterator[Callable[..., ReceiptWindow]]:
    """Opens the window of a reply; of `talk.again` if none is named."""
    behind = QWidget()
    qtbot.addWidget(behind)

    def made(reply: Message | None = None, title: str = "", receipt: Receipt | None = None) -> ReceiptWindow:
        one = reply or talk.again
        stored = receipt or talk.world.chat.receipt(one.id)
        window = ReceiptWindow(stored, one, talk.world.chat, theme, behind, title)
        show(window, qtbot)
        return window

    yield made
    gone(behind)

"""Chinese written with fcitx and pinyin into the real window, on a screen that nobody sees."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_chat.domain.messages import Conversation
from desktop_chat.storage.store import Store, open_store
from tests.support.chinese_keyboard import ChineseDesktop, chinese_desktop, missing
from tests.support.program import store_endpoint
from tests.support.virtual_screen import wait_for
from tests.support.wire_server import WireServer

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is Linux's affair"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
]


@dataclass(frozen=True, slots=True)
class Desk:
    """The program's window, and what lies on disk of what is written in it."""

    desktop: ChineseDesktop
    store: Store
    server: WireServer

    def press(self, *keys: str) -> None:
        self.desktop.screen.press(*keys)

    def type(self, letters: str) -> None:
        self.desktop.screen.type(letters)

    def draft(self) -> str:
        return "".join(one.draft for one in self._conversations())

    def asked(self) -> list[str]:
        """What the server was asked."""
        sent = [one.json for one in self.server.requests if one.path.endswith("/chat/completions")]
        return [body["messages"][-1]["content"] for body in sent]

    def wait_for_draft(self, text: str) -> None:
        wait_for(f"“{text}” in the composer", lambda: self.draft() == text)

    def write_hello(self) -> None:
        """Again until it is Chinese: while the input method is being made ready, letters are letters."""

        def holds() -> bool:
            self.type("nihao")
            self.press("space")
            wait_for("what was typed", lambda: self.draft().endswith(("你好", " ")))
            if self.draft() == "你好":
                return True
            self.press("ctrl+a", "BackSpace")
            self.wait_for_draft("")
            return False

        wait_for("“你好” in the composer", holds)

    def _conversations(self) -> Iterator[Conversation]:
        for one in self.store.conversations.summaries():
            yield self.store.conversations.get(one.id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    data = tmp_path / "data"
    with WireServer() as server:
        store_endpoint(data, server.base_url)
        with chinese_desktop(tmp_path / "home") as desktop, open_store(data) as store:
            yield Desk(desktop, store, server)


@pytest.mark.parametrize(
    "asks_for", [{"XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "fcitx"}], ids=lambda one: next(iter(one))
)
def test_pinyin_becomes_chinese_and_enter_while_it_is_written_does_not_send(
    desk: Desk, asks_for: dict[str, str]
) -> None:
    with desk.desktop.program(desk.store.directory, **asks_for):
        desk.write_hello()
        desk.type("shijie")
        desk.press("Return")  # the letters themselves, as everywhere
        desk.wait_for_draft("你好shijie")
        desk.type("nihao")
        desk.press("Escape")
        desk.type("nihao")
        desk.press("space")
        desk.wait_for_draft("你好shijie你好")
        assert desk.asked() == []

        desk.press("Return")
        wait_for("the question", lambda: desk.asked() == ["你好shijie你好"])

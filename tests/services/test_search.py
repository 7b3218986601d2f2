"""Only the newest query is answered, and the words are marked where they stand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import NotFound, StoreBusy
from desktop_chat.domain.messages import Conversation, Message, Role
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.services.search import Found, Search, in_titles, marks
from desktop_chat.storage.search import Hit
from tests.support.patience import PATIENCE_S

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


class Shelf:
    """A store whose looking can be held up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def look(self, query: str) -> list[Hit]:
        self.asked.append(query)
        assert self.gate.wait(PATIENCE_S)
        if query == "busy":
            raise StoreBusy("chats.db")
        return [Hit("c1", None, query, None, query), Hit("c1", "m1", "title", Role.USER, f"…{query}…"),
                Hit("c1", "gone", "title", Role.USER, query)]  # fmt: skip

    def message(self, message_id: str) -> Message:
        if message_id == "gone":
            raise NotFound("message", message_id)
        return Message(message_id, "c1", None, Role.ASSISTANT, "text", NOW, model="m")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background(Relay())
    yield made
    made.close()


@pytest.fixture
def search(shelf: Shelf, background: Background) -> Search:
    return Search(shelf.look, shelf.message, background)


def answers(search: Search) -> list[Found]:
    found: list[Found] = []
    search.found.connect(found.append)
    return found


def test_messages_are_found_and_those_that_went_meanwhile_are_not(search: Search, qtbot: QtBot) -> None:
    found = answers(search)
    search.find("kite")
    qtbot.waitUntil(lambda: len(found) == 1)
    (result,) = found[0].results
    assert (result.message_id, result.model, result.snippet, result.at) == ("m1", "m", "…kite…", NOW)


def test_of_many_queries_only_the_newest_is_answered(search: Search, shelf: Shelf, qtbot: QtBot) -> None:
    found = answers(search)
    shelf.gate.clear()
    for query in ("k", "ki", "kit", "kite"):
        search.find(query)
    qtbot.waitUntil(lambda: shelf.asked == ["k"])
    shelf.gate.set()
    qtbot.waitUntil(lambda: bool(found))
    assert shelf.asked == ["k", "kite"]
    assert [one.query for one in found] == ["kite"]


def test_a_search_that_ended_is_not_answered(search: Search, shelf: Shelf, qtbot: QtBot) -> None:
    found = answers(search)
    shelf.gate.clear()
    search.find("kite")
    qtbot.waitUntil(lambda: shelf.asked == ["kite"])
    search.find("")
    shelf.gate.set()
    search.find("other")
    qtbot.waitUntil(lambda: bool(found))
    assert [one.query for one in found] == ["other"]


def test_trouble_is_an_answer_too(search: Search, qtbot: QtBot) -> None:
    found = answers(search)
    search.find("busy")
    qtbot.waitUntil(lambda: bool(found))
    assert isinstance(found[0].error, StoreBusy)


def test_titles_hold_every_word_in_any_case() -> None:
    titles = [Conversation(str(n), NOW, NOW, title=title) for n, title in enumerate(("Kyoto Trip", "trip", "Ärger"))]
    assert [item.title for item in in_titles("trip KYOTO", titles)] == ["Kyoto Trip"]
    assert [item.title for item in in_titles("ärger", titles)] == ["Ärger"]
    assert in_titles("  ", titles) == ()


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("ab", "xABx ab", ["AB", "ab"]),
        ("备份", "没有备份不算备份", ["备份", "备份"]),
        ("ab bc", "abc", ["abc"]),
        ('"a b"', "a b a", ["a b"]),
        ("ß", "Straße", []),
        ("e", "ßße", ["e"]),
        ("", "text", []),
    ],
)
def test_words_are_marked_where_they_stand(query: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(query, text)] == marked


@given(st.text(), st.text())
def test_marks_never_overlap_and_lie_inside(query: str, text: str) -> None:
    before = -1
    for start, end in marks(query, text):
        assert before < start < end <= len(text)
        before = end

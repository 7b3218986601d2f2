"""Only the newest query is answered, and the words are marked where they stand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import StoreBusy
from desktop_chat.domain.hits import Cursor, Hit, Hits, Order, Question
from desktop_chat.domain.messages import Role
from desktop_chat.domain.query import Query
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.services.search import Found, Search, marks
from desktop_chat.storage.stopping import Stop
from tests.support.patience import PATIENCE_S

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


class Shelf:
    """A store whose looking can be held up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.stopped: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def find(self, question: Question, stop: Stop) -> Hits | None:
        query = question.query.text
        self.asked.append(query)
        assert self.gate.wait(PATIENCE_S)
        if query == "busy":
            raise StoreBusy("chats.db")
        if stop.is_set:
            self.stopped.append(query)
            return None
        number = question.after.row if question.after else 0
        hit = Hit("c1", f"m{number}", "title", Role.USER, query, ((0, 1),), NOW)
        return Hits((hit,), Cursor(0, number + 1) if number < 2 else None, is_complete=query != "half")

    def find_titles(self, query: Query) -> tuple[Hit, ...]:
        return (Hit("c1", None, query.text, None, query.text, (), NOW),)


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
    return Search(shelf, background)


def answers(search: Search) -> list[Found]:
    found: list[Found] = []
    search.found.connect(found.append)
    return found


def test_messages_and_titles_are_found(search: Search, qtbot: QtBot) -> None:
    found = answers(search)
    search.find("kite")
    qtbot.waitUntil(lambda: len(found) == 1)
    assert [hit.message_id for hit in found[0].results] == ["m0"]
    assert [hit.title for hit in found[0].titles] == ["kite"]
    assert (found[0].is_complete, found[0].has_more, found[0].order) == (True, True, Order.NEWEST)


def test_an_index_that_is_still_being_made_is_told(search: Search, qtbot: QtBot) -> None:
    found = answers(search)
    search.find("half", Order.RANKED)
    qtbot.waitUntil(lambda: len(found) == 1)
    assert (found[0].is_complete, found[0].order) == (False, Order.RANKED)


def test_more_results_follow_those_before_until_there_are_none(search: Search, shelf: Shelf, qtbot: QtBot) -> None:
    found = answers(search)

    def is_count(number: int) -> bool:
        return len(found) == number

    search.more()
    search.find("kite")
    search.more()  # not before the first are there
    qtbot.waitUntil(lambda: len(found) == 1)
    for number in (2, 3):
        search.more()
        search.more()
        qtbot.waitUntil(partial(is_count, number))
    search.more()
    assert shelf.asked == ["kite"] * 3
    assert [hit.message_id for hit in found[-1].results] == ["m0", "m1", "m2"]
    assert not found[-1].has_more


def test_of_many_queries_only_the_newest_is_answered(search: Search, shelf: Shelf, qtbot: QtBot) -> None:
    found = answers(search)
    shelf.gate.clear()
    for query in ("k", "ki", "kit", "kite"):
        search.find(query)
    qtbot.waitUntil(lambda: shelf.asked == ["k"])
    shelf.gate.set()
    qtbot.waitUntil(lambda: bool(found))
    assert (shelf.asked, shelf.stopped) == (["k", "kite"], ["k"])
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


def test_words_are_marked_as_they_are_found() -> None:
    assert marks("kite role:user", "A kite, two Kites") == ((2, 6), (12, 16))

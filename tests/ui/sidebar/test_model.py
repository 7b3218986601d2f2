"""The rows follow the library, change by change."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_chat.domain.messages import Conversation, new_id
from desktop_chat.ui.sidebar.blocks import RowKind
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.ui.sidebar.row_words import Role, RowState
from desktop_chat.words import times
from tests.services.world import World
from tests.support.work import calls_of

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(world: World, clock: Clock) -> Iterator[ConversationsModel]:
    """Watched by Qt's own tester: what it finds wrong is a warning, and a warning fails the test."""
    made = ConversationsModel(world, Part.LIST, clock)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
    made.deleteLater()


def conversation(title: str, ago: timedelta = timedelta(), **fields: object) -> Conversation:
    return Conversation(new_id(), NOW - ago, NOW - ago, title=title, **fields)  # type: ignore[arg-type]


def rows(model: ConversationsModel) -> list[str]:
    """What a reader sees; heads in brackets."""
    found = []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        head = index.data(Role.KIND) is RowKind.HEAD
        text = index.data(Qt.ItemDataRole.DisplayRole)
        found.append(f"[{text}]" if head else text)
    return found


def rows_from_scratch(world: World) -> list[str]:
    found: list[str] = []
    ordered = sorted(world.library.conversations(), key=lambda c: (not c.pinned, -c.updated_at.timestamp(), c.id))
    for item in ordered:
        head = "[Pinned]" if item.pinned else f"[{times.section(item.updated_at, NOW)}]"
        if head not in found:
            found.append(head)
        found.append(item.title)
    return found


def test_rows_stand_under_heads_pinned_ones_first(world: World, model: ConversationsModel) -> None:
    for item in (
        conversation("old", timedelta(days=40)),
        conversation("today"),
        conversation("kept", timedelta(days=400), pinned=True),
        conversation("yesterday", timedelta(days=1)),
        conversation("last week", timedelta(days=5)),
    ):
        world.library.adopt(item)
    assert rows(model) == [
        "[Pinned]", "kept", "[Today]", "today", "[Yesterday]", "yesterday",
        "[Previous 7 days]", "last week", "[January]", "old",
    ]  # fmt: skip


def test_heads_can_be_neither_chosen_nor_edited(world: World, model: ConversationsModel) -> None:
    world.library.adopt(conversation("one"))
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_new_message_moves_its_conversation_up_without_a_reset(world: World, model: ConversationsModel) -> None:
    first, second = conversation("first", timedelta(days=1)), conversation("second", timedelta(hours=1))
    world.library.adopt(first)
    world.library.adopt(second)
    watched = QPersistentModelIndex(model.index_of(first.id))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    world.library.adopt(replace(first, updated_at=NOW))
    assert rows(model) == ["[Today]", "first", "second"]
    assert watched.row() == 1
    assert not resets


def test_the_last_row_of_a_section_takes_its_head_along(world: World, model: ConversationsModel) -> None:
    only = conversation("only", timedelta(days=1))
    world.library.adopt(only)
    world.library.adopt(conversation("other"))
    world.filing.trash([only.id])
    assert rows(model) == ["[Today]", "other"]


def test_any_sequence_of_changes_ends_where_a_fresh_list_would(world: World, model: ConversationsModel) -> None:
    chance = random.Random(20260304)
    for step in range(400):
        known = world.library.conversations()
        choice = chance.random()
        ago = timedelta(hours=chance.randrange(24 * 120))
        if choice < 0.4 or not known:
            world.library.adopt(conversation(f"c{step}", ago, pinned=chance.random() < 0.1))
        elif choice < 0.8:
            item = chance.choice(known)
            pinned = item.pinned ^ (chance.random() < 0.2)
            world.library.adopt(replace(item, updated_at=NOW - ago, pinned=pinned))
        elif choice < 0.9:
            world.filing.trash([chance.choice(known).id])
        else:
            world.undoing.undo()
        assert rows(model) == rows_from_scratch(world)


@pytest.mark.parametrize(
    ("prepare", "state", "words"),
    [
        (lambda world, item: world.library.marks.began(item.id), RowState.WRITING, "writing"),
        (lambda world, item: world.library.marks.ended(item.id, well=False), RowState.FAILED, "last reply failed"),
        (lambda world, item: world.library.adopt(replace(item, unread=True)), RowState.UNREAD, "unread"),
        (lambda world, item: world.library.adopt(replace(item, pinned=True)), RowState.PINNED, "pinned"),
        (lambda world, item: None, RowState.QUIET, None),
    ],
)
def test_a_row_says_its_state_in_words(
    world: World, model: ConversationsModel, prepare: Callable[..., None], state: RowState, words: str | None
) -> None:
    item = conversation("one")
    world.library.adopt(item)
    prepare(world, item)
    index = model.index_of(item.id)
    assert index.data(Role.STATE) is state
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "one"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == words


def test_writing_comes_before_all_other_states(world: World, model: ConversationsModel) -> None:
    item = conversation("one", unread=True, pinned=True)
    world.library.adopt(item)
    world.library.marks.began(item.id)
    assert model.index_of(item.id).data(Role.STATE) is RowState.WRITING
    assert model.writing_rows() == {1}
    world.filing.trash([item.id])
    assert model.writing_rows() == set()


def test_a_draft_that_grows_repaints_nothing(world: World, model: ConversationsModel) -> None:
    item = conversation("one")
    world.library.adopt(item)
    repainted: list[QModelIndex] = []
    model.dataChanged.connect(lambda top, _: repainted.append(top))
    world.library.adopt(replace(item, draft="so far"))
    assert not repainted
    world.library.adopt(replace(item, draft="so far", title="two"))
    assert len(repainted) == 1


def test_yesterday_has_times_and_the_days_before_have_names(world: World, model: ConversationsModel) -> None:
    for title, ago in (("today", 1), ("yesterday", 25), ("before", 24 * 4)):
        world.library.adopt(conversation(title, timedelta(hours=ago)))
    times_shown = [model.index(row, 0).data(Role.TIME) for row in range(model.rowCount())]
    assert [time for time in times_shown if time] == ["14:00", "14:00", "Sat"]


def test_after_midnight_everything_stands_under_another_head(
    world: World, model: ConversationsModel, clock: Clock
) -> None:
    world.library.adopt(conversation("one"))
    clock.now = NOW + timedelta(hours=10)
    model._days.look()
    assert rows(model) == ["[Yesterday]", "one"]


def test_renaming_goes_through_the_library(world: World, model: ConversationsModel) -> None:
    item = conversation("one")
    world.store.conversations.create(item).result()
    world.reread()
    assert model.setData(model.index_of(item.id), "two")
    assert world.library.get(item.id).title == "two"
    assert rows(model) == ["[Today]", "two"]


def test_a_change_among_ten_thousand_conversations_is_little_more_work_than_among_a_hundred(
    world: World, clock: Clock
) -> None:
    few, many = (work_of_a_change(world, clock, count) for count in (100, 10_000))
    assert many < 4 * few


def work_of_a_change(world: World, clock: Clock, count: int) -> int:
    """What it takes to move the last of so many conversations to the top."""
    items = [conversation(f"c{number}", timedelta(hours=number)) for number in range(count)]
    world.library._known = {item.id: item for item in items}
    model = ConversationsModel(world, Part.LIST, clock)
    work = calls_of(lambda: world.library.adopt(replace(items[-1], updated_at=NOW + timedelta(hours=1))))
    assert model.index_of(items[-1].id).row() == 1
    model.deleteLater()
    return work

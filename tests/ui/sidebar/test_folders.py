"""Folders as rows: where conversations stand, what opens and closes, what a closed one tells."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_chat.domain.folders import name_of, parent_of
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.settings import OPEN_FOLDERS
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.ui.sidebar.row_words import Role, RowState
from desktop_chat.words import times
from tests.services.world import World
from tests.ui.sidebar.test_model import NOW, Clock, conversation, rows

OPEN = ("Work", "Work/Letters", "Else")


@pytest.fixture
def model(world: World) -> Iterator[ConversationsModel]:
    made = ConversationsModel(world, Part.LIST, Clock())
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
    made.deleteLater()


def put(world: World, title: str, folder: str | None = None, **fields: object) -> Conversation:
    made = conversation(title, timedelta(), folder=folder, **fields)
    world.library.adopt(made)
    return made


def test_what_lies_in_a_folder_stands_in_it_and_not_under_its_day(world: World, model: ConversationsModel) -> None:
    put(world, "free")
    put(world, "offer", "Work")
    put(world, "Anna", "Work/Letters")
    assert rows(model) == ["[Folders]", "Work", "[Today]", "free"]
    model.set_open("Work", True)
    assert rows(model) == ["[Folders]", "Work", "Letters", "offer", "[Today]", "free"]
    model.set_open("Work/Letters", True)
    assert rows(model) == ["[Folders]", "Work", "Letters", "Anna", "offer", "[Today]", "free"]
    depths = [model.index(row, 0).data(Role.DEPTH) for row in range(5)]
    assert depths == [0, 0, 1, 2, 1]
    model.set_open("Work", False)
    assert rows(model) == ["[Folders]", "Work", "[Today]", "free"]


def test_a_pinned_conversation_stands_among_the_pinned_ones_alone(world: World, model: ConversationsModel) -> None:
    pinned = put(world, "kept", "Work", pinned=True)
    model.set_open("Work", True)
    assert rows(model) == ["[Pinned]", "kept", "[Folders]", "Work"]
    assert model.index_of(pinned.id).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "pinned, in “Work”"
    world.library.adopt(replace(pinned, pinned=False))
    assert rows(model) == ["[Folders]", "Work", "kept"]


def test_what_is_archived_has_a_list_of_its_own(world: World, model: ConversationsModel) -> None:
    put(world, "here")
    put(world, "there", archived=True)
    archive = ConversationsModel(world, Part.ARCHIVE, Clock())
    assert (rows(model), rows(archive)) == (["[Today]", "here"], ["[Today]", "there"])
    world.filing.archive([archive.seen()[0]], archived=False)
    assert (sorted(rows(model)), rows(archive)) == (["[Today]", "here", "there"], [])
    archive.deleteLater()


def test_the_trash_tells_how_long_each_is_kept(world: World) -> None:
    gone = put(world, "gone", head="m")
    world.filing.trash([gone.id])
    trash = ConversationsModel(world, Part.TRASH)
    index = trash.index_of(gone.id)
    assert (index.data(), index.data(Role.TIME)) == ("gone", "30 days left")
    assert not trash.flags(index) & Qt.ItemFlag.ItemIsEditable
    world.filing.restore([gone.id])
    assert rows(trash) == []
    trash.deleteLater()


def test_what_lies_in_the_trash_stays_out_of_the_list_when_it_changes(world: World, model: ConversationsModel) -> None:
    gone = put(world, "gone", head="m")
    world.filing.trash([gone.id])
    world.library.set_head(gone.id, "n")
    assert rows(model) == []


def test_what_is_open_is_open_in_the_next_run_too(world: World, model: ConversationsModel) -> None:
    put(world, "offer", "Work")
    model.set_open("Work", True)
    assert world.preferences.get(OPEN_FOLDERS) == ("Work",)
    later = ConversationsModel(world, Part.LIST, Clock())
    assert rows(later) == ["[Folders]", "Work", "offer"]
    later.deleteLater()


def test_a_closed_folder_tells_the_strongest_mark_of_what_it_holds(world: World, model: ConversationsModel) -> None:
    first, second = put(world, "first", "Work"), put(world, "second", "Work/Letters")

    def state() -> object:
        return model.index_of_folder("Work").data(Role.STATE)

    assert state() is RowState.QUIET
    world.library.adopt(replace(second, unread=True))
    assert state() is RowState.UNREAD
    world.library.marks.ended(first.id, well=False)
    assert state() is RowState.FAILED
    world.library.marks.began(second.id)
    assert state() is RowState.WRITING
    assert model.writing_rows() == {1}
    model.set_open("Work", True)
    assert state() is RowState.QUIET
    assert model.writing_rows() == {2}
    world.library.marks.ended(second.id, well=True)


def test_a_folder_is_read_aloud_with_what_it_holds(world: World, model: ConversationsModel) -> None:
    put(world, "offer", "Work")
    put(world, "Anna", "Work/Letters")
    index = model.index_of_folder("Work")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Work"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "folder, closed, 2 conversations"
    assert index.data(Role.TIME) == "2"
    assert model.flags(index) & Qt.ItemFlag.ItemIsSelectable == Qt.ItemFlag.NoItemFlags


def test_a_conversation_keeps_its_row_on_the_way_into_an_open_folder(world: World, model: ConversationsModel) -> None:
    item = put(world, "one")
    world.filing.add_folder("Work")
    model.set_open("Work", True)
    watched = QPersistentModelIndex(model.index_of(item.id))
    world.filing.move([item.id], "Work")
    assert rows(model) == ["[Folders]", "Work", "one"]
    assert watched.row() == 2


def test_renaming_a_folder_in_place_takes_along_what_it_holds(world: World, model: ConversationsModel) -> None:
    put(world, "offer", "Work")
    model.set_open("Work", True)
    assert model.setData(model.index_of_folder("Work"), "Job")
    model.set_open("Job", True)
    assert rows(model) == ["[Folders]", "Job", "offer"]
    world.undoing.undo()
    assert rows(model) == ["[Folders]", "Work", "offer"]


def test_the_head_over_folders_goes_with_the_last_of_them(world: World, model: ConversationsModel) -> None:
    put(world, "offer", "Work")
    world.filing.remove_folder("Work")
    assert rows(model) == ["[Today]", "offer"]
    world.undoing.undo()
    assert rows(model) == ["[Folders]", "Work"]


def test_very_many_at_once_end_as_one_by_one(world: World, model: ConversationsModel) -> None:
    many = [put(world, f"c{n}", "Work") for n in range(60)]
    model.set_open("Work", True)
    world.filing.remove_folder("Work")
    assert rows(model) == rows_from_scratch(world)
    world.undoing.undo()
    world.filing.trash([one.id for one in many[:55]])
    assert rows(model) == rows_from_scratch(world)


def rows_from_scratch(world: World) -> list[str]:
    """What a reader sees while the folders of `OPEN` are open."""
    listed = sorted(world.library.conversations(), key=lambda one: (-one.updated_at.timestamp(), one.id))
    listed = [one for one in listed if not one.archived]
    pinned = [one.title for one in listed if one.pinned]
    found = ["[Pinned]", *pinned] if pinned else []
    found += ["[Folders]"] if world.folders.all() else []
    for folder in [one for one in world.folders.all() if parent_of(one) is None]:
        found += _inside(world, folder, [one for one in listed if not one.pinned])
    for one in listed:
        if not one.pinned and one.folder is None:
            head = f"[{times.section(one.updated_at, NOW)}]"
            found += [one.title] if head in found else [head, one.title]
    return found


def _inside(world: World, folder: str, listed: list[Conversation]) -> list[str]:
    found = [name_of(folder)]
    if folder in OPEN:
        for nested in [one for one in world.folders.all() if parent_of(one) == folder]:
            found += _inside(world, nested, listed)
        found += [one.title for one in listed if one.folder == folder]
    return found


def test_any_sequence_of_changes_ends_where_a_fresh_list_would(world: World, model: ConversationsModel) -> None:
    chance = random.Random(20260305)
    for path in OPEN:
        model.set_open(path, True)
    places = (None, "Work", "Work/Letters", "Else", "Closed", "Closed/In")
    for step in range(400):
        known = world.library.conversations()
        choice = chance.random()
        ago = timedelta(hours=chance.randrange(24 * 90))
        if choice < 0.3 or not known:
            world.library.adopt(conversation(f"c{step}", ago, folder=chance.choice(places), pinned=step % 9 == 0))
        elif choice < 0.5:
            world.filing.move([one.id for one in chance.sample(known, min(3, len(known)))], chance.choice(places))
        elif choice < 0.6:
            world.library.adopt(replace(chance.choice(known), updated_at=NOW - ago))
        elif choice < 0.7:
            world.filing.pin([chance.choice(known).id], chance.random() < 0.5)
        elif choice < 0.75:
            world.filing.archive([chance.choice(known).id], chance.random() < 0.5)
        elif choice < 0.8:
            world.filing.trash([chance.choice(known).id])
        elif choice < 0.85 and world.folders.all():
            world.filing.remove_folder(chance.choice(world.folders.all()))
        else:
            world.undoing.undo()
        assert rows(model) == rows_from_scratch(world)

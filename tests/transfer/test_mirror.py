"""A folder that follows the conversations: stable names, small differences, and nothing of a person's is lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ExportFailed, NotFound
from desktop_chat.domain.messages import Conversation, Role, Status
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.formats import Profile
from desktop_chat.transfer.mirror import STATE, Mirror, Mirrored
from tests.transfer.chats import WORDING, chat_of, said


class Shelf:
    """As much of a store as a mirror reads."""

    def __init__(self, *chats: Chat) -> None:
        self.chats = {chat.conversation.id: chat for chat in chats}
        self.read = 0
        self.conversations = self
        self.receipts = _NoReceipts()

    def summaries(self) -> Sequence[Conversation]:
        return [chat.conversation for chat in self.chats.values()]

    def get(self, conversation_id: str, /) -> Conversation:
        return self.chats[conversation_id].conversation

    def tree(self, conversation_id: str, /) -> Tree:
        self.read += 1
        return self.chats[conversation_id].tree

    def change(self, name: str, **values: object) -> None:
        """As the library does it: what changes is newer than before."""
        chat = self.chats[name]
        at = chat.conversation.updated_at + timedelta(minutes=1)
        values = {"updated_at": at} | values
        self.chats[name] = replace(chat, conversation=replace(chat.conversation, **values))  # type: ignore[arg-type]


class _NoReceipts:
    def get(self, message_id: str, /) -> Receipt:
        raise NotFound("receipt", message_id)


def talk(name: str, title: str, text: str = "Why?", **more: object) -> Chat:
    chat = chat_of(replace(said(f"{name}-m", None, Role.USER, text, 0), conversation_id=name), title=title)
    return replace(chat, conversation=replace(chat.conversation, id=name, **more))  # type: ignore[arg-type]


def mirrored(folder: Path, shelf: Shelf, profile: Profile = Profile.PLAIN) -> Mirrored:
    return Mirror(folder, profile, WORDING).update(shelf)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != STATE)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(talk("aaaa1111", "Tides"), talk("bbbb2222", "Moon", folder="Sky/Near"))


def test_each_conversation_is_a_file_in_a_folder_like_its_own(tmp_path: Path, shelf: Shelf) -> None:
    assert mirrored(tmp_path, shelf) == Mirrored(written=2)
    assert files(tmp_path) == ["Sky/Near/Moon bbbb2222.md", "Tides aaaa1111.md"]
    text = (tmp_path / "Tides aaaa1111.md").read_text()
    assert "\n# Tides\n" in text
    assert "program:" not in text


def test_what_has_not_changed_is_neither_read_nor_written(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    shelf.read = 0
    assert mirrored(tmp_path, shelf) == Mirrored()
    assert shelf.read == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_change_changes_the_lines_that_it_is_about(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    before = (tmp_path / "Tides aaaa1111.md").read_text().splitlines()
    chat = shelf.chats["aaaa1111"]
    answer = replace(said("n", "aaaa1111-m", Role.ASSISTANT, "Because.", 1), conversation_id="aaaa1111")
    shelf.chats["aaaa1111"] = replace(chat, tree=chat.tree.with_messages([answer]))
    shelf.change("aaaa1111", head="n")
    assert mirrored(tmp_path, shelf) == Mirrored(written=1)
    after = (tmp_path / "Tides aaaa1111.md").read_text().splitlines()
    gone = [line.partition(":")[0] for line in before if line not in after]
    assert set(gone) <= {"updated", "models", "endpoints", "branch"}
    assert after[-7:] == ["Why?", "", "***", "", "## gpt-x · " + after[-3].rpartition(" ")[2], "", "Because."]


def test_a_rename_and_a_move_rename_the_file(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    shelf.change("aaaa1111", title="Ebb")
    shelf.change("bbbb2222", folder="Sky")
    mirrored(tmp_path, shelf)
    assert files(tmp_path) == ["Ebb aaaa1111.md", "Sky/Moon bbbb2222.md"]
    assert not (tmp_path / "Sky/Near").exists()


def test_a_name_that_differs_in_capitals_alone_stays_a_file(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    shelf.change("aaaa1111", title="TIDES")
    mirrored(tmp_path, shelf)
    assert "TIDES aaaa1111.md" in files(tmp_path)


def test_what_is_gone_from_the_library_is_removed_and_what_is_archived_stays(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    del shelf.chats["bbbb2222"]
    shelf.change("aaaa1111", archived=True)
    assert mirrored(tmp_path, shelf).removed == 1
    assert files(tmp_path) == ["Tides aaaa1111.md"]
    assert not (tmp_path / "Sky").exists()


@pytest.mark.parametrize("deed", ["change", "rename", "trash"])
def test_what_a_person_changed_is_kept_aside(tmp_path: Path, shelf: Shelf, deed: str) -> None:
    mirrored(tmp_path, shelf)
    path = tmp_path / "Tides aaaa1111.md"
    path.write_text("mine")
    if deed == "trash":
        del shelf.chats["aaaa1111"]
    else:
        shelf.change("aaaa1111", **({"title": "Ebb"} if deed == "rename" else {}))
    assert mirrored(tmp_path, shelf).aside == ("Tides aaaa1111.conflict.md",)
    assert (tmp_path / "Tides aaaa1111.conflict.md").read_text() == "mine"
    assert ("Tides aaaa1111.md" in files(tmp_path)) is (deed == "change")


def test_several_changes_of_a_person_are_all_kept(tmp_path: Path, shelf: Shelf) -> None:
    for words in ("one", "two"):
        mirrored(tmp_path, shelf)
        (tmp_path / "Tides aaaa1111.md").write_text(words)
        shelf.change("aaaa1111")
    mirrored(tmp_path, shelf)
    assert (tmp_path / "Tides aaaa1111.conflict.md").read_text() == "one"
    assert (tmp_path / "Tides aaaa1111.conflict-2.md").read_text() == "two"


def test_a_file_of_that_name_that_was_never_ours_is_kept_aside(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "Tides aaaa1111.md").write_text("mine")
    assert mirrored(tmp_path, shelf).aside == ("Tides aaaa1111.conflict.md",)


def test_a_run_that_was_killed_before_it_noted_what_it_wrote_makes_no_conflict(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    state = (tmp_path / STATE).read_text()
    shelf.change("aaaa1111", head=None)
    mirrored(tmp_path, shelf)
    (tmp_path / STATE).write_text(state)
    assert mirrored(tmp_path, shelf) == Mirrored()
    (tmp_path / STATE).unlink()
    assert mirrored(tmp_path, shelf) == Mirrored()


def test_a_file_that_a_person_deleted_comes_back(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    (tmp_path / "Tides aaaa1111.md").unlink()
    assert mirrored(tmp_path, shelf).written == 1


def test_files_that_came_along_lie_beside_and_go_with_it(tmp_path: Path) -> None:
    attached = Attachment("ab" * 32, "n.txt", "text/plain", 5, 1, load=lambda: b"notes")
    chat = chat_of(said("m1", None, Role.USER, "See", 0, attachments=(attached,)))
    shelf = Shelf(chat)
    mirrored(tmp_path, shelf)
    assert files(tmp_path) == ["Tides c1.md", "Tides c1_assets/n abababababab.txt"]
    shelf.change("c1", title="Ebb")
    mirrored(tmp_path, shelf)
    assert files(tmp_path) == ["Ebb c1.md", "Ebb c1_assets/n abababababab.txt"]
    del shelf.chats["c1"]
    mirrored(tmp_path, shelf)
    assert [path.name for path in tmp_path.iterdir()] == [STATE]


def test_a_reply_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    reply = said("m1", None, Role.ASSISTANT, "So f", 0, status=Status.STREAMING)
    shelf = Shelf(chat_of(reply))
    assert mirrored(tmp_path, shelf) == Mirrored()
    shelf.chats["c1"] = replace(shelf.chats["c1"], tree=Tree([replace(reply, status=Status.COMPLETE)]))
    assert mirrored(tmp_path, shelf) == Mirrored(written=1)


def test_another_profile_writes_all_anew(tmp_path: Path, shelf: Shelf) -> None:
    mirrored(tmp_path, shelf)
    assert mirrored(tmp_path, shelf, Profile.OBSIDIAN).written == 2
    assert "\naliases:" in (tmp_path / "Tides aaaa1111.md").read_text()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, shelf: Shelf) -> None:
    for name in ("nowhere", "x" * 300):
        with pytest.raises(ExportFailed):
            mirrored(tmp_path / name, shelf)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["../outside.md", "/outside.md", "a/../../outside.md", "C:\\outside.md"])
def test_a_state_that_leads_elsewhere_deletes_nothing(tmp_path: Path, path: str) -> None:
    outside, folder = tmp_path / "outside.md", tmp_path / "mirror"
    folder.mkdir()
    outside.write_text("mine")
    entry = {"path": path, "digest": "0", "made_of": "0", "files": [path]}
    (folder / STATE).write_text(json.dumps({"version": 1, "files": {"x": entry}}))
    assert mirrored(folder, Shelf()) == Mirrored()
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("state", ["", "[]", "{}", '{"files": 1}', '{"files": {"a": {"path": 1}}}', "\x00"])
def test_a_state_that_cannot_be_read_costs_a_run_and_no_file(tmp_path: Path, shelf: Shelf, state: str) -> None:
    mirrored(tmp_path, shelf)
    (tmp_path / STATE).write_text(state)
    assert mirrored(tmp_path, shelf) == Mirrored()


@pytest.mark.parametrize("name", ["/../../x", "../../x", "a\\..\\b", "x" * 200, "潮" * 200])
def test_an_id_that_came_with_an_import_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "outer" / "mirror"
    folder.mkdir(parents=True)
    assert mirrored(folder, Shelf(talk(name, "T"), talk(f"{name[:8]}y", "T"), talk(f"{name}z", "T"))).written == 3
    assert [path.name for path in tmp_path.rglob("*.md") if path.parent != folder] == []
    assert mirrored(folder, Shelf()).removed == 3
    assert files(folder) == []


def test_ids_that_no_name_can_tell_apart_have_files_of_their_own(tmp_path: Path) -> None:
    shelf = Shelf(*(talk(name, "T", f"said {name}") for name in ("a/b", "a:b", "A/B", "a_b")))
    mirrored(tmp_path, shelf)
    assert sorted(path.read_text().rpartition("said ")[2].strip() for path in tmp_path.glob("*.md")) == [
        "A/B",
        "a/b",
        "a:b",
        "a_b",
    ]
    assert mirrored(tmp_path, shelf) == Mirrored()

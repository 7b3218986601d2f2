"""An import takes all that can be read, or nothing; a second one adds nothing; a dry run says what would come."""

import json
import os
import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from desktop_chat.domain.errors import StoreFull
from desktop_chat.domain.intake import Added, Loss, Progress, Report
from desktop_chat.domain.messages import Role
from desktop_chat.domain.unreadable import ArchiveBroken, ImportEmpty, NotAnExport, PackedTooTightly, TooMuchInside
from desktop_chat.storage.store import Store, open_store
from desktop_chat.transfer import bundles, importing
from desktop_chat.transfer.archive import Chat, pieces
from desktop_chat.transfer.formats import MarkdownOptions
from desktop_chat.transfer.importing import Stopped
from desktop_chat.transfer.markdown import render
from desktop_chat.words.importing import not_along
from tests.support.patience import PATIENCE_S
from tests.transfer.chats import START, WORDING, chat_of, said
from tests.transfer.foreign.reading import DOT, EXPORTS, export, zipped

CANARIES = (b"canary", b"sk-canary")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def unheard(_progress: Progress) -> None:
    pass


def take(store: Store, path: Path) -> Report:
    return importing.take(path, store.intake, unheard)


def everything(store: Store) -> list[Any]:
    """All that is stored about conversations, to the last column."""
    return [
        (conversation, list(store.conversations.tree(conversation.id).values()))
        for conversation in store.conversations.summaries()
    ]


def talk(number: int, turns: int = 2) -> dict[str, Any]:
    """A conversation of ChatGPT's with so many turns."""
    mapping: dict[str, Any] = {}
    parent = None
    for turn in range(turns * 2):
        name, role = f"m{turn}", "assistant" if turn % 2 else "user"
        content = {"content_type": "text", "parts": [f"words {number} {turn}"]}
        message = {"author": {"role": role}, "create_time": 1.7e9 + number * 100 + turn, "content": content}
        mapping[name] = {"parent": parent, "message": message}
        parent = name
    return {"conversation_id": f"c{number}", "title": f"Talk {number}", "current_node": parent, "mapping": mapping}


def written(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["chatgpt", "claude", "open_webui", "chatbox", "next_chat"])
def test_what_is_read_is_taken_or_listed(store: Store, name: str) -> None:
    path = EXPORTS / f"{name}.json"
    looked = importing.look(path, store.intake, unheard)
    assert everything(store) == []
    report = take(store, path)
    assert (looked.added, looked.losses, looked.skipped) == (report.added, report.losses, report.skipped)
    assert report.read == report.taken + len(report.skipped)
    assert len(report.added.new) == report.taken == len(everything(store))
    assert report.programs == (name.replace("_", "-"),)


@pytest.mark.parametrize("name", ["chatgpt", "claude", "open_webui", "chatbox", "next_chat"])
def test_a_second_import_adds_nothing(store: Store, name: str) -> None:
    first = take(store, EXPORTS / f"{name}.json")
    before = everything(store)
    again = take(store, EXPORTS / f"{name}.json")
    assert everything(store) == before
    assert (again.added.new, again.added.grown, again.added.messages) == ((), (), 0)
    assert again.added.same == first.added.new
    assert importing.look(EXPORTS / f"{name}.json", store.intake, unheard).added == again.added


def test_a_newer_export_adds_what_is_new(store: Store, tmp_path: Path) -> None:
    take(store, written(tmp_path / "old.json", [talk(1), talk(2)]))
    newer = written(tmp_path / "new.json", [talk(1), talk(2, turns=3), talk(3)])
    looked = importing.look(newer, store.intake, unheard)
    report = take(store, newer)
    assert looked.added == report.added
    assert [len(ids) for ids in (report.added.new, report.added.grown, report.added.same)] == [1, 1, 1]
    assert report.added.messages == 6
    grown = store.conversations.get(report.added.grown[0])
    assert [m.text for m in store.conversations.tree(grown.id).branch(grown.head)][-1] == "words 2 5"


def test_the_same_conversation_twice_in_a_file_is_taken_once(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "twice.json", [talk(1), talk(1)])
    looked = importing.look(path, store.intake, unheard)
    assert looked.added == take(store, path).added
    assert (len(looked.added.new), len(looked.added.same), looked.read) == (1, 1, 2)


def test_an_import_that_is_stopped_leaves_everything_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_PIECE_CONVERSATIONS", 2)
    take(store, written(tmp_path / "old.json", [talk(1)]))
    before = everything(store)
    heard = []

    def stop_late(progress: Progress) -> None:
        heard.append(progress.part)
        if progress.conversations > 8:
            raise Stopped

    many = [talk(1, turns=4), *(talk(number) for number in range(2, 30))]
    with pytest.raises(Stopped):
        importing.take(written(tmp_path / "new.json", many), store.intake, stop_late)
    assert everything(store) == before
    assert heard == sorted(heard)
    assert len(take(store, tmp_path / "new.json").added.new) == 28


def test_a_file_that_ends_too_early_is_taken_up_to_there(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "cut.json", [talk(1), talk(2), talk(3)])
    path.write_bytes(path.read_bytes()[:-40])
    report = take(store, path)
    assert [(one.why.value, one.number) for one in report.skipped] == [("cut", 3)]
    assert report.read == 3
    assert report.taken == 2


@pytest.mark.parametrize("content", [b"[]", b'{"a": 1}', b"[[1, 2], 3]", b"\x00\x01", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_export_is_refused(store: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "some.json").write_bytes(content)
    with pytest.raises(NotAnExport):
        take(store, tmp_path / "some.json")


def test_a_file_without_a_byte_is_told_to_be_empty(store: Store, tmp_path: Path) -> None:
    (tmp_path / "some.zip").touch()
    with pytest.raises(ImportEmpty):
        take(store, tmp_path / "some.zip")


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["ours.json", "ours.md", "theirs.json"])
def test_an_archive_that_is_damaged_inside_is_read_up_to_there_or_called_damaged(
    store: Store, tmp_path: Path, kind: int, name: str
) -> None:
    ours = chat_of(*(said(f"m{n}", None, Role.USER, random.Random(n).randbytes(300).hex(), n) for n in range(200)))
    content = {
        "ours.json": b"".join(pieces([ours], START)),
        "ours.md": render(ours, WORDING, options=MarkdownOptions(with_trailer=True)).encode(),
        "theirs.json": json.dumps([talk(number) for number in range(90)]).encode(),
    }[name]
    with zipfile.ZipFile(tmp_path / "a.zip", "w", kind) as archive:
        archive.writestr(name, content)
    packed = bytearray((tmp_path / "a.zip").read_bytes())
    place = len(packed) // 2
    packed[place : place + 40] = bytes(255 - byte for byte in packed[place : place + 40])
    (tmp_path / "a.zip").write_bytes(packed)
    try:
        report = take(store, tmp_path / "a.zip")
    except ArchiveBroken:
        assert everything(store) == []
    else:
        assert report.skipped
        assert report.read == report.taken + len(report.skipped)


def test_what_is_in_the_trash_is_told_to_be_there(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "some.json", [talk(1), talk(2)])
    first, _ = take(store, path).added.new
    store.conversations.change(first, trashed_at=START).result()
    assert importing.look(path, store.intake, unheard).added.trashed == 1
    report = take(store, path)
    assert (report.added.trashed, len(report.added.same)) == (1, 2)
    assert not_along(report)[0] == "Conversations that are in the trash here, and stay there: 1"


def test_an_archive_without_conversations_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotAnExport):
        take(store, zipped(tmp_path / "a.zip", {"user.json": {}, "chat.html": b"<html>"}))


def test_an_archive_that_unfolds_too_far_is_refused_before_anything_is_taken(store: Store, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations-000.json", json.dumps([talk(1)]))
        archive.writestr("conversations-001.json", "[" + " " * 5_000_000 + "]")
    with pytest.raises(PackedTooTightly):
        take(store, tmp_path / "bomb.zip")
    assert everything(store) == []


def test_pictures_beyond_what_is_read_in_all_undo_the_import(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"conversations.json": [talk(1), export("chatgpt")[1]], "file-QuayAtNoon12345.png": DOT}
    path = zipped(tmp_path / "export.zip", files)
    monkeypatch.setattr(importing, "_PIECE_CONVERSATIONS", 1)
    monkeypatch.setattr(bundles, "_GIGABYTE", len(json.dumps(files["conversations.json"])) // 4 + 5)
    with pytest.raises(TooMuchInside):
        take(store, path)
    assert everything(store) == []


class FullDisk:
    """A store that takes one piece and no more."""

    def __init__(self) -> None:
        self.taken_back: list[Added] = []
        self._pieces = 0

    def add_chats(self, chats: Sequence[Chat]) -> Future[Added]:
        piece: Future[Added] = Future()
        self._pieces += 1
        if self._pieces == 1:
            piece.set_result(Added(new=tuple(chat.conversation.id for chat in chats)))
        else:
            piece.set_exception(StoreFull("chats.db"))
        return piece

    def look(self, chats: Sequence[Chat]) -> Added:
        raise AssertionError

    def take_back(self, added: Added) -> Future[None]:
        self.taken_back.append(added)
        done: Future[None] = Future()
        done.set_result(None)
        return done


@pytest.mark.parametrize("conversations", [2, 3, 9])
def test_a_disk_that_is_full_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, conversations: int
) -> None:
    monkeypatch.setattr(importing, "_PIECE_CONVERSATIONS", 1)
    disk = FullDisk()
    with pytest.raises(StoreFull):
        importing.take(written(tmp_path / "a.json", [talk(number) for number in range(conversations)]), disk, unheard)
    assert [len(added.new) for added in disk.taken_back] == [1]


def test_a_stop_waits_for_pictures_that_are_being_stored(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_PIECE_CONVERSATIONS", 1)
    files = {"conversations.json": [export("chatgpt")[1], talk(1)], "file-QuayAtNoon12345.png": DOT}

    def stop(_progress: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        importing.take(zipped(tmp_path / "export.zip", files), store.intake, stop)
    assert everything(store) == []


def test_pictures_in_the_archive_are_stored_once(store: Store, tmp_path: Path) -> None:
    files = {"conversations.json": export("chatgpt"), "file-QuayAtNoon12345.png": DOT, "file-NightQuay777.png": DOT}
    report = take(store, zipped(tmp_path / "export.zip", files))
    assert report.attachments == 2
    assert report.losses[Loss.PICTURE] == 1
    stored = [one for _, messages in everything(store) for message in messages for one in message.attachments]
    assert [one.content for one in stored] == [DOT, DOT]


@pytest.mark.parametrize("name", ["chatbox", "next_chat"])
def test_keys_in_such_files_are_never_taken(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / "data") as store:
        take(store, EXPORTS / f"{name}.json")
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert any(b"star" in path.read_bytes() or b"light" in path.read_bytes() for path in files)
    assert not [path for path in files if any(canary in path.read_bytes() for canary in CANARIES)]


_CHILD = """
import sys
from pathlib import Path
from desktop_chat.storage.store import open_store
from desktop_chat.transfer import importing
importing._PIECE_CONVERSATIONS = 3
def tell(progress):
    print(progress.conversations - 3, flush=True)  # of which so many are stored
with open_store(Path(sys.argv[1])) as store:
    importing.take(Path(sys.argv[2]), store.intake, tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("after", [3, 30, 60])
def test_killed_it_leaves_each_conversation_whole_or_absent(tmp_path: Path, after: int) -> None:
    path = written(tmp_path / "many.json", [talk(number) for number in range(150)])
    arguments = [sys.executable, "-c", _CHILD, str(tmp_path / "data"), str(path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= after:
                break
        os.kill(child.pid, signal.SIGKILL)
        child.wait(PATIENCE_S)
    with open_store(tmp_path / "data") as store:
        left = everything(store)
        assert after <= len(left) < 150
        assert {len(messages) for _, messages in left} == {4}
        assert store.check().integrity == ()
        report = take(store, path)
        assert len(report.added.new) == 150 - len(left)
        assert len(report.added.same) == len(left)
        assert len(everything(store)) == 150

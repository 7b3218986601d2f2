"""Files go along with the text that is being written, and get lost no more than it does."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import KeyringLocked
from desktop_chat.domain.messages import Role
from desktop_chat.services.attaching import Source, file_at
from desktop_chat.ui.composer.dropping import Dropping
from desktop_chat.ui.composer.file_chips import FileChips
from tests.services.world import Gate, wait_until
from tests.support import picture_files
from tests.ui.composer.conftest import Desk, Slow


def chips(desk: Desk) -> FileChips:
    found = desk.composer.findChild(FileChips)
    assert isinstance(found, FileChips)
    return found


def names(desk: Desk) -> list[str]:
    return [name.partition(",")[0] for name in chips(desk).names]


def shown(desk: Desk, *expected: str) -> None:
    wait_until(lambda: names(desk) == list(expected) and not any("Reading" in name for name in chips(desk).names))


def offer(desk: Desk, *contents: tuple[str, bytes]) -> None:
    desk.composer.files.offer([Source(name, partial(bytes, content)) for name, content in contents])
    shown(desk, *names(desk))


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def paste(desk: Desk, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(desk.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()  # what is ours must not be on it when the process ends


def press(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or desk.editor, key)


def sent(desk: Desk, request: int = -1) -> Any:
    return json.loads(desk.world.requests[request].body)["messages"][-1]["content"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text("One.\n")
    return path


# How they come.


def test_pasted_files_become_chips_with_name_size_and_tokens(desk: Desk, file: Path) -> None:
    desk.open()
    paste(desk, mime_of(file))
    shown(desk, "notes.md")
    assert chips(desk).names == ["notes.md, 5 bytes · 7 tokens"]
    assert desk.text == ""


def test_a_pasted_picture_becomes_a_chip_with_its_pixels(desk: Desk) -> None:
    desk.open()
    mime = QMimeData()
    mime.setImageData(picture_files.image(60, 40))
    paste(desk, mime)
    shown(desk, "Picture.png")
    assert chips(desk).names[0].startswith("Picture.png, 60 × 40 · ")


def test_a_picture_that_comes_with_words_is_pasted_as_words(desk: Desk) -> None:
    desk.open()
    mime = QMimeData()
    mime.setImageData(picture_files.image())
    mime.setText("a\tb")
    paste(desk, mime)
    assert (desk.text, names(desk)) == ("a\tb", [])


def test_an_address_that_was_dragged_from_elsewhere_is_text(desk: Desk) -> None:
    desk.open()
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/map.png")])
    mime.setText("https://example.com/map.png")
    paste(desk, mime)
    assert (desk.text, names(desk)) == ("https://example.com/map.png", [])


def test_what_is_dropped_anywhere_in_the_window_is_attached(desk: Desk, file: Path) -> None:
    desk.open()
    dropping = Dropping(desk.window, desk.composer.files)
    mime, move = mime_of(file), Qt.DropAction.MoveAction
    over = QDragEnterEvent(QPoint(5, 5), move, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    assert dropping.eventFilter(desk.window, over)
    assert over.isAccepted()
    drop = QDropEvent(QPointF(5, 5), move, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    assert dropping.eventFilter(desk.window, drop)
    assert drop.isAccepted()
    shown(desk, "notes.md")


def test_the_whole_field_is_tinted_while_files_that_it_takes_are_over_the_window(desk: Desk, file: Path) -> None:
    desk.open()
    dropping = Dropping(desk.window, desk.composer.files)
    ground, corner = desk.composer.text_area, QPoint(desk.composer.text_area.width() - 2, 2)
    before = ground.grab().toImage().pixelColor(corner)
    mime, copy = mime_of(file), Qt.DropAction.CopyAction
    over = QDragEnterEvent(QPoint(5, 5), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    dropping.eventFilter(desk.window, over)
    assert ground.grab().toImage().pixelColor(corner) != before
    dropping.eventFilter(desk.window, QDragLeaveEvent())
    assert ground.grab().toImage().pixelColor(corner) == before


def test_files_that_are_dragged_over_the_text_are_not_pasted_as_addresses(desk: Desk, file: Path) -> None:
    desk.open()
    Dropping(desk.window, desk.composer.files, desk.composer.text_area)
    mime, copy = mime_of(file), Qt.DropAction.CopyAction
    over = QDragEnterEvent(QPoint(5, 5), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.editor.viewport(), over)
    drop = QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.editor.viewport(), drop)
    shown(desk, "notes.md")
    assert desk.text == ""


def test_picked_files_are_attached_and_the_keys_are_in_the_text_again(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    desk.composer.files.pick()
    shown(desk, "notes.md")
    assert desk.editor.hasFocus()


def test_the_same_file_twice_is_one(desk: Desk, file: Path) -> None:
    desk.open()
    for _ in range(2):
        desk.composer.files.offer([file_at(file)])
        shown(desk, "notes.md")
    assert names(desk) == ["notes.md"]


def test_what_cannot_be_attached_is_explained_and_the_rest_is_attached(desk: Desk, file: Path, tmp_path: Path) -> None:
    desk.open()
    desk.composer.files.offer([file_at(tmp_path / "gone.txt"), file_at(file), file_at(tmp_path)])
    wait_until(lambda: desk.trouble.shown is not None)
    assert names(desk) == ["notes.md"]
    assert desk.trouble.shown
    assert desk.trouble.shown.headline == "“gone.txt” cannot be read."
    assert desk.trouble.shown.detail.endswith("1 other file was not attached.")


def test_nothing_is_sent_while_a_file_is_still_being_read(desk: Desk) -> None:
    gate, id_ = Gate(), desk.open()

    def slow() -> bytes:
        gate.wait()
        return b"text"

    desk.type("Look")
    desk.composer.files.offer([Source("slow.txt", slow)])
    assert chips(desk).names == ["slow.txt, Reading…"]
    press(desk, Qt.Key.Key_Return)
    assert not desk.button("Send").isEnabled()
    assert not desk.world.chat.is_busy(id_)
    gate.open()
    shown(desk, "slow.txt")
    assert desk.button("Send").isEnabled()


# How they go.


def test_backspace_before_the_first_letter_takes_the_last_file_away(desk: Desk) -> None:
    desk.open()
    offer(desk, ("a.txt", b"a"), ("b.txt", b"b"))
    desk.type("x")
    press(desk, Qt.Key.Key_Home)
    press(desk, Qt.Key.Key_Backspace)
    assert (names(desk), desk.text) == (["a.txt"], "x")


def test_each_file_can_be_taken_away_by_key_one_after_another(desk: Desk) -> None:
    desk.open()
    offer(desk, ("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"))
    desk.window.activateWindow()
    chips(desk)._chips[1].focus_cross()
    press(desk, Qt.Key.Key_Delete)
    assert names(desk) == ["a.txt", "c.txt"]
    press(desk, Qt.Key.Key_Space)
    assert names(desk) == ["a.txt"]
    press(desk, Qt.Key.Key_Backspace)
    assert names(desk) == []
    assert desk.editor.hasFocus()


def test_the_file_whose_cross_the_keys_are_on_is_seen_however_many_there_are(desk: Desk) -> None:
    desk.open()
    offer(desk, *((f"the-long-name-of-a-file-{number}.txt", b"a") for number in range(20)))
    desk.window.activateWindow()
    row = chips(desk)
    for chip in (row._chips[0], row._chips[-1], row._chips[9]):
        chip.focus_cross()
        top = chip.mapTo(row, chip.rect().topLeft()).y()
        assert top >= 0
        assert top + chip.height() <= row.height()


# How they are sent.


def test_a_question_goes_with_its_files_and_the_composer_is_empty(desk: Desk) -> None:
    id_ = desk.open()
    offer(desk, ("a.txt", b"A"), ("map.png", picture_files.png()))
    desk.type("What?")
    press(desk, Qt.Key.Key_Return)
    desk.world.wait_for_reply(id_)
    words, picture = sent(desk)
    assert words["text"] == "a.txt\n```txt\nA\n```\n\nWhat?"
    assert picture["image_url"]["url"].startswith("data:image/png;base64,")
    assert (desk.text, names(desk)) == ("", [])
    assert desk.world.stored(id_).draft_attachments == ()


def test_files_are_sent_without_any_words(desk: Desk) -> None:
    id_ = desk.open()
    offer(desk, ("map.png", picture_files.png()))
    assert desk.button("Send").isEnabled()
    press(desk, Qt.Key.Key_Return)
    desk.world.wait_for_reply(id_)
    assert [part["type"] for part in sent(desk)] == ["image_url"]
    assert names(desk) == []
    assert desk.world.library.get(id_).title == "map.png"


def test_the_strip_counts_them(desk: Desk) -> None:
    desk.open()
    before = desk.strip
    offer(desk, ("a.txt", b"word " * 400))
    wait_until(lambda: "tokens" in desk.strip and desk.strip != before)
    assert "217 tokens" in desk.strip or int(desk.strip.split(" tokens")[0].split()[-1]) > 150


def test_a_refused_question_keeps_its_files(desk: Desk) -> None:
    id_ = desk.open()
    desk.world.keys.trouble = KeyringLocked()
    offer(desk, ("a.txt", b"A"))
    desk.type("What?")
    press(desk, Qt.Key.Key_Return)
    wait_until(lambda: bool(desk.world.refusals))
    assert (desk.text, names(desk)) == ("What?", ["a.txt"])
    assert [one.name for one in desk.world.stored(id_).draft_attachments] == ["a.txt"]


def test_a_question_waits_with_its_files_and_is_sent_with_them(desk: Desk, slow: Slow) -> None:
    id_ = desk.open()
    desk.type("First")
    press(desk, Qt.Key.Key_Return)
    wait_until(lambda: desk.writing(id_))
    offer(desk, ("a.txt", b"A"))
    press(desk, Qt.Key.Key_Return)
    assert names(desk) == []
    waiting = desk.composer._field.waiting
    assert waiting.isVisible()
    assert waiting.accessibleName() == "Next: a.txt"
    offer(desk, ("b.txt", b"B"))
    slow.gate.set()
    wait_until(lambda: len(desk.world.requests) == 2)
    desk.world.wait_for_reply(id_)
    assert sent(desk) == "a.txt\n```txt\nA\n```"
    assert names(desk) == ["b.txt"]


def test_an_old_question_is_edited_with_its_files(desk: Desk) -> None:
    id_ = desk.open()
    offer(desk, ("a.txt", b"A"), ("b.txt", b"B"))
    desk.type("What?")
    press(desk, Qt.Key.Key_Return)
    desk.world.wait_for_reply(id_)
    desk.type("half")
    offer(desk, ("mine.txt", b"M"))
    desk.composer.edit(desk.world.chat.branch(id_)[0])
    assert names(desk) == ["a.txt", "b.txt"]
    desk.composer.files.remove_last()
    press(desk, Qt.Key.Key_Return)
    wait_until(lambda: len(desk.world.requests) == 2)
    desk.world.wait_for_reply(id_)
    assert sent(desk) == "a.txt\n```txt\nA\n```\n\nWhat?"
    assert (desk.text, names(desk)) == ("half", ["mine.txt"])


def test_a_message_kept_without_asking_brings_its_files_along_and_a_model_s_does_not(desk: Desk) -> None:
    id_ = desk.open()
    offer(desk, ("a.txt", b"A"))
    desk.composer.insert(Role.USER)
    wait_until(lambda: len(desk.world.chat.branch(id_)) == 1)
    assert [one.name for one in desk.world.chat.branch(id_)[0].attachments] == ["a.txt"]
    offer(desk, ("b.txt", b"B"))
    desk.type("As if")
    desk.composer.insert(Role.ASSISTANT)
    wait_until(lambda: len(desk.world.chat.branch(id_)) == 2)
    assert desk.world.chat.branch(id_)[1].attachments == ()
    assert names(desk) == ["b.txt"]


# How they are kept.


def test_each_conversation_keeps_its_own_files(desk: Desk) -> None:
    first = desk.open()
    offer(desk, ("a.txt", b"A"))
    second = desk.open(desk.world.library.new().id)
    assert second != first
    assert names(desk) == []
    desk.open(first)
    assert names(desk) == ["a.txt"]
    assert [one.name for one in desk.world.stored(first).draft_attachments] == ["a.txt"]


def test_a_file_that_was_read_after_one_has_left_comes_to_where_it_was_offered(desk: Desk) -> None:
    first, gate = desk.open(), Gate()
    desk.type("x")

    def slow() -> bytes:
        gate.wait()
        return b"text"

    desk.composer.files.offer([Source("slow.txt", slow)])
    desk.open(desk.world.library.new().id)
    gate.open()
    wait_until(lambda: bool(desk.world.library.get(first).draft_attachments))
    assert names(desk) == []
    desk.open(first)
    assert names(desk) == ["slow.txt"]


def test_twenty_files_leave_room_for_the_text(desk: Desk) -> None:
    desk.open()
    offer(desk, *((f"a file with a long name {n}.txt", b"%d" % n) for n in range(20)))
    assert len(names(desk)) == 20
    assert chips(desk).height() < 4 * 32


def lost() -> Attachment:
    return Attachment("0" * 64, "gone.txt", "text/plain", 1, 1)


def test_a_draft_whose_file_is_lost_says_so_and_keeps_the_words(desk: Desk) -> None:
    id_ = desk.open()
    desk.world.library.set_draft(id_, "With", (lost(),))
    desk.composer._drafts._sheets.clear()
    desk.open(id_)
    assert names(desk) == ["gone.txt"]
    press(desk, Qt.Key.Key_Return)
    wait_until(lambda: desk.trouble.shown is not None)
    assert desk.trouble.shown
    assert desk.trouble.shown.headline == "The content of “gone.txt” is lost."
    assert (desk.text, names(desk)) == ("With", ["gone.txt"])

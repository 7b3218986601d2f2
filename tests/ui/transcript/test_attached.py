"""What came with a message is seen below its words, in its place from the start, and opens by mouse and by key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop_chat.domain.attachments import Attachment
from desktop_chat.ui.file_window import FileWindow
from desktop_chat.ui.transcript.accessible import spoken
from desktop_chat.ui.transcript.actions import OpenFile
from desktop_chat.ui.transcript.transcript import Transcript
from tests.support import picture_files
from tests.ui.transcript.conftest import Talk, World, on_screen, wait_until

BLUE = QColor("#1a5a96")


def put(world: World, name: str, content: bytes, width: int = 0, height: int = 0) -> Attachment:
    digest = world.store.attachments.put(content).result()
    kind = "image/png" if width else "text/plain"
    return Attachment(digest, name, kind, len(content), 9, width or None, height or None)


def picture(world: World, width: int = 60, height: int = 40) -> Attachment:
    return put(world, f"{width}.png", picture_files.png(width, height), width, height)


def show(view: Transcript, world: World, text: str, *attached: Attachment) -> None:
    talk = Talk()
    talk.ask(text)
    talk.messages[-1] = replace(talk.messages[-1], attachments=attached)
    talk.answer("I see.")
    view.open(talk.stored_in(world))


def parts(view: Transcript) -> list[tuple[int, int]]:
    """Top and height of what came with the first message, on the screen."""
    item, y = view.column[0], view.y_of(0)
    return [(round(y + top), part.height) for top, part in item._stack.parts if hasattr(part, "attachment")]


def is_drawn(view: Transcript, x: int, y: int) -> bool:
    return on_screen(view).pixelColor(x, y) == BLUE


def window(view: Transcript) -> FileWindow:
    found = view.window().findChildren(FileWindow)
    assert found
    return found[-1]


def test_a_picture_appears_in_its_own_size_and_nothing_moves_when_it_comes(view: Transcript, world: World) -> None:
    show(view, world, "See", picture(world))
    before = view.column.total, parts(view)
    [(top, height)] = before[1]
    left = view.page.columns.text
    wait_until(lambda: is_drawn(view, left + 50, top + 30))
    assert height == 40 + view.page.metrics.space4 + 16
    assert not is_drawn(view, left + 61, top + 30)
    assert (view.column.total, parts(view)) == before


@pytest.mark.parametrize(("width", "height"), [(2000, 100), (100, 2000), (2048, 1365)])
def test_a_large_picture_fits_the_column_and_keeps_its_shape(
    view: Transcript, world: World, width: int, height: int
) -> None:
    show(view, world, "See", picture(world, width, height))
    part = next(part for _, part in view.column[0]._stack.parts if hasattr(part, "attachment"))
    assert part.size.width() <= view.page.columns.measure  # type: ignore[attr-defined]
    assert part.size.height() <= 420  # type: ignore[attr-defined]
    assert part.size.width() / part.size.height() == pytest.approx(width / height, rel=0.05)  # type: ignore[attr-defined]


def test_a_message_without_words_is_its_pictures(view: Transcript, world: World) -> None:
    show(view, world, "", picture(world), put(world, "notes.md", b"One.\n"))
    assert [height for _, height in parts(view)] == [60, 28]
    facts = view.story.facts(0)
    assert facts.reason.is_in


def test_a_lost_picture_leaves_its_place_and_says_so(view: Transcript, world: World) -> None:
    lost = replace(picture(world), digest="0" * 64)
    show(view, world, "See", lost)
    on_screen(view)
    wait_until(lambda: view.pictures.find(view.story.messages[0].attachments[0], QSize(60, 40)) is not None)
    on_screen(view)
    assert [height for _, height in parts(view)] == [60]


def test_a_click_opens_the_file_and_the_arrows_lead_to_the_others(view: Transcript, world: World) -> None:
    show(view, world, "See", picture(world), put(world, "notes.md", b"One.\nTwo.\n"))
    (top, _), (row, height) = parts(view)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.page.columns.text + 9, top + 9))
    assert window(view).shown.name == "60.png"
    QTest.keyClick(window(view), Qt.Key.Key_Right)
    assert window(view).shown.name == "notes.md"
    QTest.keyClick(window(view), Qt.Key.Key_Escape)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.page.columns.text + 9, row + height // 2)
    )
    assert window(view).shown.name == "notes.md"
    window(view).close()


def test_space_opens_what_came_with_the_message(view: Transcript, world: World) -> None:
    show(view, world, "See", picture(world))
    view.walk_to(0)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert window(view).shown.name == "60.png"
    window(view).close()


def test_a_copy_can_be_saved(view: Transcript, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show(view, world, "See", picture(world))
    heard: list[tuple[Attachment, Path]] = []
    view.file_copy_requested.connect(lambda one, path: heard.append((one, path)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "copy.png"), ""))
    view.walk_to(0)
    view.handling.act(OpenFile(0))
    QTest.keyClick(window(view), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    [(attachment, path)] = heard
    assert attachment.content == picture_files.png(60, 40)
    assert path == tmp_path / "copy.png"
    window(view).close()


def test_a_screen_reader_hears_what_came_along(view: Transcript, world: World) -> None:
    show(view, world, "See", picture(world), put(world, "notes.md", b"One.\n"))
    words = spoken(view.story.messages[0])
    assert "Picture attached: 60.png, 60 × 40 · " in words
    assert "File attached: notes.md, 5 bytes · 9 tokens" in words

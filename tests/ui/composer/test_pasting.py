"""Much text that is pasted: it stands in the question, and can become a file."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest

from desktop_chat.ui.done import Done
from tests.ui.composer.conftest import Desk
from tests.ui.composer.test_files import paste, shown


def pasted(desk: Desk, text: str) -> list[Done]:
    """What is offered once that text was pasted."""
    offered: list[Done] = []
    desk.composer.done.connect(offered.append)
    mime = QMimeData()
    mime.setText(text)
    paste(desk, mime)
    return offered


def test_much_text_that_was_pasted_can_become_a_file(desk: Desk) -> None:
    text = "one line of a log\r\n" * 400
    desk.type("Why? ")
    [done] = pasted(desk, text)
    assert (done.text, done.label) == (f"{len(text):,} characters were pasted", "Attach as a file")
    assert desk.text == "Why? " + "one line of a log\n" * 400
    done.undo()
    shown(desk, "Pasted text.txt")
    assert desk.text == "Why? "
    [file] = desk.composer._drafts.sheet(desk.composer._shown or "").shown_files
    assert file.text.splitlines() == ["one line of a log"] * 400


def test_text_that_was_changed_since_it_was_pasted_stays_beside_its_file(desk: Desk) -> None:
    [done] = pasted(desk, "much " * 1000)
    QTest.keyClick(desk.editor, Qt.Key.Key_Backspace)
    QTest.keyClick(desk.editor, Qt.Key.Key_Backspace)
    done.undo()
    shown(desk, "Pasted text.txt")
    assert len(desk.text) == 4998


def test_a_few_lines_are_text_and_no_more(desk: Desk) -> None:
    assert pasted(desk, "a few words\n" * 10) == []

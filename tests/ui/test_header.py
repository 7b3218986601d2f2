"""The line above the transcript: the title becomes a field where it stands, and nothing typed goes astray."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.ui.header import Header
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import ElidedLabel
from tests.ui.showing import called, click, focused, gone, in_chinese, name_of, press, show, write


class Page:
    """A header with something below it that has the focus."""

    def __init__(self, theme: Theme) -> None:
        self.window = QWidget()
        self.header = Header(theme)
        self.editor = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.header)
        column.addWidget(self.editor)
        self.window.resize(700, 120)
        self.renamed: list[str] = []
        self.header.renamed.connect(self.renamed.append)

    @property
    def title(self) -> ElidedLabel:
        (label,) = self.header.findChildren(ElidedLabel)
        return label

    @property
    def field(self) -> QLineEdit:
        return called(self.window, QLineEdit, "Title")

    @property
    def is_editing(self) -> bool:
        return not self.title.isVisible()


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> Iterator[Page]:
    made = Page(theme)
    made.header.show_title("Backups of SQLite")
    show(made.window, qtbot)
    made.editor.setFocus()
    yield made
    gone(made.window)


def test_enter_keeps_the_new_title_and_gives_the_keys_back(page: Page) -> None:
    page.header.edit_title()
    assert focused() is page.field
    assert page.field.selectedText() == "Backups of SQLite"
    write("  Safe copies ")
    press(Qt.Key.Key_Return)
    assert page.renamed == ["Safe copies"]
    assert focused() is page.editor
    assert not page.is_editing


def test_esc_drops_what_was_typed(page: Page) -> None:
    page.header.edit_title()
    write("Something else")
    press(Qt.Key.Key_Escape)
    assert page.renamed == []
    assert page.title.text() == "Backups of SQLite"
    assert focused() is page.editor


def test_a_click_on_the_words_begins_and_one_beside_them_does_not(page: Page) -> None:
    beside = QPoint(page.title.width() - 5, page.title.height() // 2)
    QTest.mouseClick(page.title, Qt.MouseButton.LeftButton, pos=beside)
    assert not page.is_editing
    QTest.mouseClick(page.title, Qt.MouseButton.LeftButton, pos=QPoint(10, page.title.height() // 2))
    assert page.is_editing


def test_leaving_the_field_keeps_and_does_not_call_the_keys_back(page: Page) -> None:
    page.header.edit_title()
    write("Safe copies")
    press(Qt.Key.Key_Tab)
    assert page.renamed == ["Safe copies"]
    assert name_of(focused()) == "Export"


@pytest.mark.parametrize("typed", ["", "   ", "Backups of SQLite"])
def test_an_empty_title_or_the_same_one_renames_nothing(page: Page, typed: str) -> None:
    page.header.edit_title()
    page.field.setText(typed)
    press(Qt.Key.Key_Return)
    assert page.renamed == []
    assert page.title.text() == "Backups of SQLite"


def test_a_conversation_without_a_title_offers_an_empty_field(page: Page) -> None:
    page.header.show_title("")
    assert page.title.text() == "New conversation"
    page.header.edit_title()
    assert page.field.text() == ""


def test_a_title_being_edited_survives_news_about_the_conversation(page: Page) -> None:
    page.header.edit_title()
    write("Half typ")
    page.header.show_title("Backups of SQLite")
    assert page.field.text() == "Half typ"
    page.header.finish_editing()
    assert page.renamed == ["Half typ"]
    page.header.finish_editing()
    assert page.renamed == ["Half typ"]


def test_the_words_stand_where_they_stood(page: Page) -> None:
    label = page.title.mapTo(page.window, QPoint()).x()
    page.header.edit_title()
    page.field.setCursorPosition(0)
    caret = page.field.mapTo(page.window, page.field.cursorRect().center()).x()
    assert abs(caret - label) <= 1


def test_a_long_title_ends_in_an_ellipsis_and_tells_the_whole(page: Page) -> None:
    page.header.show_title("备份" * 100)
    assert page.title.toolTip() == "备份" * 100
    page.window.resize(300, 120)
    assert page.header.width() <= 300


def test_the_buttons_say_what_they_do_in_both_languages(page: Page) -> None:
    asked: list[str] = []
    page.header.export_requested.connect(lambda: asked.append("export"))
    page.header.more_requested.connect(lambda: asked.append("more"))
    page.header.sidebar_requested.connect(lambda: asked.append("sidebar"))
    for name in ("Export", "More", "Show the sidebar"):
        click(page.window, name)
    assert asked == ["export", "more", "sidebar"]
    with in_chinese():
        page.header.retranslate()
        page.header.show_title("")
        assert page.title.text() == "新对话"
        click(page.window, "导出")
    assert asked[-1] == "export"

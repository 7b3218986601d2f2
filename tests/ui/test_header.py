"""The line above the transcript: the title becomes a field where it stands, and nothing typed goes astray."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.ui.find_bar import Counted, FindBar
from desktop_chat.ui.header import Header
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import ElidedLabel
from tests.ui.showing import called, click, focused, gone, in_chinese, name_of, press, show, stops, write


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
        labels = self.header.findChildren(ElidedLabel)
        return next(label for label in labels if not isinstance(label.parent(), FindBar))

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
    assert name_of(focused()) == "Find in this conversation"


@pytest.mark.parametrize("typed", ["", "   ", "Backups of SQLite"])
def test_an_empty_title_or_the_same_one_renames_nothing(page: Page, typed: str) -> None:
    page.header.edit_title()
    page.field.setText(typed)
    press(Qt.Key.Key_Return)
    assert page.renamed == []
    assert page.title.text() == "Backups of SQLite"


def test_the_folder_stands_behind_the_words_and_gives_way(page: Page, theme: Theme) -> None:
    folder = page.header._title.folder
    assert not folder.isVisible()
    page.header.show_title("Backups of SQLite", "Work")
    assert folder.isVisible()
    assert folder.x() - page.title.geometry().right() == theme.metrics.space16 + 1
    page.header.edit_title()
    assert not folder.isVisible()
    press(Qt.Key.Key_Escape)
    assert folder.isVisible()
    page.header.show_title("Backups of SQLite", "A folder with a very long name " * 5)
    assert not folder.isVisible()
    page.header.show_title("备份" * 100, "Work")
    assert folder.isVisible()
    assert folder.geometry().right() <= page.header._title.width()


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
    page.window.resize(340, 120)
    assert page.header.width() <= 340


def test_the_buttons_say_what_they_do_in_both_languages(page: Page) -> None:
    asked: list[str] = []
    page.header.find_requested.connect(lambda: asked.append("find"))
    page.header.export_requested.connect(lambda: asked.append("export"))
    page.header.more_requested.connect(lambda: asked.append("more"))
    page.header.sidebar_requested.connect(lambda: asked.append("sidebar"))
    for name in ("Find in this conversation", "Export", "More", "Show the sidebar"):
        click(page.window, name)
    assert asked == ["find", "export", "more", "sidebar"]
    with in_chinese():
        page.header.retranslate()
        page.header.show_title("")
        assert page.title.text() == "新对话"
        click(page.window, "导出")
    assert asked[-1] == "export"


# -- the bar that finds ----------------------------------------------------------------------------------------------


@pytest.fixture
def bar(page: Page, theme: Theme) -> FindBar:
    made = FindBar(theme)
    page.window.resize(1000, 120)
    page.header.show_find(made)
    QApplication.processEvents()
    return made


def seen(page: Page) -> set[str]:
    return {name_of(button) for button in page.header.findChildren(QAbstractButton) if button.isVisible()}


def test_the_bar_takes_the_place_of_its_button_and_gives_it_back(page: Page, bar: FindBar) -> None:
    page.header.show_title("Backups of SQLite", "Work")
    assert called(page.window, QLineEdit, "Find") is bar.field
    assert not page.header._title.folder.isVisible()
    assert "Find in this conversation" not in seen(page)
    assert {"Previous hit", "Next hit", "Close", "Export"} <= seen(page)
    assert page.title.isVisible()
    page.header.end_find()
    assert page.header._title.folder.isVisible()
    assert not bar.isVisible()
    assert "Find in this conversation" in seen(page)


def test_the_keys_go_through_the_bar_where_it_stands(page: Page, bar: FindBar) -> None:
    bar.field.setText("x")
    bar.show_counted(Counted(2, 0, elsewhere=1))
    bar.stops[0].setFocus()
    names = stops(page.window)
    assert names[:6] == ["1 more on another branch", "Find", "Previous hit", "Next hit", "Close", "Export"]


@pytest.mark.parametrize("width", [456, 480, 620])
def test_in_a_narrow_window_the_bar_has_the_room_of_the_title(
    page: Page, bar: FindBar, theme: Theme, width: int
) -> None:
    page.header.sidebar_button.show()
    page.window.resize(width + 24, 120)
    bar.field.setText("backup")
    bar.show_counted(Counted(120, 87, elsewhere=12))
    QApplication.processEvents()
    assert not page.title.isVisible()
    assert bar.field.width() >= theme.metrics.find_field_min
    shown = sorted(
        (child for child in page.header.children() if isinstance(child, QWidget) and child.isVisible()),
        key=lambda widget: widget.x(),
    )
    assert all(before.geometry().right() < behind.geometry().left() for before, behind in pairwise(shown))
    assert shown[-1].geometry().right() <= page.header.width()
    assert name_of(bar.stops[0]) == "12 more on other branches"
    assert bar.stops[0].text() == "12"
    page.window.resize(1000, 120)
    QApplication.processEvents()
    assert page.title.isVisible()
    assert bar.stops[0].text() == "12 more on other branches"
    page.header.end_find()


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (Counted(), "No hits"),
        (Counted(1), "1 hit"),
        (Counted(12, 1), "2 of 12"),
        (Counted(31250, 1233), "1,234 of 31,250"),
        (Counted(900, 3, is_complete=False), "900 so far"),
    ],
)
def test_the_bar_says_how_many_there_are_and_where_one_is(counted: Counted, words: str) -> None:
    assert counted.words == words


def test_the_bar_says_what_is_on_other_branches() -> None:
    assert Counted(1, elsewhere=1).words_elsewhere == "1 more on another branch"
    assert Counted(1, elsewhere=3).words_elsewhere == "3 more on other branches"
    assert Counted(elsewhere=3).words_elsewhere == "3 on other branches"
    with in_chinese():
        assert Counted(1, elsewhere=3).words_elsewhere == "其他分支上还有3处"


def test_from_hit_to_hit_nothing_in_the_bar_moves(page: Page, bar: FindBar) -> None:
    bar.field.setText("x")
    places = set()
    for current in (0, 8, 9, 11):
        bar.show_counted(Counted(12, current))
        QApplication.processEvents()
        places.add((bar.geometry().getRect(), tuple(stop.geometry().getRect() for stop in bar.stops[1:])))
    assert len(places) == 1


def test_keys_of_the_field_lead_on_and_back_and_away(page: Page, bar: FindBar) -> None:
    done: list[object] = []
    bar.stepped.connect(done.append)
    bar.left.connect(lambda: done.append("left"))
    bar.field.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Escape)
    bar.stops[2].setFocus()
    press(Qt.Key.Key_Escape)
    assert done == [1, -1, "left", "left"]

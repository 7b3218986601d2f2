"""Searching by key press, from the field to a message and back."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.domain.hits import Hit
from desktop_chat.domain.messages import Conversation, Role
from desktop_chat.services.search import Found
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.results import HitKind, HitRole, HitRow, rows_of
from desktop_chat.ui.sidebar.results_list import ResultsList
from desktop_chat.ui.sidebar.search_field import SearchField
from desktop_chat.ui.sidebar.searching import MessagePlace
from desktop_chat.ui.sidebar.sidebar import Sidebar
from desktop_chat.ui.widgets import IconButton
from tests.services.world import World
from tests.ui.sidebar.conftest import Store

Key = Qt.Key
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def field_of(sidebar: Sidebar) -> SearchField:
    found = sidebar.findChild(SearchField)
    assert isinstance(found, SearchField)
    return found


def results_of(sidebar: Sidebar) -> ResultsList:
    found = sidebar.findChild(ResultsList)
    assert isinstance(found, ResultsList)
    return found


def shown(sidebar: Sidebar) -> list[HitRow]:
    model = results_of(sidebar).model()
    if not results_of(sidebar).isVisible():
        return []
    return [model.index(row, 0).data(HitRole.ROW) for row in range(model.rowCount())]


def kinds(sidebar: Sidebar) -> list[HitKind]:
    return [row.kind for row in shown(sidebar)]


def type_into(sidebar: Sidebar, text: str) -> None:
    sidebar.focus_search()
    QTest.keyClicks(field_of(sidebar), text)


def test_the_field_is_found_by_its_name(sidebar: Sidebar) -> None:
    spoken = QAccessible.queryAccessibleInterface(field_of(sidebar))
    assert spoken.text(QAccessible.Text.Name) == "Search"
    assert spoken.role() == QAccessible.Role.EditableText


def test_titles_are_found_at_once_and_messages_a_moment_later(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    stored("Backup of the database")
    stored("Something else", text="How do I verify a backup?")
    type_into(sidebar, "backup")
    assert kinds(sidebar) == [HitKind.HEAD, HitKind.TITLE]
    qtbot.waitUntil(lambda: HitKind.MESSAGE in kinds(sidebar))
    message = shown(sidebar)[-1]
    assert message.title == "Something else"
    assert [message.snippet[start:end] for start, end in message.marked] == ["backup"]


def test_down_leads_into_the_results_and_enter_opens_the_message(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    first = stored("one", text="a kite over Kyoto", days=0.01)
    stored("two", text="another kite", days=0.02)
    opened: list[str] = []
    places: list[MessagePlace] = []
    sidebar.conversation_requested.connect(opened.append)
    sidebar.message_requested.connect(places.append)
    type_into(sidebar, "kite")
    qtbot.waitUntil(lambda: kinds(sidebar).count(HitKind.MESSAGE) == 2)
    QTest.keyClick(field_of(sidebar), Key.Key_Down)
    assert results_of(sidebar).hasFocus()
    QTest.keyClick(results_of(sidebar), Key.Key_Return)
    assert opened == [first.id]
    assert [place.conversation_id for place in places] == [first.id]
    QTest.keyClick(results_of(sidebar), Key.Key_Up)
    assert field_of(sidebar).hasFocus()


def test_enter_in_the_field_opens_the_first_result(sidebar: Sidebar, stored: Store) -> None:
    one = stored("Kyoto in November")
    opened: list[str] = []
    sidebar.conversation_requested.connect(opened.append)
    type_into(sidebar, "kyoto")
    QTest.keyClick(field_of(sidebar), Key.Key_Return)
    assert opened == [one.id]


def test_esc_brings_the_list_back_as_it_was(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    for n in range(60):
        stored(f"c{n}", days=n / 1000)
    view = sidebar.findChild(ConversationList)
    assert isinstance(view, ConversationList)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 200)
    view.verticalScrollBar().setValue(200)
    type_into(sidebar, "c1")
    assert not view.isVisible()
    QTest.keyClick(field_of(sidebar), Key.Key_Escape)
    assert view.isVisible()
    assert view.verticalScrollBar().value() == 200
    assert field_of(sidebar).text() == ""
    assert field_of(sidebar).hasFocus()


def test_esc_in_the_results_ends_the_search_too(sidebar: Sidebar, stored: Store) -> None:
    stored("Kyoto")
    type_into(sidebar, "kyoto")
    QTest.keyClick(field_of(sidebar), Key.Key_Down)
    QTest.keyClick(results_of(sidebar), Key.Key_Escape)
    assert field_of(sidebar).hasFocus()
    assert not results_of(sidebar).isVisible()


def test_the_window_has_esc_unless_something_is_searched_for(sidebar: Sidebar) -> None:
    def claimed() -> bool:
        question = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        question.ignore()
        QApplication.sendEvent(field_of(sidebar), question)
        return question.isAccepted()

    sidebar.focus_search()
    assert not claimed()
    type_into(sidebar, "x")
    assert claimed()


def test_nothing_found_is_said_in_a_sentence(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    stored("Kyoto")
    type_into(sidebar, "osaka")
    sentence = "Nothing found for “osaka”."
    qtbot.waitUntil(
        lambda: any(label.isVisible() for label in sidebar.findChildren(QLabel) if label.text() == sentence)
    )


def test_why_a_search_failed_is_said_in_a_sentence(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    type_into(sidebar, "kyoto")
    sidebar._searching._search.found.emit(Found("kyoto", error=StoreDamaged("chats.db")))
    texts = [label.text() for label in sidebar.findChildren(QLabel) if label.isVisible()]
    assert any("chats.db" in text for text in texts)


def test_a_conversation_that_goes_to_the_trash_leaves_the_results(
    sidebar: Sidebar, stored: Store, world: World, qtbot: QtBot
) -> None:
    one = stored("one", text="a kite")
    type_into(sidebar, "kite")
    qtbot.waitUntil(lambda: HitKind.MESSAGE in kinds(sidebar))
    world.filing.trash([one.id])
    assert HitKind.MESSAGE not in kinds(sidebar)


def test_the_cross_ends_the_search(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    stored("Kyoto")
    type_into(sidebar, "kyoto")
    (cross,) = field_of(sidebar).findChildren(IconButton)
    cross.click()
    assert field_of(sidebar).text() == ""
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_heads_count_what_was_found() -> None:
    conversation = Conversation("c1", NOW, NOW, title="kite")
    results = [Hit(f"c{n % 2}", f"m{n}", "t", Role.USER, "a kite", ((2, 6),), NOW) for n in range(3)]
    rows = rows_of("kite", [conversation], results, NOW)
    assert [row.title for row in rows if row.kind is HitKind.HEAD] == [
        "1 conversation",
        "3 messages in 2 conversations",
    ]
    assert rows[-1].note == "You"

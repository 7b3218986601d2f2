"""Searching by key press, from the field to a message and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.domain.hits import Branch, Hit, Order
from desktop_chat.domain.messages import Role
from desktop_chat.services.search import Found
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.results import HitKind, HitRole, HitRow, ResultsModel, rows_of, unticked
from desktop_chat.ui.sidebar.results_list import ResultsList
from desktop_chat.ui.sidebar.search_field import SearchField
from desktop_chat.ui.sidebar.searching import MessagePlace
from desktop_chat.ui.sidebar.sidebar import Sidebar
from desktop_chat.ui.widgets import IconButton, LinkButton
from desktop_chat.ui.wrapped_text import WrappedText
from tests.services.world import World
from tests.support.program import wait_until
from tests.ui.showing import called, click, in_chinese, name_of
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
    view = sidebar.findChild(ResultsList)
    if not isinstance(view, ResultsList) or not view.isVisible():
        return []
    model = view.model()
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


def sentences(sidebar: Sidebar) -> list[str]:
    """What is said in the place of results."""
    return [text.text for text in sidebar.findChildren(WrappedText) if text.isVisible()]


def links(sidebar: Sidebar) -> list[str]:
    return [link.text() for link in sidebar.findChildren(LinkButton) if link.isVisible()]


def search(sidebar: Sidebar, text: str, *expected: HitKind) -> None:
    """Types it and waits until just these rows are there."""
    type_into(sidebar, text)
    wait_until(lambda: kinds(sidebar) == list(expected))


HEAD, TITLE, ORDER, MESSAGE, NOTE = HitKind.HEAD, HitKind.TITLE, HitKind.ORDER, HitKind.MESSAGE, HitKind.NOTE


def test_titles_stand_before_messages_and_words_are_marked(sidebar: Sidebar, stored: Store) -> None:
    stored("Backup of the database")
    stored("Something else", text="How do I verify a backup?")
    search(sidebar, "backup", HEAD, TITLE, ORDER, MESSAGE)
    message = shown(sidebar)[-1]
    assert message.title == "Something else"
    assert [message.snippet[start:end] for start, end in message.marked] == ["backup"]
    title = shown(sidebar)[1]
    assert [title.title[start:end] for start, end in title.marked] == ["Backup"]


def test_down_leads_into_the_results_and_enter_opens_the_message(sidebar: Sidebar, stored: Store) -> None:
    first = stored("one", text="a kite over Kyoto", days=0.01)
    stored("two", text="another kite", days=0.02)
    opened: list[str] = []
    places: list[MessagePlace] = []
    sidebar.conversation_requested.connect(opened.append)
    sidebar.message_requested.connect(places.append)
    search(sidebar, 'kite "kite"', ORDER, MESSAGE, MESSAGE)
    QTest.keyClick(field_of(sidebar), Key.Key_Down)
    assert results_of(sidebar).hasFocus()
    QTest.keyClick(results_of(sidebar), Key.Key_Return)
    assert opened == [first.id]
    assert [(place.conversation_id, place.words) for place in places] == [(first.id, ("kite", "kite"))]
    QTest.keyClick(results_of(sidebar), Key.Key_Up)
    QTest.keyClick(results_of(sidebar), Key.Key_Up)
    assert field_of(sidebar).hasFocus()


def test_enter_in_the_field_opens_the_first_of_what_was_typed_last(sidebar: Sidebar, stored: Store) -> None:
    one = stored("Kyoto in November")
    stored("Kyo")
    opened: list[str] = []
    sidebar.conversation_requested.connect(opened.append)
    search(sidebar, "kyo", HEAD, TITLE, TITLE)
    QTest.keyClicks(field_of(sidebar), "to")
    QTest.keyClick(field_of(sidebar), Key.Key_Return)
    wait_until(lambda: opened == [one.id])


def test_esc_brings_the_list_back_as_it_was(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    for n in range(60):
        stored(f"c{n}", days=n / 1000)
    view = sidebar.findChild(ConversationList)
    assert isinstance(view, ConversationList)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 200)
    view.verticalScrollBar().setValue(200)
    search(sidebar, "c11", HEAD, TITLE)
    assert not view.isVisible()
    QTest.keyClick(field_of(sidebar), Key.Key_Escape)
    assert view.isVisible()
    assert view.verticalScrollBar().value() == 200
    assert field_of(sidebar).text() == ""
    assert field_of(sidebar).hasFocus()


def test_esc_in_the_results_ends_the_search_too(sidebar: Sidebar, stored: Store) -> None:
    stored("Kyoto")
    search(sidebar, "kyoto", HEAD, TITLE)
    QTest.keyClick(field_of(sidebar), Key.Key_Down)
    QTest.keyClick(results_of(sidebar), Key.Key_Escape)
    assert field_of(sidebar).hasFocus()
    assert not results_of(sidebar).isVisible()


def test_rows_say_where_they_are(sidebar: Sidebar, stored: Store, world: World) -> None:
    kept = stored("one", text="a kite")
    stored("two", text="a kite", archived=True, days=0.1, model="lab/kiter")
    search(sidebar, "kite", ORDER, MESSAGE, MESSAGE)
    assert [row.note for row in shown(sidebar)[1:]] == ["You", "kiter · archived"]
    world.filing.trash([kept.id])
    assert [row.note for row in shown(sidebar)[1:]] == ["You · in the trash", "kiter · archived"]
    world.filing.delete_for_good([kept.id])
    assert [row.note for row in shown(sidebar)[1:]] == ["kiter · archived"]


def test_the_best_match_comes_first_on_demand_and_the_newest_again(sidebar: Sidebar, stored: Store) -> None:
    stored("long", text="a kite " + "and much else " * 30, days=0.01)
    stored("short", text="kite kite", days=0.02)
    search(sidebar, "kite", ORDER, MESSAGE, MESSAGE)
    asked: list[Order] = []
    sidebar.searching._search.found.connect(lambda found: asked.append(found.order))
    QTest.keyClick(field_of(sidebar), Key.Key_Down)
    QTest.keyClick(results_of(sidebar), Key.Key_Up)
    QTest.keyClick(results_of(sidebar), Key.Key_Return)
    wait_until(lambda: shown(sidebar)[0].trailing == "best match first")
    sidebar.searching.turn_order()
    wait_until(lambda: shown(sidebar)[0].trailing == "newest first")
    assert asked == [Order.RANKED, Order.NEWEST]
    QTest.keyClick(results_of(sidebar), Key.Key_Escape)
    assert not sidebar.searching.is_ranked


def test_more_comes_where_the_results_end_and_nothing_moves(sidebar: Sidebar, stored: Store) -> None:
    for n in range(120):
        stored(f"c{n}", text="a kite", days=n / 1000)
    type_into(sidebar, "kite")
    wait_until(lambda: kinds(sidebar).count(MESSAGE) == 30)
    view = results_of(sidebar)
    assert shown(sidebar)[0].title == "More than 30 messages"
    QTest.keyClick(field_of(sidebar), Key.Key_Down)
    for _ in range(28):
        QTest.keyClick(view, Key.Key_Down)
    wait_until(lambda: kinds(sidebar).count(MESSAGE) > 30)
    assert kinds(sidebar)[: view.currentIndex().row() + 1].count(MESSAGE) == 29  # a note may stand above by now
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()
    QTest.keyClick(view, Key.Key_End)
    wait_until(lambda: kinds(sidebar).count(MESSAGE) == 120)
    assert shown(sidebar)[0].title == "120 messages in 120 conversations"


def test_operators_stand_in_the_ink_of_links(sidebar: Sidebar, theme: Theme) -> None:
    def inks() -> set[int]:
        image = field_of(sidebar).grab().toImage()
        return {
            image.pixelColor(x, y).rgb() for x in range(30, image.width() - 30) for y in range(6, image.height() - 6)
        }

    sidebar.focus_search()
    ink = theme.palette.link.rgb()
    type_into(sidebar, "kite")
    assert ink not in inks()
    QTest.keyClicks(field_of(sidebar), " role:assistant")
    assert ink in inks()
    field_of(sidebar).setText("𝒦" * 30 + " kite")
    assert ink not in inks()


def test_what_is_being_composed_is_left_alone(sidebar: Sidebar) -> None:
    sidebar.focus_search()
    field = field_of(sidebar)
    field.setText("备份")
    alone = field.grab().toImage()
    field.clear()
    composing = QInputMethodEvent("beifen", [])
    composing.setCommitString("备份")
    QApplication.sendEvent(field, composing)
    assert field.text() == "备份"
    assert field.grab().toImage() != alone
    done = QInputMethodEvent()
    done.setCommitString(" role:user")
    QApplication.sendEvent(field, done)
    assert field.text() == "备份 role:user"


def test_the_foot_offers_what_else_can_be_asked(sidebar: Sidebar, stored: Store) -> None:
    stored("one", text="a kite", model="kiter")
    foot = name_of(called(sidebar, QAbstractButton, "Settings"))
    sidebar.focus_search()
    assert links(sidebar)[:2] == ["role:", "model:"]
    search(sidebar, "kite role:a", ORDER, MESSAGE)
    assert links(sidebar)[0] == "model:"
    click(sidebar, "model:")
    assert field_of(sidebar).text() == "kite role:a model:"
    assert field_of(sidebar).hasFocus()
    QTest.keyClicks(field_of(sidebar), "kit")
    wait_until(lambda: kinds(sidebar) == [ORDER, MESSAGE])
    QTest.keyClick(field_of(sidebar), Key.Key_Escape)
    sidebar.focus_list()
    called(sidebar, QAbstractButton, foot)


def test_the_foot_offers_the_values_of_what_is_being_typed(sidebar: Sidebar, stored: Store) -> None:
    stored("one", text="a kite", model="kiter")
    type_into(sidebar, "kite has:")
    assert links(sidebar) == ["has:code", "has:image"]
    QTest.keyClick(field_of(sidebar), Key.Key_Escape)
    type_into(sidebar, "kite role:")
    assert links(sidebar)[0] == "role:system"
    click(sidebar, "role:user")
    assert field_of(sidebar).text() == "kite role:user"
    wait_until(lambda: any(said.startswith("Nothing found for “kite role:user”.") for said in sentences(sidebar)))


def test_a_question_mark_shows_all_operators_by_key(sidebar: Sidebar) -> None:
    type_into(sidebar, "?")
    assert "has:code" in links(sidebar)
    link = next(one for one in sidebar.findChildren(LinkButton) if one.text() == "has:code" and one.isVisible())
    link.setFocus()
    QTest.keyClick(link, Key.Key_Return)
    assert field_of(sidebar).text() == "has:code"
    assert field_of(sidebar).hasFocus()


def test_an_operator_that_means_nothing_is_told(sidebar: Sidebar, stored: Store) -> None:
    stored("one", text="a kite")
    search(sidebar, "kite role:nobody", NOTE, ORDER, MESSAGE)
    assert shown(sidebar)[0].title == "“role:nobody” means nothing here"


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


def test_nothing_found_is_said_in_a_sentence_above_the_operators(sidebar: Sidebar, stored: Store) -> None:
    stored("Kyoto")
    type_into(sidebar, "osaka")
    wait_until(lambda: any(said.startswith("Nothing found for “osaka”.") for said in sentences(sidebar)))
    assert "role:assistant" in links(sidebar)


def test_why_a_search_failed_is_said_in_a_sentence(sidebar: Sidebar) -> None:
    type_into(sidebar, "kyoto")
    sidebar.searching._search.found.emit(Found("kyoto", error=StoreDamaged("chats.db")))
    assert any("chats.db" in text for text in sentences(sidebar))


def test_a_message_that_is_not_in_the_index_yet_is_waited_for(sidebar: Sidebar, stored: Store) -> None:
    stored("one", text="a kite")
    type_into(sidebar, "kite")
    sidebar.searching._search.found.emit(Found("kite", is_complete=False))
    assert "Nothing found for “kite”." not in sentences(sidebar)
    wait_until(lambda: kinds(sidebar) == [ORDER, MESSAGE])


def test_that_older_messages_are_still_being_indexed_is_said_once_it_takes_long(
    sidebar: Sidebar, stored: Store
) -> None:
    stored("one", text="a kite")
    search(sidebar, "kite", ORDER, MESSAGE)
    behind = replace(sidebar.searching._found, is_complete=False)
    sidebar.searching._search.found.emit(behind)
    assert kinds(sidebar) == [ORDER, MESSAGE]
    sidebar.searching._lags = True
    sidebar.searching._search.found.emit(behind)
    assert kinds(sidebar) == [NOTE, ORDER, MESSAGE]
    assert shown(sidebar)[0].title == "Still indexing older messages"
    sidebar.searching._search.found.emit(replace(behind, results=(), query="kite"))
    assert any("Nothing found for “kite”. Still indexing older messages." in text for text in sentences(sidebar))


def test_code_in_a_snippet_stands_without_its_backticks() -> None:
    text = "a `kite` and ```py kites"
    snippet, marked, codes = unticked(text, ((3, 7), (19, 23)))
    assert snippet == "a kite and py kites"
    assert [snippet[start:end] for start, end in marked] == ["kite", "kite"]
    assert [snippet[start:end] for start, end in codes] == ["kite"]


def test_the_cross_ends_the_search(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    stored("Kyoto")
    type_into(sidebar, "kyoto")
    (cross,) = field_of(sidebar).findChildren(IconButton)
    cross.click()
    assert field_of(sidebar).text() == ""
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_heads_count_what_was_found() -> None:
    titles = (Hit("c1", None, "kite", None, "kite", (), NOW),)
    results = tuple(Hit(f"c{n % 2}", f"m{n}", "t", Role.USER, "a kite", (), NOW) for n in range(3))
    found = Found("kite", results, titles)
    rows = rows_of(found, NOW)
    assert [row.title for row in rows if row.kind in {HEAD, ORDER}] == [
        "1 conversation",
        "3 messages in 2 conversations",
    ]
    assert rows[-1].note == "You"
    assert rows_of(replace(found, has_more=True), NOW)[2].title == "More than 3 messages"
    assert rows_of(replace(found, titles=titles * 50), NOW)[0].title == "50 conversations or more"


def test_a_message_on_another_branch_says_which() -> None:
    hit = Hit("c1", "m1", "t", Role.ASSISTANT, "a kite", (), NOW, model="lab/kiter", branch=Branch(1, 2))
    [_, row] = rows_of(Found("kite", (hit,)), NOW)
    assert row.note == "kiter · other branch, 1 of 2"
    with in_chinese():
        [_, row] = rows_of(Found("kite", (replace(hit, is_trashed=True),)), NOW)
        assert row.note == "kiter · 其他分支，第1个，共2个 · 在废纸篓里"


def test_rows_that_stay_are_the_rows_they_were(qapp: QApplication) -> None:
    def found(*ids: str) -> Found:
        return Found("kite", tuple(Hit("c1", one, "t", Role.USER, "a kite", (), NOW) for one in ids))

    model = ResultsModel(lambda: NOW)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(found("a", "b", "c"))
    kept = QPersistentModelIndex(model.index(2, 0))
    for ids in (("a", "b", "c", "d", "e"), ("b", "c", "d", "e"), ("b", "e"), ("x", "b", "e"), ("x", "b")):
        model.renew(found(*ids))
        row = model.row(kept)
        assert row is not None
        assert row.message_id == "b"
    model.renew(found())
    assert not kept.isValid()

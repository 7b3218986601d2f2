"""The list by key press and by pointer."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.sidebar import Sidebar
from desktop_chat.ui.theme import METRICS
from desktop_chat.ui.widgets import IconButton
from desktop_chat.ui.writing import WritingClock
from tests.services.world import World
from tests.ui.sidebar.conftest import Store

Key = Qt.Key


def list_of(sidebar: Sidebar) -> ConversationList:
    found = sidebar.findChild(ConversationList)
    assert isinstance(found, ConversationList)
    return found


def current(sidebar: Sidebar) -> str | None:
    title: str | None = list_of(sidebar).currentIndex().data()
    return title


def selected(sidebar: Sidebar) -> list[str]:
    return [index.data() for index in list_of(sidebar).selectionModel().selectedIndexes()]


def asked(sidebar: Sidebar) -> list[str]:
    ids: list[str] = []
    sidebar.conversation_requested.connect(ids.append)
    return ids


def test_the_list_is_found_by_its_name_and_its_items_by_their_titles(sidebar: Sidebar, stored: Store) -> None:
    stored("Kyoto in November")
    spoken = QAccessible.queryAccessibleInterface(list_of(sidebar))
    assert spoken.text(QAccessible.Text.Name) == "Conversations"
    assert spoken.role() == QAccessible.Role.List
    names = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]
    assert names[-1] == "Kyoto in November"


def test_rows_and_heads_have_the_heights_of_the_look(sidebar: Sidebar, stored: Store) -> None:
    stored("one")
    stored("two")
    view = list_of(sidebar)
    heights = [view.row_rect(row).height() for row in range(3)]
    assert heights == [METRICS.section_head + METRICS.section_gap, METRICS.row, METRICS.row]
    assert view.indexAt(QPoint(100, view.row_rect(2).top() + 1)).row() == 2


def test_keys_pass_over_heads_and_enter_opens(sidebar: Sidebar, stored: Store) -> None:
    stored("today")
    old = stored("old", days=60)
    opened = asked(sidebar)
    sidebar.focus_list()
    assert current(sidebar) == "today"
    QTest.keyClick(list_of(sidebar), Key.Key_Down)
    assert current(sidebar) == "old"
    assert opened == []
    QTest.keyClick(list_of(sidebar), Key.Key_Return)
    assert opened == [old.id]


@pytest.mark.parametrize(
    ("key", "title"),
    [(Key.Key_Home, "c0"), (Key.Key_End, "c59"), (Key.Key_PageDown, "c30"), (Key.Key_PageUp, "c0"), (Key.Key_Up, "c9")],
)
def test_keys_reach_any_row(sidebar: Sidebar, stored: Store, key: Key, title: str) -> None:
    ids = [stored(f"c{n}", days=n / 100_000).id for n in range(60)]
    sidebar.focus_list()
    sidebar.select(ids[10])
    view = list_of(sidebar)
    view.viewport().window().resize(264, 20 * METRICS.row + METRICS.header + METRICS.button_small + 2 * 6 + 1)
    QTest.keyClick(view, key)
    assert current(sidebar) == title
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_what_is_open_stays_selected_while_the_keys_walk(sidebar: Sidebar, stored: Store) -> None:
    first = stored("first")
    stored("second", days=0.01)
    sidebar.select(first.id)
    sidebar.focus_list()
    QTest.keyClick(list_of(sidebar), Key.Key_Down)
    assert (current(sidebar), selected(sidebar)) == ("second", ["first"])


def test_the_selection_follows_its_conversation_when_rows_move(sidebar: Sidebar, stored: Store, world: World) -> None:
    first = stored("first", days=1)
    sidebar.select(first.id)
    stored("second")
    world.filing.rename(first.id, "renamed")
    assert selected(sidebar) == ["renamed"]


def test_a_click_opens(sidebar: Sidebar, stored: Store) -> None:
    one = stored("one")
    opened = asked(sidebar)
    view = list_of(sidebar)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.row_rect(0).center())
    assert opened == []
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.row_rect(1).center())
    assert opened == [one.id]


def test_delete_moves_to_the_trash_and_the_keys_stay_near(sidebar: Sidebar, stored: Store, world: World) -> None:
    one = stored("one")
    stored("two", days=0.01)
    sidebar.focus_list()
    QTest.keyClick(list_of(sidebar), Key.Key_Delete)
    assert one.id not in world.library
    assert current(sidebar) == "two"
    assert world.undoing.can_undo()


def editor_in(sidebar: Sidebar) -> QLineEdit:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert list_of(sidebar).isAncestorOf(field)
    return field


def test_f2_renames_in_the_row_and_enter_keeps_it(sidebar: Sidebar, stored: Store, world: World, qtbot: QtBot) -> None:
    one = stored("one")
    sidebar.focus_list()
    QTest.keyClick(list_of(sidebar), Key.Key_F2)
    field = editor_in(sidebar)
    assert field.selectedText() == "one"
    QTest.keyClicks(field, "another")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: world.library.get(one.id).title == "another")
    qtbot.waitUntil(list_of(sidebar).hasFocus)


def test_esc_drops_what_was_typed_as_a_name(sidebar: Sidebar, stored: Store, world: World, qtbot: QtBot) -> None:
    one = stored("one")
    sidebar.focus_list()
    QTest.keyClick(list_of(sidebar), Key.Key_F2)
    field = editor_in(sidebar)
    QTest.keyClicks(field, "another")
    asked_first = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, asked_first)
    assert asked_first.isAccepted()
    QTest.keyClick(field, Key.Key_Escape)
    qtbot.waitUntil(list_of(sidebar).hasFocus)
    assert world.library.get(one.id).title == "one"


def test_a_reply_that_begins_does_not_disturb_a_name_being_typed(sidebar: Sidebar, stored: Store, world: World) -> None:
    one = stored("one", days=2)
    stored("two")
    sidebar.focus_list()
    sidebar.select(one.id)
    QTest.keyClick(list_of(sidebar), Key.Key_F2)
    field = editor_in(sidebar)
    QTest.keyClicks(field, "half a na")
    world.library.marks.began(one.id)
    world.library.adopt(world.library.get(one.id))
    stored("three")
    assert editor_in(sidebar) is field
    assert field.text() == "half a na"
    world.library.marks.ended(one.id, well=True)
    QTest.keyClick(field, Key.Key_Escape)


def menu_of(sidebar: Sidebar) -> QMenu:
    view = list_of(sidebar)
    at = view.visualRect(view.currentIndex()).center()
    there = view.viewport().mapToGlobal(at)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, there))
    (menu,) = view.findChildren(QMenu)
    return menu


@pytest.mark.parametrize(
    ("words", "verb"), [("Export…", "export"), ("Move to the trash", "trash"), ("Rename", "rename")]
)
def test_the_menu_of_a_row_offers_what_the_keys_do(
    sidebar: Sidebar, stored: Store, world: World, words: str, verb: str
) -> None:
    one = stored("one")
    exported: list[str] = []
    sidebar.export_requested.connect(exported.append)
    sidebar.focus_list()
    menu = menu_of(sidebar)
    action = next(action for action in menu.actions() if action.text() == words)
    menu.close()
    action.trigger()
    assert (exported == [one.id]) == (verb == "export")
    assert (one.id in world.library) == (verb != "trash")
    if verb == "rename":
        QTest.keyClick(editor_in(sidebar), Key.Key_Escape)


def test_what_is_being_read_stays_in_place_when_rows_come_above(sidebar: Sidebar, stored: Store, qtbot: QtBot) -> None:
    for n in range(60):
        stored(f"c{n}", days=1 + n / 10_000)
    view = list_of(sidebar)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 300)
    view.verticalScrollBar().setValue(300)
    index = view.indexAt(QPoint(50, 200))
    title, top = index.data(), view.visualRect(index).top()
    stored("new one")
    qtbot.waitUntil(lambda: view.indexAt(QPoint(50, 200)).data() == title)
    assert view.visualRect(view.indexAt(QPoint(50, 200))).top() == top


def test_rings_turn_only_while_something_is_written_and_seen(sidebar: Sidebar, stored: Store, world: World) -> None:
    one = stored("one")
    clock = list_of(sidebar).findChild(WritingClock)
    assert isinstance(clock, WritingClock)
    began = partial(world.library.marks.began, one.id)
    ended = partial(world.library.marks.ended, one.id, well=True)
    turns = [clock.running]
    for step in (began, sidebar.hide, sidebar.show, ended):
        step()
        turns.append(clock.running)
    assert turns == [False, True, False, True, False]


def test_a_ring_that_turns_alone_looks_as_with_its_row(sidebar: Sidebar, stored: Store, world: World) -> None:
    one, view = stored("one"), list_of(sidebar)
    clock, index = view.findChild(WritingClock), view.rows.index_of(one.id)
    assert isinstance(clock, WritingClock)
    world.library.marks.began(one.id)
    slot = view.row_rect(index.row())
    slot.setLeft(METRICS.row_inset)
    slot.setWidth(METRICS.row_slot)
    air = (slot.height() - METRICS.writing_ring) // 2, (METRICS.row_slot - METRICS.writing_ring) // 2
    ring = slot.adjusted(air[1], air[0], -air[1], -air[0])
    for _ in ("open", "picked", "neither"):
        clock.stepped.emit()
        whole = view.viewport().grab().toImage().copy(ring)
        alone = [view.viewport().grab(ring).toImage() for _ in ("painted", "kept")]
        assert alone == [whole, whole]
        view.picked.toggle(index)
    world.library.marks.ended(one.id, well=True)


def test_the_buttons_above_and_below_say_what_they_do(sidebar: Sidebar, qtbot: QtBot) -> None:
    names = {button.text() for button in sidebar.findChildren(IconButton)}
    assert {"Menu", "New conversation"} <= names
    (menu,) = [button for button in sidebar.findChildren(IconButton) if button.text() == "Menu"]
    with qtbot.waitSignal(sidebar.menu_requested) as wished:
        menu.click()
    assert wished.args == [menu.mapToGlobal(QPoint(0, menu.height()))]


def test_another_text_size_or_density_is_followed(sidebar: Sidebar, stored: Store, theme: Theme, qtbot: QtBot) -> None:
    stored("one")
    view = list_of(sidebar)
    theme.set_compact(True)
    qtbot.waitUntil(lambda: view.row_rect(1).height() == METRICS.compact().row)
    theme.set_compact(False)

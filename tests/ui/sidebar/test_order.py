"""Several conversations at once, folders by key and by pointer, the archive and the trash."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QStyle
from pytestqt.qtbot import QtBot

from desktop_chat.domain.messages import Conversation
from desktop_chat.ui.look import Theme
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.dragging import CONVERSATIONS
from desktop_chat.ui.sidebar.folder_picker import FolderPicker
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.ui.sidebar.sidebar import Sidebar
from tests.services.world import World
from tests.ui.showing import called, click, focused, gone, press, write
from tests.ui.sidebar.conftest import Store
from tests.ui.sidebar.test_list import asked, list_of, menu_of
from tests.ui.sidebar.test_model import rows

Key, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def four(sidebar: Sidebar, stored: Store) -> list[Conversation]:
    """From the top down, the first of them open and with the keys."""
    made = [stored(f"c{n}", days=n / 100_000) for n in range(4)]
    sidebar.select(made[0].id)
    sidebar.focus_list()
    return made


def picked(sidebar: Sidebar) -> list[str]:
    view = sidebar.shelves.shown
    return [view.rows.index_of(one).data() for one in view.picked.ids()]


def click_row(view: ConversationList, conversation: Conversation, keys: Qt.KeyboardModifier) -> None:
    QTest.mouseClick(view.viewport(), LEFT, keys, view.visualRect(view.rows.index_of(conversation.id)).center())


# -- several at once ---------------------------------------------------------------------------------------------------


def test_shift_picks_what_is_passed_and_a_step_without_it_ends_that(sidebar: Sidebar, four: list[Conversation]) -> None:
    view = list_of(sidebar)
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    assert picked(sidebar) == ["c1", "c2", "c3"]
    QTest.keyClick(view, Key.Key_Up, SHIFT)
    assert picked(sidebar) == ["c1", "c2"]
    QTest.keyClick(view, Key.Key_Up)
    assert picked(sidebar) == []
    assert [index.data() for index in view.selectionModel().selectedIndexes()] == ["c0"]  # what is open, as before


def test_ctrl_and_space_pick_single_rows_and_escape_lets_go_of_all(sidebar: Sidebar, four: list[Conversation]) -> None:
    view = list_of(sidebar)
    for key in (Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space):
        QTest.keyClick(view, key, CTRL)
    assert picked(sidebar) == ["c0", "c2"]
    QTest.keyClick(view, Key.Key_Space, CTRL)
    assert picked(sidebar) == ["c0"]
    QTest.keyClick(view, Key.Key_A, CTRL)
    assert picked(sidebar) == ["c0", "c1", "c2", "c3"]
    QTest.keyClick(view, Key.Key_Escape)
    assert picked(sidebar) == []


def test_the_pointer_picks_with_shift_and_ctrl_and_opens_without(sidebar: Sidebar, four: list[Conversation]) -> None:
    view, opened = list_of(sidebar), asked(sidebar)
    click_row(view, four[2], CTRL)
    assert picked(sidebar) == ["c0", "c2"]  # what is open counts as the first
    click_row(view, four[2], CTRL)
    assert picked(sidebar) == ["c0"]
    click_row(view, four[3], SHIFT)
    assert picked(sidebar) == ["c2", "c3"]
    assert opened == []
    click_row(view, four[1], Qt.KeyboardModifier.NoModifier)
    assert (picked(sidebar), opened) == ([], [four[1].id])


def test_a_screen_reader_hears_picked_rows_as_selected(sidebar: Sidebar, four: list[Conversation]) -> None:
    view = list_of(sidebar)
    QTest.keyClick(view, Key.Key_Down, CTRL)
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    spoken = QAccessible.queryAccessibleInterface(view)
    children = [spoken.child(n) for n in range(spoken.childCount())]
    selected = [child.text(QAccessible.Text.Name) for child in children if child.state().selected]
    assert selected == ["c1", "c2"]


def test_picked_rows_carry_a_tick_and_the_open_one_steps_back(sidebar: Sidebar, four: list[Conversation]) -> None:
    view = list_of(sidebar)
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    states = [view.state_of(view.rows.index_of(one.id)) for one in four]
    flag = QStyle.StateFlag
    assert [bool(state & flag.State_On) for state in states] == [False, True, True, False]
    assert [bool(state & flag.State_Selected) for state in states] == [True, True, True, False]
    assert not states[0] & flag.State_Active


def test_delete_takes_all_that_are_picked_and_undo_brings_them_back(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    view = list_of(sidebar)
    for key in (Key.Key_Down, Key.Key_Down):
        QTest.keyClick(view, key, SHIFT)
    QTest.keyClick(view, Key.Key_Delete)
    assert rows(view.rows) == ["[Today]", "c3"]
    assert view.currentIndex().data() == "c3"
    assert len(world.undoing.undo()) == 3
    assert rows(view.rows) == ["[Today]", "c0", "c1", "c2", "c3"]


def test_picks_and_keys_and_place_outlive_a_list_that_is_made_again(
    sidebar: Sidebar, stored: Store, world: World, qtbot: QtBot
) -> None:
    made = [stored(f"c{n:02}", days=n / 100_000) for n in range(60)]
    view = list_of(sidebar)
    sidebar.focus_list()
    view.make_current(view.rows.index_of(made[40].id))
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: view.verticalOffset() > 0)
    top = view.visualRect(view.rows.index_of(made[40].id)).top()
    view.rows.rebuild()
    assert picked(sidebar) == ["c40", "c41"]
    assert view.currentIndex().data() == "c41"
    assert view.visualRect(view.rows.index_of(made[40].id)).top() == top
    world.filing.trash([one.id for one in made[:55]])
    assert view.currentIndex().data() == "c55"


@pytest.mark.parametrize(
    ("words", "column", "value"),
    [("Pin", "pinned", True), ("Archive", "archived", True), ("Mark as unread", "unread", True)],
)
def test_the_menu_is_for_all_that_are_picked(
    sidebar: Sidebar, four: list[Conversation], world: World, words: str, column: str, value: object
) -> None:
    QTest.keyClick(list_of(sidebar), Key.Key_Down, SHIFT)
    menu = menu_of(sidebar)
    assert menu.actions()[0].text() == "2 conversations"
    action = next(action for action in menu.actions() if action.text() == words)
    menu.close()
    action.trigger()
    assert [getattr(world.library.get(one.id), column) for one in four] == [value, value, False, False]


def test_a_duplicate_says_so_in_its_title(
    sidebar: Sidebar, four: list[Conversation], world: World, qtbot: QtBot
) -> None:
    menu = menu_of(sidebar)
    action = next(action for action in menu.actions() if action.text() == "Duplicate")
    menu.close()
    with qtbot.waitSignal(world.filing.duplicated) as made:
        action.trigger()
    assert made.args is not None
    assert world.library.get(made.args[0]).title == "c0, copy"


# -- folders -----------------------------------------------------------------------------------------------------------


def test_right_and_left_walk_into_a_folder_and_out(sidebar: Sidebar, stored: Store) -> None:
    stored("offer", folder="Work")
    stored("free")
    view = list_of(sidebar)
    sidebar.focus_list()
    assert view.currentIndex().data() == "Work"
    QTest.keyClick(view, Key.Key_Right)
    assert rows(view.rows) == ["[Folders]", "Work", "offer", "[Today]", "free"]
    QTest.keyClick(view, Key.Key_Right)
    assert view.currentIndex().data() == "offer"
    QTest.keyClick(view, Key.Key_Left)
    assert view.currentIndex().data() == "Work"
    QTest.keyClick(view, Key.Key_Left)
    assert rows(view.rows) == ["[Folders]", "Work", "[Today]", "free"]
    QTest.keyClick(view, Key.Key_Return)
    assert rows(view.rows) == ["[Folders]", "Work", "offer", "[Today]", "free"]


def test_a_new_folder_is_named_where_it_stands(sidebar: Sidebar, stored: Store, world: World, qtbot: QtBot) -> None:
    stored("one")
    view = list_of(sidebar)
    view.new_folder()
    field = focused()
    assert isinstance(field, QLineEdit)
    assert (field.accessibleName(), field.selectedText()) == ("Name of the folder", "New folder")
    QTest.keyClicks(field, "Work")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: world.folders.all() == ("Work",))
    view.setCurrentIndex(view.rows.index_of_folder("Work"))
    view.new_folder()
    QTest.keyClick(focused(), Key.Key_Return)
    qtbot.waitUntil(lambda: world.folders.all() == ("Work", "Work/New folder"))


def test_delete_on_a_folder_leaves_what_it_holds(sidebar: Sidebar, stored: Store, world: World) -> None:
    stored("offer", folder="Work")
    view = list_of(sidebar)
    sidebar.focus_list()
    QTest.keyClick(view, Key.Key_Delete)
    assert rows(view.rows) == ["[Today]", "offer"]
    world.undoing.undo()
    assert rows(view.rows) == ["[Folders]", "Work"]


def picker_of(sidebar: Sidebar) -> FolderPicker:
    (found,) = sidebar.findChildren(FolderPicker)
    return found


def test_move_asks_for_the_folder_in_a_list_that_typing_narrows(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    world.filing.add_folder("Home")
    world.filing.add_folder("Work/Letters")
    list_of(sidebar).move_chosen()
    write("lett")
    assert [row.text for row in picker_of(sidebar).wanted_rows("lett")] == ["Work / Letters", "New folder “lett”"]
    press(Key.Key_Return)
    assert world.library.get(four[0].id).folder == "Work/Letters"
    assert focused() is list_of(sidebar)
    gone(sidebar.findChildren(FolderPicker)[0]) if sidebar.findChildren(FolderPicker) else None


def test_a_name_that_is_no_folder_yet_makes_one(sidebar: Sidebar, four: list[Conversation], world: World) -> None:
    QTest.keyClick(list_of(sidebar), Key.Key_Down, SHIFT)
    list_of(sidebar).move_chosen()
    write("Trips")
    press(Key.Key_Return)
    assert [world.library.get(one.id).folder for one in four] == ["Trips", "Trips", None, None]
    world.undoing.undo()
    assert [world.library.get(one.id).folder for one in four] == [None] * 4


# -- dragging ----------------------------------------------------------------------------------------------------------


def hold(view: ConversationList, at: QPoint, ids: Sequence[str]) -> bool:
    """Drags so far; whether it could be let go there."""
    data, move = dragged(ids), Qt.DropAction.MoveAction
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(at, move, data, LEFT, NONE)
        QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def drop(view: ConversationList, at: QPoint, ids: Sequence[str]) -> bool:
    if not hold(view, at, ids):
        QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
        return False
    data = dragged(ids)
    event = QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def dragged(ids: Sequence[str]) -> QMimeData:
    data = QMimeData()
    data.setData(CONVERSATIONS, " ".join(ids).encode())
    return data


def test_what_is_let_go_on_a_folder_lies_in_it_and_under_a_day_in_none(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    world.filing.add_folder("Work")
    view = list_of(sidebar)
    moving = [four[1].id, four[2].id]
    at = view.visualRect(view.rows.index_of_folder("Work")).center()
    assert drop(view, at, moving)
    assert [world.library.get(one.id).folder for one in four] == [None, "Work", "Work", None]
    assert not drop(view, at, moving)  # they are there
    day = view.visualRect(view.rows.index_of(four[0].id)).center()
    assert drop(view, day, moving)
    assert [world.library.get(one.id).folder for one in four] == [None] * 4
    world.undoing.undo()
    assert world.library.get(moving[0]).folder == "Work"


def test_what_is_let_go_among_the_pinned_ones_is_pinned_and_elsewhere_no_more(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    world.filing.pin([four[3].id])
    world.filing.add_folder("Work")
    view = list_of(sidebar)
    assert drop(view, view.row_rect(0).center(), [four[0].id])
    assert world.library.get(four[0].id).pinned
    assert drop(view, view.visualRect(view.rows.index_of_folder("Work")).center(), [four[0].id])
    moved = world.library.get(four[0].id)
    assert (moved.pinned, moved.folder) == (False, "Work")
    world.undoing.undo()
    back = world.library.get(four[0].id)
    assert (back.pinned, back.folder) == (True, None)


def test_while_something_is_dragged_the_place_shows_itself(
    sidebar: Sidebar, four: list[Conversation], world: World, theme: Theme
) -> None:
    world.filing.add_folder("Work")
    view = list_of(sidebar)
    row = view.visualRect(view.rows.index_of_folder("Work"))
    assert hold(view, row.center(), [four[0].id])
    inside = row.center() + QPoint(0, row.height() // 3)
    ground = view.viewport().grab().toImage().pixelColor(inside)
    assert ground == theme.palette.role_system
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.viewport().grab().toImage().pixelColor(inside) != ground


def test_one_that_comes_in_over_its_own_place_is_heard_of_on_its_further_way(
    sidebar: Sidebar, four: list[Conversation]
) -> None:
    view = list_of(sidebar)
    at, data, move = (
        view.visualRect(view.rows.index_of(four[1].id)).center(),
        dragged([four[1].id]),
        Qt.DropAction.MoveAction,
    )
    taken = []
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(at, move, data, LEFT, NONE)
        QApplication.sendEvent(view.viewport(), event)
        taken.append(event.isAccepted())
    assert taken == [True, False]


# -- archive and trash -------------------------------------------------------------------------------------------------


def sentence(sidebar: Sidebar) -> str:
    return " ".join(label.text() for label in sidebar.findChildren(QLabel) if label.isVisible())


def test_the_buttons_of_the_foot_look_into_the_archive_and_back(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    click(sidebar, "Archive")
    assert "Nothing is archived." in sentence(sidebar)
    assert focused() is called(sidebar, QAbstractButton, "Back to the conversations")
    world.filing.archive([four[0].id])
    assert rows(sidebar.shelves.shown.rows) == ["[Today]", "c0"]
    press(Key.Key_Escape)
    assert sidebar.shelves.part is Part.LIST
    assert focused() is list_of(sidebar)


def test_in_the_trash_enter_opens_and_the_menu_restores(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    world.filing.trash([four[0].id, four[1].id])
    click(sidebar, "Trash")
    assert "Deleted for good after 30 days." in sentence(sidebar)
    view, opened = sidebar.shelves.shown, asked(sidebar)
    assert focused() is view
    press(Key.Key_Return)
    assert len(opened) == 1
    assert opened[0] in {four[0].id, four[1].id}
    menu = view._menu_for(view.currentIndex())
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Restore").trigger()
    menu.close()
    assert opened[0] in world.library


def test_deleting_for_good_asks_and_cancel_has_the_keys(
    sidebar: Sidebar, four: list[Conversation], world: World
) -> None:
    world.filing.trash([four[0].id, four[1].id])
    click(sidebar, "Trash")
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    (box,) = sidebar.findChildren(MessageBox)
    assert box.accessibleDescription().startswith("Delete 2 conversations for good?")
    called(box, QAbstractButton, "Cancel").click()
    gone(box)
    assert len(world.library.trash.all()) == 2
    click(sidebar, "Empty…")
    (box,) = sidebar.findChildren(MessageBox)
    called(box, QAbstractButton, "Delete for good").click()
    gone(box)
    assert world.library.trash.all() == ()
    assert "The trash is empty." in sentence(sidebar)

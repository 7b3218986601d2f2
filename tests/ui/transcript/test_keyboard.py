"""Going through messages and acting on them by keys and by pointing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from desktop_chat.domain.messages import ConversationId, Role, ToolCall
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.transcript.actions import Action, Wish
from desktop_chat.ui.transcript.reader import Reader
from desktop_chat.ui.transcript.reading import last_code
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, World, painted, wait_until

KEY = Qt.Key


@pytest.fixture
def talk(view: Transcript, world: World) -> ConversationId:
    conversation_id = Talk().exchanges(10).stored_in(world)
    view.open(conversation_id)
    view.setFocus()
    return conversation_id


def press(view: Transcript, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view, key, modifiers)


def current(view: Transcript) -> str:
    message = view.current_message()
    return message.text.split("\n")[0] if message else ""


def point_of(view: Transcript, place: int, action: Action) -> QPoint:
    """Where a click on that part of a message falls."""
    box = view.block_rect(place)
    points = (QPoint(x, y) for y in range(box.top(), box.bottom(), 4) for x in range(box.left(), box.right(), 4))
    return next(point for point in points if view.at(point) == (place, action))


def click(view: Transcript, point: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def test_walking_begins_at_the_last_message_that_is_seen(view: Transcript, talk: ConversationId) -> None:
    told: list[str] = []
    view.focused_message.connect(told.append)
    view.walk(-1)
    assert current(view) == "Line 0 of answer 9."
    view.walk(-1)
    assert current(view) == "Question 9"
    assert told == [view.story.messages[19].id, view.story.messages[18].id]


def test_walking_ends_at_both_ends(view: Transcript, talk: ConversationId) -> None:
    press(view, KEY.Key_Home)
    view.walk(-1)
    assert current(view) == "Question 0"
    press(view, KEY.Key_End)
    view.walk(1)
    assert current(view) == "Line 0 of answer 9."
    assert view.viewpoint.at_end


def test_the_message_that_is_walked_to_can_be_seen(view: Transcript, talk: ConversationId) -> None:
    for _ in range(25):
        view.walk(-1)
        assert view.current is not None
        box = view.block_rect(view.current)
        assert box.top() >= 0
        assert box.bottom() <= view.viewport().height()


def test_arrows_read_a_high_message_before_they_leave_it(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("A line\n" * 80)
    talk.ask("Next")
    view.open(talk.stored_in(world))
    view.walk_to(1)
    press(view, KEY.Key_Down)
    assert view.current == 1
    for _ in range(40):
        press(view, KEY.Key_Down)
    assert view.current == 2


def test_pages_overlap_by_two_lines(view: Transcript, talk: ConversationId) -> None:
    press(view, KEY.Key_Home)
    place = max(view.seen())
    before = view.y_of(place)
    press(view, KEY.Key_PageDown)
    moved = before - view.y_of(place)
    assert moved == view.viewport().height() - 2 * 24
    press(view, KEY.Key_PageUp)
    assert view.y_of(place) == before


def test_only_keys_show_the_ring(view: Transcript, talk: ConversationId) -> None:
    bare = painted(view)
    view.walk(-1)
    ringed = painted(view)
    assert ringed != bare
    click(view, view.block_rect(19).center())
    assert painted(view) == bare
    assert view.current == 19


def test_another_conversation_that_opens_under_the_keys_shows_where_they_are(
    view: Transcript, world: World, talk: ConversationId
) -> None:
    view.walk(-1)
    view.open(Talk().exchanges(3).stored_in(world))
    wait_until(lambda: len(view.column) == 6)
    assert (view.ringed, current(view)) == (5, "Line 0 of answer 2.")


def test_another_conversation_shows_no_ring_when_no_key_brought_the_reader(
    view: Transcript, world: World, talk: ConversationId
) -> None:
    click(view, view.viewport().rect().center())
    view.open(Talk().exchanges(3).stored_in(world))
    wait_until(lambda: len(view.column) == 6)
    assert view.ringed is None


def test_the_text_of_a_message_is_copied_as_it_was_written(view: Transcript, world: World) -> None:
    talk = Talk()
    text = "Tabs\tand **marks**\n\n```py\nx = 1\n```\n备份 SQLite"
    talk.ask(text)
    view.open(talk.stored_in(world))
    view.walk(-1)
    press(view, KEY.Key_C, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text


@pytest.mark.parametrize("key", [KEY.Key_F2, KEY.Key_Return, KEY.Key_Enter])
def test_a_key_opens_the_message_as_plain_text(view: Transcript, world: World, key: Qt.Key) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("The **answer**", reasoning="Hm.", tool_calls=(ToolCall("1", "look", '{"at": 1}'),))
    view.open(talk.stored_in(world))
    view.walk(-1)
    press(view, key)
    reader = view.findChild(Reader) or next(w for w in QApplication.topLevelWidgets() if isinstance(w, Reader))
    shown = reader.findChild(QPlainTextEdit)
    assert shown is not None
    assert "The **answer**" in shown.toPlainText()
    assert '{"at": 1}' in shown.toPlainText()
    assert shown.isReadOnly()
    QTest.keyClick(shown, KEY.Key_Escape)
    wait_until(view.hasFocus)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, Reader) and w.isVisible()]


def test_a_call_of_a_tool_is_one_line_until_space_shows_all_that_was_asked(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("", finish_reason="tool_calls", tool_calls=(ToolCall("1", "look", '{"at": 1, "how": "well"}'),))
    talk.ask("line one\nline two", Role.TOOL)
    view.open(talk.stored_in(world))
    heights = [view.column.height(place) for place in (1, 2)]
    for place in (1, 2):
        view.walk_to(place)
        press(view, KEY.Key_Space)
    shown = [leaf.text for place in (1, 2) for body in view.column[place].bodies for leaf in body.leaves]
    assert shown == ['{\n  "at": 1,\n  "how": "well"\n}', "line one\nline two"]
    assert all(view.column.height(place) > height for place, height in zip((1, 2), heights, strict=True))
    press(view, KEY.Key_Space)
    assert view.column.height(2) == heights[1]


def test_left_and_right_move_what_is_wider_than_the_column(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("```\n" + "wide " * 100 + "\n```")
    view.open(talk.stored_in(world))
    view.walk_to(1)
    [code] = view.column[1].bodies[0].leaves
    before = code.caret(0).left()
    press(view, KEY.Key_Right)
    assert code.caret(0).left() < before
    press(view, KEY.Key_Left)
    assert code.caret(0).left() == before


def test_a_long_question_is_folded_and_space_unfolds_it(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("\n".join(f"line {number}" for number in range(64)))
    talk.answer("Long.")
    view.open(talk.stored_in(world))
    folded = view.column.height(0)
    view.walk_to(0)
    press(view, KEY.Key_Space)
    assert view.column.height(0) == folded + 58 * 24
    press(view, KEY.Key_Space)
    assert view.column.height(0) == folded


def test_a_question_of_twelve_lines_is_shown_whole(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("\n".join(f"line {number}" for number in range(12)))
    view.open(talk.stored_in(world))
    assert not view.column[0].can_unfold


def test_unfolding_by_a_click_keeps_the_beginning_where_it_is(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(4)
    talk.ask("\n".join(f"line {number}" for number in range(64)))
    view.open(talk.stored_in(world))
    before = view.y_of(8)
    click(view, point_of(view, 8, Action.UNFOLD))
    assert view.column[8].choices.unfolded
    assert view.y_of(8) == before


def test_the_receipt_line_asks_for_the_receipt(view: Transcript, talk: ConversationId) -> None:
    asked: list[str] = []
    view.receipt_requested.connect(asked.append)
    click(view, point_of(view, 19, Action.RECEIPT))
    assert asked == [view.story.messages[19].id]


@pytest.mark.parametrize("width", [460, 900])
def test_the_branch_switcher_asks_for_the_neighbour(view: Transcript, world: World, width: int) -> None:
    view.resize(width, 600)
    talk = Talk()
    question = talk.ask("Which?")
    talk.answer("First")
    talk.head = question.id
    second = talk.answer("Second")
    view.open(talk.stored_in(world))
    asked: list[tuple[str, int]] = []
    view.branch_requested.connect(lambda message_id, step: asked.append((message_id, step)))
    click(view, point_of(view, 1, Action.PREVIOUS_BRANCH))
    assert asked == [(second.id, -1)]
    assert not any(
        view.at(QPoint(x, view.block_rect(1).bottom() - 10)) == (1, Action.NEXT_BRANCH) for x in range(0, 900, 3)
    )


def test_an_edited_question_has_its_own_switcher(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("First wording")
    talk.head = None
    talk.ask("Second wording")
    talk.answer("Yes")
    view.open(talk.stored_in(world))
    box = view.block_rect(0)
    found = {
        view.at(QPoint(x, y)) for y in range(box.bottom(), box.bottom() + 28, 4) for x in range(box.left(), 900, 4)
    }
    assert (0, Action.PREVIOUS_BRANCH) in found


def menu_of(view: Transcript) -> QMenu:
    corner = QPoint(5, 5)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, corner, view.mapToGlobal(corner)))
    found = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_menu_has_everything_that_can_be_pointed_at(view: Transcript, world: World) -> None:
    talk = Talk()
    question = talk.ask("Which?")
    talk.answer("First")
    talk.head = question.id
    second = talk.answer("Second", reasoning="Hm.")
    view.open(talk.stored_in(world))
    view.walk(-1)
    asked: list[str] = []
    view.retry_requested.connect(asked.append)
    menu = menu_of(view)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert set(actions) == {
        "Copy",
        "Copy as Markdown",
        "Copy as rich text",
        "Copy as plain text",
        "Open as plain text",
        "Compare the answers",
        "Unfold",
        "Exclude",
        "Pin",
        "Retry",
        "Try again with another model…",
        "Edit this message…",
        "Insert after this",
        "Fork from here",
        "Start fresh here",
        "Summarise what is above…",
        "Previous branch",
        "Next branch",
        "Receipt…",
    }
    assert not actions["Next branch"].isEnabled()
    actions["Retry"].trigger()
    assert asked == [second.id]
    menu.close()


def test_the_menu_of_a_question_edits_it(view: Transcript, talk: ConversationId) -> None:
    view.walk_to(18)
    wishes: list[tuple[str, Wish]] = []
    view.wished.connect(lambda message_id, wish: wishes.append((message_id, wish)))
    menu = menu_of(view)
    next(action for action in menu.actions() if action.text() == "Edit this message…").trigger()
    assert wishes == [(view.story.messages[18].id, Wish.CHANGE)]
    menu.close()


def submenu(menu: QMenu, title: str) -> dict[str, QAction]:
    """What stands in the menu within the menu."""
    found = [inner for inner in menu.findChildren(QMenu) if inner.title() == title]
    return {action.text(): action for inner in found for action in inner.actions()}


def test_links_are_opened_by_key(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Where?")
    talk.answer(
        "See [the manual](https://sqlite.org/backup.html), https://example.org/a or [this](javascript:alert(1)).\n\n"
        "| Page |\n|---|\n| [раураl & co](https://раураl.com/) |\n\n`[no](https://code.example)`"
    )
    view.open(talk.stored_in(world))
    view.walk(-1)
    menu = menu_of(view)
    links = submenu(menu, "Links")
    assert list(links) == [
        "the manual (sqlite.org)",
        "https://example.org/a",
        "раураl && co (xn--l-7sba6dbr.com)",
    ]
    links["the manual (sqlite.org)"].trigger()
    menu.close()
    box = next(box for box in view.findChildren(MessageBox) if box.isVisible())
    assert box.accessibleDescription().startswith("Open sqlite.org?")
    box.reject()
    assert view.hasFocus()


def test_code_is_copied_and_wrapped_by_key(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("How?")
    talk.answer("```python\nprint(1)\nprint(2)\n```\n\n```\n" + "wide " * 100 + "\n```")
    view.open(talk.stored_in(world))
    view.walk(-1)
    menu = menu_of(view)
    codes = submenu(menu, "Code")
    codes["Copy code: python, print(1)"].trigger()
    assert QGuiApplication.clipboard().text() == "print(1)\nprint(2)"
    height = view.column.height(1)
    next(action for words, action in codes.items() if words.startswith("Wrap: wide")).trigger()
    assert view.column.height(1) > height
    menu.close()
    menu = menu_of(view)
    next(action for words, action in submenu(menu, "Code").items() if words.startswith("Unwrap: wide")).trigger()
    assert view.column.height(1) == height
    menu.close()


def test_a_message_without_links_and_code_offers_none(view: Transcript, talk: ConversationId) -> None:
    view.walk(-1)
    menu = menu_of(view)
    assert not submenu(menu, "Links")
    assert not submenu(menu, "Code")
    menu.close()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no code", None),
        ("```\na\n```\ntext\n~~~py\nb\n\nc\n~~~\n", "b\n\nc"),
        ("- item\n\n  ```\n  inner\n  ```\n", "inner"),
        ("````md\n```\nnot the end\n```\n````", "```\nnot the end\n```"),
        ("```py\nstill = open", "still = open"),
        ("Say `three` of ``` in a line.", None),
    ],
)
def test_the_last_code_of_a_reply_is_what_its_markdown_says(text: str, code: str | None) -> None:
    assert last_code(Talk().answer(text)) == code

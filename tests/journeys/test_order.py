"""Keeping order by keyboard, from the composer to the archive and the trash, and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_chat.app import Run
from desktop_chat.ui.sidebar.placing import Part
from tests.support.program import (
    ask,
    branch,
    composer_text,
    press_where_focus_is,
    running,
    store_endpoint,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.wire_server import WireServer

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def ask_in_new_ones(run: Run, *questions: str) -> list[str]:
    """A conversation for each question; their ids."""
    ids = []
    for question in questions:
        press_where_focus_is(run, Key.Key_N, CTRL)
        ask(run, question)
        wait_for_reply(run)
        assert run.window.pane.shown
        ids.append(run.window.pane.shown)
    return ids


def titles(run: Run) -> list[str]:
    library = run.services.library
    return [library.get(one).title for one in run.window.sidebar.shelves.list.rows.seen()]


def name_of_focus() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def test_a_folder_is_made_filled_and_walked_past_without_the_pointer(run: Run) -> None:
    first, second, third = ask_in_new_ones(run, "First?", "Second?", "Third?")
    press_where_focus_is(run, Key.Key_N, CTRL | SHIFT)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    write(run, "Work")
    press_where_focus_is(run, Key.Key_Return)
    wait_until(lambda: run.services.folders.all() == ("Work",))
    run.window.open(second)
    press_where_focus_is(run, Key.Key_L, CTRL)
    press_where_focus_is(run, Key.Key_J, CTRL | SHIFT)
    press_where_focus_is(run, Key.Key_Return)
    wait_until(lambda: run.services.library.get(second).folder == "Work")
    assert titles(run) == ["Third?", "First?"]  # the folder is closed
    press_where_focus_is(run, Key.Key_Tab, CTRL)
    assert run.window.pane.shown == third
    press_where_focus_is(run, Key.Key_Tab, CTRL)
    assert run.window.pane.shown == first
    run.window.sidebar.shelves.list.rows.set_open("Work", True)
    press_where_focus_is(run, Key.Key_1, CTRL)
    assert run.window.pane.shown == second


def test_several_go_to_the_trash_together_and_come_back_in_the_next_run(
    qapp: object, server: WireServer, data: Path
) -> None:
    store_endpoint(data, server.base_url)
    with running(data) as run:
        ask_in_new_ones(run, "Stays?", "First?", "Second?")
        run.window.sidebar.focus_list()
        press_where_focus_is(run, Key.Key_Down, SHIFT)
        press_where_focus_is(run, Key.Key_Delete)
        wait_until(lambda: titles(run) == ["Stays?"])
        wait_until(lambda: branch(run)[0].text == "Stays?")  # what was open has gone along
    with running(data) as run:
        press_where_focus_is(run, Key.Key_Z, CTRL)
        wait_until(lambda: titles(run) == ["Second?", "First?", "Stays?"])
        assert not run.services.library.trash.all()


def test_undo_in_a_text_field_is_for_its_text_alone(run: Run) -> None:
    (first,) = ask_in_new_ones(run, "First?")
    run.services.filing.pin([first])
    write(run, "half a thought")
    press_where_focus_is(run, Key.Key_Z, CTRL)
    assert composer_text(run) != "half a thought"
    assert run.services.library.get(first).pinned
    run.window.sidebar.focus_list()
    press_where_focus_is(run, Key.Key_F2)
    write(run, "Other")
    press_where_focus_is(run, Key.Key_Z, CTRL)
    assert run.services.library.get(first).pinned
    press_where_focus_is(run, Key.Key_Escape)


def test_the_archive_is_looked_into_and_left_by_escape(run: Run) -> None:
    _, second = ask_in_new_ones(run, "First?", "Second?")
    press_where_focus_is(run, Key.Key_Y, CTRL | SHIFT)
    wait_until(lambda: run.services.library.get(second).archived)
    assert titles(run) == ["First?"]
    run.window.order.show_archive()
    assert name_of_focus() == "Archive"
    press_where_focus_is(run, Key.Key_Y, CTRL | SHIFT)
    wait_until(lambda: not run.services.library.get(second).archived)
    press_where_focus_is(run, Key.Key_Escape)
    assert run.window.sidebar.shelves.part is Part.LIST
    assert name_of_focus() == "Conversations"
    assert titles(run) == ["Second?", "First?"]


def test_pin_is_for_the_open_one_and_in_the_list_for_what_is_chosen(run: Run) -> None:
    first, second, third = ask_in_new_ones(run, "First?", "Second?", "Third?")
    library = run.services.library
    press_where_focus_is(run, Key.Key_B, CTRL | SHIFT)
    assert [library.get(one).pinned for one in (first, second, third)] == [False, False, True]
    run.window.sidebar.focus_list()
    press_where_focus_is(run, Key.Key_End)
    press_where_focus_is(run, Key.Key_Up, SHIFT)
    press_where_focus_is(run, Key.Key_B, CTRL | SHIFT)
    assert [library.get(one).pinned for one in (first, second, third)] == [True, True, True]
    assert run.window.pane.shown == third

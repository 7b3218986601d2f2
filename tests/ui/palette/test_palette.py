"""The palette in the real window: what is typed, what is listed, where Enter and Esc lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from desktop_chat.app import Run
from desktop_chat.domain.settings import THEME, ThemeMode
from desktop_chat.ui.palette.palette import Palette
from tests.support.program import press_where_focus_is, running, store_endpoint, wait_until, write

CTRL = Qt.KeyboardModifier.ControlModifier
TITLES = ("Rewrite the proxy", "WAL 模式下如何安全备份", "Kyoto in November", "Recipes")


@pytest.fixture
def run(qapp: object, tmp_path: Path) -> Iterator[Run]:
    store_endpoint(tmp_path, "http://127.0.0.1:9/v1")
    with running(tmp_path) as made:
        library = made.services.library
        for title in TITLES:
            conversation = library.new()
            library.adopt(replace(conversation, title=title))
            library.set_draft(conversation.id, title)
        made.window.activateWindow()
        wait_until(made.window.isActiveWindow)
        made.window.messages.compose()
        yield made


def open_palette(run: Run, typed: str = "") -> Palette:
    press_where_focus_is(run, Qt.Key.Key_K, CTRL)
    write(run, typed)
    palette = the_palette(run)
    wait_until(lambda: not palette.is_looking)
    return palette


def the_palette(run: Run) -> Palette:
    (palette,) = [one for one in run.window.findChildren(Palette) if one.isVisible()]
    return palette


def lines(run: Run) -> list[str]:
    """Each row as a screen reader says it."""
    model = the_list(run).model()
    rows = [model.index(place, 0) for place in range(model.rowCount())]
    return [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]


def the_list(run: Run) -> QListView:
    (view,) = the_palette(run).findChildren(QListView)
    return view


def current(run: Run) -> str:
    return str(the_list(run).currentIndex().data())


def field(run: Run) -> QLineEdit:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    return focus


def shown_title(run: Run) -> str:
    return run.services.library.get(run.window.pane.shown or "").title


def is_closed(run: Run) -> bool:
    return not any(palette.isVisible() for palette in run.window.findChildren(Palette))


def test_with_nothing_typed_it_lists_the_last_conversations_but_the_open_one(run: Run) -> None:
    newest = max(run.services.library.conversations(), key=lambda one: one.updated_at)
    run.window.open(newest.id)
    open_palette(run)
    said = lines(run)
    assert said[0] == "Last conversations"
    assert len(said) > len(TITLES) - 1
    assert not any(line.startswith(newest.title) for line in said if newest.title)


def test_some_letters_and_enter_open_a_conversation_and_the_keys_go_to_the_composer(run: Run) -> None:
    open_palette(run, "kyo")
    assert current(run) == "Kyoto in November"
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert is_closed(run)
    assert shown_title(run) == "Kyoto in November"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Message"


def test_chinese_from_an_input_method_finds_a_title(run: Run) -> None:
    open_palette(run, "备份")
    assert current(run) == "WAL 模式下如何安全备份"


def test_archived_ones_are_found_and_say_so(run: Run) -> None:
    library = run.services.library
    (one,) = [item for item in library.conversations() if item.title == "Recipes"]
    run.services.filing.archive([one.id], archived=True)
    open_palette(run, "recipes")
    assert lines(run)[0].startswith("Recipes, archived")


def test_without_a_hit_the_whole_library_can_be_searched(run: Run) -> None:
    open_palette(run, "zebra")
    assert lines(run) == ["Search everything for “zebra”"]
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert field(run).accessibleName() == "Search"
    assert field(run).text() == "zebra"


def test_esc_gives_the_keys_back_to_where_they_were(run: Run) -> None:
    run.window.sidebar.focus_list()
    before = QApplication.focusWidget()
    open_palette(run, "re")
    press_where_focus_is(run, Qt.Key.Key_Escape)
    assert is_closed(run)
    assert QApplication.focusWidget() is before


def test_its_key_closes_it_again(run: Run) -> None:
    before = QApplication.focusWidget()
    open_palette(run)
    press_where_focus_is(run, Qt.Key.Key_K, CTRL)
    assert is_closed(run)
    assert QApplication.focusWidget() is before


def test_commands_are_found_behind_their_sign_with_key_and_reason(run: Run) -> None:
    open_palette(run, ">undo")
    assert lines(run)[0] == "Organise"
    assert lines(run)[1].startswith("Undo, ")
    assert lines(run)[1].endswith(", Ctrl+Z")
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert not is_closed(run)  # nothing can be undone, and the row says so


def test_enter_on_a_command_that_cannot_run_runs_no_other(run: Run) -> None:
    open_palette(run, "> copy the last")
    assert current(run) == "Copy the last reply"
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert not is_closed(run)
    assert "there is no reply yet" in lines(run)[1]


def test_a_command_runs_from_here(run: Run) -> None:
    open_palette(run, "> dark")
    assert current(run) == "Dark"
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert run.services.preferences.get(THEME) is ThemeMode.DARK
    open_palette(run, "> dark")
    assert "Dark, on" in lines(run)
    press_where_focus_is(run, Qt.Key.Key_Escape)
    run.services.preferences.set(THEME, ThemeMode.SYSTEM)


def test_every_listed_command_is_one_of_the_table(run: Run) -> None:
    open_palette(run, ">")
    titles = {command.name() for command in run.window.commands.commands if command.group}
    heads = {command.group for command in run.window.commands.commands}
    model = the_list(run).model()
    listed = {str(model.index(n, 0).data()) for n in range(model.rowCount())}
    assert titles <= listed
    assert listed - titles <= heads


def test_a_model_is_chosen_for_this_conversation(run: Run) -> None:
    open_palette(run, "@")
    assert lines(run)[0] == "Test"
    assert lines(run)[1].startswith("test-model")
    write(run, "other-model")
    assert lines(run)[:2] == ["Test", "Use “other-model”"]
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert run.services.library.get(run.window.pane.shown or "").model == "other-model"


def test_a_folder_is_opened_in_the_list(run: Run) -> None:
    run.services.folders.add("Work/Servers")
    open_palette(run, "#serv")
    assert lines(run) == ["Work / Servers, 0"]
    press_where_focus_is(run, Qt.Key.Key_Return)
    listed = run.window.sidebar.shelves.list
    assert QApplication.focusWidget() is listed
    assert listed.rows.folder_at(listed.currentIndex()) == "Work/Servers"


def test_where_there_is_no_folder_one_can_be_made(run: Run) -> None:
    open_palette(run, "#")
    assert lines(run) == ["There is no folder yet.", "New folder…"]


def test_help_writes_the_sign_into_the_field(run: Run) -> None:
    open_palette(run, "?")
    press_where_focus_is(run, Qt.Key.Key_Down)
    assert current(run) == "Commands of the program"
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert field(run).text() == ">"
    assert "Organise" in lines(run)


@pytest.mark.parametrize(("typed", "listed"), [("》dark", "Dark"), ("＞undo", "Undo"), ("＠test", "test-model")])
def test_signs_of_full_width_are_the_same_signs(run: Run, typed: str, listed: str) -> None:
    open_palette(run, typed)
    assert any(line.startswith(listed) for line in lines(run))


def test_the_keys_walk_through_the_rows_and_to_their_ends(run: Run) -> None:
    open_palette(run)
    first = current(run)
    press_where_focus_is(run, Qt.Key.Key_Down)
    assert current(run) != first
    press_where_focus_is(run, Qt.Key.Key_End)
    view = the_list(run)
    assert view.currentIndex().row() == view.model().rowCount() - 1
    press_where_focus_is(run, Qt.Key.Key_Home)
    assert current(run) == first
    press_where_focus_is(run, Qt.Key.Key_PageDown)
    assert current(run) != first
    assert field(run).accessibleDescription().startswith(current(run))


def test_it_is_painted_in_both_directions_and_fits_a_small_window(run: Run) -> None:
    run.window.resize(run.window.minimumSize())
    palette: QWidget = open_palette(run, "> co")
    for direction in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight):
        palette.setLayoutDirection(direction)
        assert not palette.grab().isNull()
    assert run.window.rect().adjusted(-16, -16, 16, 16).contains(palette.geometry())


def test_where_no_command_is_meant_that_is_said(run: Run) -> None:
    open_palette(run, "> no such thing")
    assert lines(run) == ["Nothing found for “no such thing”."]


def test_a_language_is_found_by_its_english_name(run: Run) -> None:
    open_palette(run, "> chinese")
    assert current(run) == "Language: 简体中文 (Chinese)"


def test_what_happens_in_the_library_is_seen_while_it_is_open(run: Run) -> None:
    library = run.services.library
    open_palette(run, "kyo")
    (one,) = [item for item in library.conversations() if item.title == "Kyoto in November"]
    library.adopt(replace(one, title="Kyoto in May"))
    wait_until(lambda: current(run) == "Kyoto in May")
    library.put_away([one.id])
    wait_until(lambda: lines(run) == ["Search everything for “kyo”"])


def test_folders_are_followed_while_they_are_listed(run: Run) -> None:
    run.services.folders.add("Work")
    open_palette(run, "#")
    assert lines(run) == ["Work, 0"]
    run.services.folders.add("Home")
    wait_until(lambda: lines(run) == ["Home, 0", "Work, 0"])
    (one,) = [item for item in run.services.library.conversations() if item.title == "Recipes"]
    run.services.filing.move([one.id], "Home")
    wait_until(lambda: lines(run) == ["Home, 1", "Work, 0"])


def test_the_row_that_was_walked_to_stays_while_others_change(run: Run) -> None:
    open_palette(run)
    press_where_focus_is(run, Qt.Key.Key_Down)
    before, library = current(run), run.services.library
    other = next(item for item in library.conversations() if item.title not in ("", before))
    library.adopt(replace(other, title="Another name"))
    wait_until(lambda: any(line.startswith("Another name") for line in lines(run)))
    assert current(run) == before

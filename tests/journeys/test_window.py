"""The frame: narrow and wide, notices, what a search leads to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop_chat.app import Run
from tests.support.program import ask, branch, press_where_focus_is, wait_for_reply, wait_until, write
from tests.support.wire_server import WireServer

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_in_a_narrow_window_the_sidebar_lies_over_the_text_until_escape(run: Run) -> None:
    run.window.resize(620, 700)
    wait_until(lambda: not run.window.sidebar.isVisible())
    width = run.window.pane.width()
    press_where_focus_is(run, Qt.Key.Key_B, CTRL)
    assert run.window.sidebar.isVisible()
    assert run.window.pane.width() == width
    assert _name_of_focus() == "Conversations"
    press_where_focus_is(run, Qt.Key.Key_Escape)
    assert not run.window.sidebar.isVisible()
    assert _name_of_focus() == "Message"
    run.window.resize(1000, 700)
    wait_until(run.window.sidebar.isVisible)


def test_a_search_finds_a_word_of_a_reply_and_leads_to_it(run: Run, server: WireServer) -> None:
    server.reply("The answer is a capybara.")
    ask(run, "Which animal?")
    wait_for_reply(run)
    found = run.window.pane.shown
    press_where_focus_is(run, Qt.Key.Key_N, CTRL)
    press_where_focus_is(run, Qt.Key.Key_F, CTRL | SHIFT)
    write(run, "capybara")

    def leads_there() -> bool:
        press_where_focus_is(run, Qt.Key.Key_Return)
        return run.window.pane.shown == found

    wait_until(leads_there)
    current = run.window.pane.transcript.current_message()
    assert current is not None
    assert current.text == "The answer is a capybara."


def test_undo_takes_its_notice_away(run: Run) -> None:
    ask(run, "Keep me")
    wait_for_reply(run)
    press_where_focus_is(run, Qt.Key.Key_Backspace, CTRL | SHIFT)
    wait_until(lambda: bool(_shown(run, "Undo")))
    press_where_focus_is(run, Qt.Key.Key_Z, CTRL)
    wait_until(lambda: not _shown(run, "Undo"))
    assert branch(run)[0].text == "Keep me"


def test_alt_j_and_k_walk_the_messages_and_escape_returns_to_the_composer(run: Run, server: WireServer) -> None:
    server.reply("One.")
    ask(run, "First?")
    wait_for_reply(run)
    press_where_focus_is(run, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is run.window.pane.transcript
    press_where_focus_is(run, Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Message"


def _name_of_focus() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def _shown(run: Run, words: str) -> list[object]:
    from desktop_chat.ui.buttons import Button

    return [button for button in run.window.findChildren(Button) if button.isVisible() and button.text() == words]


def test_the_first_window_fits_on_its_screen(run: Run) -> None:
    room = run.window.screen().availableSize()
    assert run.window.width() <= room.width()
    assert run.window.height() < room.height()


def test_shift_and_f10_open_the_menu_of_what_has_the_keys(run: Run, server: WireServer) -> None:
    ask(run, "Where do swallows sleep?")
    wait_for_reply(run)
    press_where_focus_is(run, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    press_where_focus_is(run, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the message's menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Fork from here" in {action.text() for action in menu.actions()}
    menu.close()

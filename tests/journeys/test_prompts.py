"""Prompts by key presses: chosen in the composer, filled in, kept in their window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QWidget

from desktop_chat.app import Run
from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.ui.context.policy_form import PolicyForm
from desktop_chat.ui.prompts.asking import Filling
from desktop_chat.ui.prompts.prompt_list import PromptList, PromptRow, PromptsBelow
from desktop_chat.ui.prompts.window import PromptsWindow
from tests.support.program import branch, composer_text, named, press_where_focus_is, wait_until, write
from tests.ui.showing import name_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TRANSLATE = Prompt("Translate", "Translate {{text}} into {{language: French}}.")
BRIEF = Prompt("Brief", "Be brief.")
LAWYER = Prompt("Lawyer", "You are a lawyer in {{country}}.", PromptKind.SYSTEM)
CHINESE = Prompt("翻译", "把它翻译成英文。")


@pytest.fixture
def stocked(run: Run) -> Run:
    for prompt in (TRANSLATE, BRIEF, LAWYER, CHINESE):
        run.services.prompts().add(prompt)
    return run


def below(run: Run) -> PromptsBelow | None:
    """The list that a slash has opened."""
    return next((one for one in run.window.findChildren(PromptsBelow) if one.isVisible()), None)


def listed(popup: PromptList) -> list[str]:
    return [row.prompt.name for row in popup._rows.rows if isinstance(row, PromptRow) and row.prompt is not None]


def form(run: Run) -> Filling:
    (found,) = [one for one in run.window.findChildren(Filling) if one.isVisible()]
    wait_until(found.isActiveWindow, "the form")
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def compose(text: str, commit: str = "") -> None:
    """What an input method does: `text` is in the making, `commit` is done."""
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    QApplication.sendEvent(focused(), event)


def press(key: Qt.Key, run: Run, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    press_where_focus_is(run, key, held)


# -- a slash ---------------------------------------------------------------------------------------------------------


def test_a_slash_at_the_start_lists_what_can_be_inserted_and_typing_narrows_it(stocked: Run) -> None:
    write(stocked, "/")
    popup = below(stocked)
    assert popup is not None
    assert listed(popup) == ["Brief", "Translate", "翻译"]
    write(stocked, "BR")
    assert listed(popup) == ["Brief"]
    press(Key.Key_Return, stocked)
    assert composer_text(stocked) == "Be brief."
    assert below(stocked) is None
    assert branch(stocked) == ()


def test_what_a_prompt_leaves_open_is_asked_for_with_a_preview(stocked: Run) -> None:
    write(stocked, "/tr")
    press(Key.Key_Tab, stocked)
    asking = form(stocked)
    write(stocked, "hello")
    assert asking._preview.toPlainText() == "Translate hello into French."
    press(Key.Key_Return, stocked, SHIFT)
    write(stocked, "world")
    press(Key.Key_Return, stocked)
    write(stocked, "Welsh")
    press(Key.Key_Return, stocked)
    assert composer_text(stocked) == "Translate hello\nworld into Welsh."
    wait_until(named(stocked, "Message").hasFocus, "the way back")
    press(Key.Key_Z, stocked, CTRL)
    assert composer_text(stocked) == "/tr"


def test_esc_leaves_the_form_and_what_was_typed(stocked: Run) -> None:
    write(stocked, "/tr")
    press(Key.Key_Return, stocked)
    form(stocked)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    press(Key.Key_Escape, stocked)
    assert composer_text(stocked) == "/tr"
    wait_until(named(stocked, "Message").hasFocus, "the way back")


def test_many_variables_scroll_and_the_one_with_the_keys_is_seen(stocked: Run) -> None:
    stocked.services.prompts().add(Prompt("Many", " ".join(f"{{{{n{n}}}}}" for n in range(12))))
    write(stocked, "/many")
    press(Key.Key_Return, stocked)
    asking = form(stocked)
    for n in range(11):
        write(stocked, str(n))
        press(Key.Key_Return, stocked)
    last = focused()
    assert not last.visibleRegion().isEmpty()
    assert asking.height() < 620
    press(Key.Key_Return, stocked)
    assert composer_text(stocked) == "0 1 2 3 4 5 6 7 8 9 10 "


def test_ctrl_enter_inserts_with_the_defaults_from_any_field(stocked: Run) -> None:
    write(stocked, "/tr")
    press(Key.Key_Return, stocked)
    form(stocked)
    write(stocked, "it")
    press(Key.Key_Return, stocked, CTRL)
    assert composer_text(stocked) == "Translate it into French."


def test_esc_leaves_the_list_and_a_message_that_begins_with_a_slash_is_sent(stocked: Run) -> None:
    write(stocked, "/b")
    press(Key.Key_Escape, stocked)
    assert below(stocked) is None
    assert composer_text(stocked) == "/b"
    write(stocked, "r")
    assert below(stocked) is None
    press(Key.Key_Return, stocked)
    wait_until(lambda: [message.text for message in branch(stocked)][:1] == ["/br"], "the question")


def test_a_message_that_no_prompt_is_called_like_is_sent_at_once(stocked: Run) -> None:
    write(stocked, "/etc/passwd is what?")
    assert below(stocked) is None
    press(Key.Key_Return, stocked)
    wait_until(lambda: [message.text for message in branch(stocked)][:1] == ["/etc/passwd is what?"], "the question")


def test_the_list_comes_back_when_what_is_typed_fits_again(stocked: Run) -> None:
    write(stocked, "/brx")
    assert below(stocked) is None
    press(Key.Key_Backspace, stocked)
    popup = below(stocked)
    assert popup is not None
    press(Key.Key_Backspace, stocked)
    press(Key.Key_Backspace, stocked)
    press(Key.Key_Backspace, stocked)
    assert below(stocked) is None
    assert composer_text(stocked) == ""


def test_a_slash_before_what_is_written_keeps_the_rest(stocked: Run) -> None:
    write(stocked, "And why?")
    press(Key.Key_Home, stocked)
    write(stocked, "/brief")
    press(Key.Key_Return, stocked)
    assert composer_text(stocked) == "Be brief.And why?"


def test_a_slash_elsewhere_is_a_slash(stocked: Run) -> None:
    write(stocked, "and/or")
    assert below(stocked) is None
    stocked.window.pane.composer.editor.show_text("/brief")
    assert below(stocked) is None


def test_arrows_walk_in_the_list_and_the_last_row_leads_to_all(stocked: Run) -> None:
    write(stocked, "/")
    for _ in range(3):
        press(Key.Key_Down, stocked)
    press(Key.Key_Return, stocked)
    assert [one for one in stocked.window.findChildren(PromptsWindow) if one.isVisible()]
    assert composer_text(stocked) == "/"


def test_nothing_opens_while_an_input_method_composes_and_its_keys_are_its_own(stocked: Run) -> None:
    compose("/")
    assert below(stocked) is None
    compose("", "/")
    popup = below(stocked)
    assert popup is not None
    compose("fanyi")
    press(Key.Key_Return, stocked)
    press(Key.Key_Down, stocked)
    assert popup.isVisible()
    compose("", "翻译")
    assert listed(popup) == ["翻译"]
    press(Key.Key_Return, stocked)
    assert composer_text(stocked) == "把它翻译成英文。"


@pytest.mark.parametrize("sign", ["／", "、"])
def test_what_a_chinese_input_method_makes_of_the_key_opens_it_too(stocked: Run, sign: str) -> None:
    compose("", sign)
    assert below(stocked) is not None


def test_a_list_of_nothing_says_what_a_prompt_is_and_leads_to_the_first(run: Run) -> None:
    write(run, "/")
    popup = below(run)
    assert popup is not None
    assert [row.text for row in popup._rows.rows][-1] == "New prompt…"
    write(run, "x")
    assert below(run) is None


def test_a_key_lists_them_too_and_what_is_chosen_comes_to_the_caret(stocked: Run) -> None:
    write(stocked, "Hello. ")
    press(Key.Key_P, stocked, Qt.KeyboardModifier.AltModifier)
    write(stocked, "brief")
    press(Key.Key_Return, stocked)
    assert composer_text(stocked) == "Hello. Be brief."


# -- the window ------------------------------------------------------------------------------------------------------


def window(run: Run) -> PromptsWindow:
    press(Key.Key_H, run, CTRL | SHIFT)
    (found,) = [one for one in run.window.findChildren(PromptsWindow) if one.isVisible()]
    wait_until(found.isActiveWindow, "the window")
    return found


def names(run: Run) -> list[str]:
    return [prompt.name for prompt in run.services.prompts().all()]


def tab_to(run: Run, name: str) -> None:
    for _ in range(30):
        if name_of(focused()) == name:
            return
        press(Key.Key_Tab, run)
    raise AssertionError(f"no Tab leads to {name}")


def test_a_prompt_is_made_by_key_and_kept_as_it_is_typed(run: Run) -> None:
    window(run)
    press(Key.Key_N, run, CTRL)
    write(run, "Sum up")
    tab_to(run, "Text")
    write(run, "Sum up {{what}}.")
    press(Key.Key_Escape, run)
    assert run.services.prompts().all() == (Prompt("Sum up", "Sum up {{what}}."),)
    wait_until(named(run, "Message").hasFocus, "the way back")


def test_a_prompt_is_duplicated_removed_and_brought_back_by_key(stocked: Run) -> None:
    window(stocked)
    write(stocked, "Brief")
    tab_to(stocked, "Duplicate")
    press(Key.Key_Space, stocked)
    assert "Brief (2)" in names(stocked)
    write(stocked, "Short")
    press(Key.Key_Return, stocked)
    assert "Short" in names(stocked)
    tab_to(stocked, "Prompts")
    press(Key.Key_Delete, stocked)
    assert "Short" not in names(stocked)
    press(Key.Key_Z, stocked, CTRL)
    assert "Short" in names(stocked)


def test_a_name_that_is_taken_is_said_and_the_text_is_kept_all_the_same(stocked: Run) -> None:
    dialog = window(stocked)
    press(Key.Key_F2, stocked)
    write(stocked, "Lawyer")
    tab_to(stocked, "Text")
    write(stocked, " Always.")
    press(Key.Key_Escape, stocked)
    assert stocked.services.prompts().get("Brief") == Prompt("Brief", "Be brief. Always.")
    assert dialog._foot.said == "There is already a prompt called “Lawyer”."


def test_what_was_typed_is_kept_when_another_is_chosen_at_once(stocked: Run) -> None:
    dialog = window(stocked)
    tab_to(stocked, "Text")
    write(stocked, " Always.")
    dialog._list.setFocus()
    press(Key.Key_Down, stocked)
    assert stocked.services.prompts().get("Brief") == Prompt("Brief", "Be brief. Always.")
    shown, current = dialog._form.shown, dialog._list.current()
    assert shown is not None
    assert shown == current
    assert (shown.name, dialog._form.text.toPlainText()) == ("Lawyer", LAWYER.text)


def test_one_that_is_renamed_away_from_what_was_searched_stays_in_the_form(stocked: Run) -> None:
    dialog = window(stocked)
    dialog._filter.setText("brief")
    press(Key.Key_F2, stocked)
    write(stocked, "Short")
    wait_until(lambda: stocked.services.prompts().get("Short") is not None, "the new name")
    write(stocked, "er")
    press(Key.Key_Return, stocked)
    assert stocked.services.prompts().get("Shorter") == Prompt("Shorter", "Be brief.")
    assert dialog._form.shown == dialog._list.current() == Prompt("Shorter", "Be brief.")


def test_files_are_written_and_taken_in_again(stocked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = window(stocked)
    tab_to(stocked, "Export…")
    press(Key.Key_Space, stocked)
    wait_until(lambda: dialog._foot.said == f"4 prompts exported to {tmp_path}", "the export")
    (tmp_path / "bad.md").write_bytes(b"\xff")
    dialog._choose_folder()
    wait_until(lambda: "bad.md is no text." in dialog._foot.said, "the import")
    assert dialog._foot.said == "0 prompts added. 4 were there already. bad.md is no text."


# -- system prompts --------------------------------------------------------------------------------------------------


def system_prompt(run: Run) -> str:
    return run.services.library.get(run.window.pane.shown or "").policy.system_prompt


def test_a_system_prompt_that_is_kept_is_chosen_by_key_and_undone(stocked: Run) -> None:
    press(Key.Key_P, stocked, Qt.KeyboardModifier.AltModifier | SHIFT)
    press(Key.Key_Return, stocked)
    form(stocked)
    write(stocked, "Wales")
    press(Key.Key_Return, stocked)
    assert system_prompt(stocked) == "You are a lawyer in Wales."
    wait_until(named(stocked, "Message").hasFocus, "the way back")
    press(Key.Key_Z, stocked, CTRL)
    assert system_prompt(stocked) == ""


def test_the_form_of_the_rules_takes_one_and_makes_it_the_default_of_new_conversations(stocked: Run) -> None:
    rules = PolicyForm(stocked.services, stocked.window.pane.shown or "", stocked.window.theme, stocked.window)
    rules.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    rules.open()
    wait_until(rules.isActiveWindow, "the form")
    tab_to(stocked, "Choose a prompt…")
    press(Key.Key_Space, stocked)
    press(Key.Key_Return, stocked)
    form(stocked)
    press(Key.Key_Return, stocked)
    wait_until(rules.isActiveWindow, "the form")
    tab_to(stocked, "Make these the default for new conversations")
    press(Key.Key_Space, stocked)
    press(Key.Key_Escape, stocked)
    press(Key.Key_N, stocked, CTRL)
    assert system_prompt(stocked) == "You are a lawyer in ."

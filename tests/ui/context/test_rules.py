"""Fresh starts and the form of the rules: what they change, and how they are taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desktop_chat.domain.policy import DropsFirst, Policy
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.context.policy_form import PolicyForm
from desktop_chat.ui.context.policy_words import policy_words
from desktop_chat.ui.transcript.divider import DividerHandle
from desktop_chat.ui.transcript.spine import Spine
from desktop_chat.ui.widgets import ElidedLabel
from tests.support.program import press
from tests.ui.context.conftest import Desk


def divider(desk: Desk) -> DividerHandle:
    return desk.run.window.pane.transcript.overlay.divider


def start_fresh(desk: Desk) -> None:
    desk.run.window.commands.action("message.fresh").trigger()


def test_a_fresh_start_before_the_focused_message_leaves_out_what_is_above(desk: Desk) -> None:
    transcript = desk.run.window.pane.transcript
    transcript.walk_to(2)
    start_fresh(desk)
    assert desk.policy.divider == desk.messages[1].id
    assert [reason for _, reason in desk.listed()][:3] == ["out: before divider"] * 2 + ["sent"]
    assert [transcript.story.facts(place).spine for place in range(3)] == [Spine.OUT, Spine.OUT, Spine.SENT]
    assert divider(desk).isVisible()
    assert divider(desk).accessibleDescription() == "2 messages above are not sent"


def test_delete_removes_the_fresh_start_and_undo_brings_it_back(desk: Desk) -> None:
    desk.run.window.pane.transcript.walk_to(2)
    start_fresh(desk)
    divider(desk).setFocus(Qt.FocusReason.TabFocusReason)
    press(divider(desk), Qt.Key.Key_Delete)
    assert desk.policy.divider is None
    assert not divider(desk).isVisible()
    assert desk.run.window.pane.transcript.hasFocus()
    desk.run.window.conversations.undo()
    assert desk.policy.divider == desk.messages[1].id


def test_from_the_composer_the_next_question_begins_afresh(desk: Desk) -> None:
    desk.run.window.pane.composer.focus_editor()
    start_fresh(desk)
    desk.write("why?")
    assert [item.content for item in desk.plan.wire] == ["why?"]
    assert desk.plan.left_out == 6
    start_fresh(desk)
    assert desk.policy.divider is None


def test_the_line_of_the_rules_tells_of_a_fresh_start(desk: Desk) -> None:
    desk.run.window.pane.transcript.walk_to(2)
    start_fresh(desk)
    told = {label.text() for label in desk.pane.messages.findChildren(ElidedLabel)}
    assert "All messages since the fresh start" in told


def test_before_the_first_message_there_is_nothing_to_leave_out(desk: Desk) -> None:
    desk.run.window.pane.transcript.walk_to(0)
    start_fresh(desk)
    assert desk.policy == Policy()


def form(desk: Desk) -> PolicyForm:
    QTest.mouseClick(desk.pane.messages.change, Qt.MouseButton.LeftButton)
    found = [child for child in desk.run.window.findChildren(PolicyForm) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def field(shown: PolicyForm, name: str) -> QLineEdit:
    (found,) = [field for field in shown.findChildren(QLineEdit) if field.accessibleName() == name]
    return found


def test_the_form_holds_as_it_is_typed_and_is_one_step_to_take_back(desk: Desk) -> None:
    shown = form(desk)
    prompt, first = shown.findChild(QPlainTextEdit), shown.findChild(QComboBox)
    assert isinstance(prompt, QPlainTextEdit)
    assert isinstance(first, QComboBox)
    QTest.keyClicks(prompt, "Be brief.")
    QTest.keyClicks(field(shown, "Keep only the last messages"), "4")
    QTest.keyClicks(field(shown, "Input budget, tokens"), "8,000")
    first.setCurrentIndex(1)
    wanted = Policy("Be brief.", keep_last=4, token_budget=8000, drops_first=DropsFirst.TURNS)
    assert desk.policy == wanted
    assert desk.plan.budget == 8000
    shown.close()
    assert policy_words(desk.policy) == "The last 4 messages, 8,000 tokens, oldest turns go first"
    desk.run.window.conversations.undo()
    assert desk.policy == Policy()


def test_what_is_no_number_is_said_and_changes_nothing(desk: Desk) -> None:
    shown = form(desk)
    QTest.keyClicks(field(shown, "Input budget, tokens"), "many")
    assert desk.policy == Policy()
    shown.close()


def test_rules_become_the_default_of_new_conversations(desk: Desk) -> None:
    desk.obey(Policy(system_prompt="Be brief.", token_budget=8000, pinned=frozenset({desk.messages[0].id})))
    shown = form(desk)
    (button,) = [button for button in shown.findChildren(Button) if button.text().startswith("Make these")]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shown.close()
    desk.run.window.conversations.new()
    assert desk.policy == Policy(system_prompt="Be brief.", token_budget=8000)

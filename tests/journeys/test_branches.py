"""Nothing is ever overwritten: every change stands beside what it changes, and all of it can be reached by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message, Role, Status
from desktop_chat.ui.transcript.accessible import described
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.ui.transcript.margin import margin_of
from tests.support.program import (
    ask,
    branch,
    composer_text,
    last_reply,
    press_where_focus_is,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.wire_server import Received, WireServer

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def talk(run: Run, server: WireServer) -> tuple[Message, ...]:
    """Two questions and their answers."""
    for number in ("one", "two"):
        server.reply(f"Answer {number}")
        ask(run, f"Question {number}")
        wait_for_reply(run)
    return branch(run)


def texts(run: Run) -> list[str]:
    return [message.text for message in branch(run)]


def questions(server: WireServer) -> list[Received]:
    """What was asked; the list of models is asked for when it is opened, and may be any time after."""
    return [request for request in server.requests if request.path.endswith("/chat/completions")]


def chats(server: WireServer) -> int:
    return len(questions(server))


def choose_from_menu(run: Run, *words: str) -> None:
    """Opens the menu of the focused message and follows these entries."""
    view = run.window.pane.transcript
    view.handling.menu(view.mapToGlobal(view.rect().center()))
    [menu] = [one for one in view.findChildren(QMenu) if one.isVisible()]
    for word in words[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == word)  # type: ignore[assignment]
    action = next(action for action in menu.actions() if action.text() == words[-1])
    assert action.isEnabled()
    action.trigger()
    for one in view.findChildren(QMenu):
        one.close()
    run.window.activateWindow()  # a window system does so when a menu closes
    wait_until(lambda: QApplication.focusWidget() is not None)


def focus_message(run: Run, place: int) -> None:
    run.window.pane.transcript.walk_to(place)


def test_a_reply_is_edited_beside_itself_without_asking(run: Run, server: WireServer) -> None:
    _, first, *_ = talk(run, server)
    focus_message(run, 1)
    choose_from_menu(run, "Edit this message…")
    assert composer_text(run) == "Answer one"
    write(run, ", corrected")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: texts(run) == ["Question one", "Answer one, corrected"])
    edited = last_reply(run)
    assert (edited.role, edited.status, edited.by_hand) == (Role.ASSISTANT, Status.COMPLETE, True)
    assert (edited.usage, edited.finish_reason, edited.model) == (None, None, first.model)
    facts = run.window.pane.transcript.story.facts(1)
    assert (facts.place, facts.places) == (2, 2)
    assert margin_of(facts).note == "edited by you"
    assert chats(server) == 2
    press_where_focus_is(run, Qt.Key.Key_Left, ALT)
    assert texts(run) == ["Question one", "Answer one", "Question two", "Answer two"]


def test_a_screen_reader_hears_whose_words_they_are_and_which_branch(run: Run, server: WireServer) -> None:
    talk(run, server)
    run.services.chat.change(branch(run)[3], "Better")
    wait_until(lambda: texts(run)[-1] == "Better")
    assert described(run.window.pane.transcript.story.facts(3)) == "edited by you, branch 2 of 2"


def test_the_reply_that_the_keys_are_on_is_the_one_that_is_tried_again(run: Run, server: WireServer) -> None:
    talk(run, server)
    focus_message(run, 1)
    server.reply("Another one")
    press_where_focus_is(run, Qt.Key.Key_R, CTRL)
    wait_until(lambda: texts(run) == ["Question one", "Another one"])
    wait_for_reply(run)


def test_an_edited_reply_is_what_the_next_request_carries(run: Run, server: WireServer) -> None:
    talk(run, server)
    focus_message(run, 3)
    choose_from_menu(run, "Edit this message…")
    write(run, " and a half")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: texts(run)[-1] == "Answer two and a half")
    ask(run, "Three")
    wait_for_reply(run)
    assert questions(server)[-1].json["messages"][3] == {"role": "assistant", "content": "Answer two and a half"}


def test_a_question_is_kept_in_other_words_without_asking(run: Run, server: WireServer) -> None:
    talk(run, server)
    focus_message(run, 2)
    choose_from_menu(run, "Edit this message…")
    write(run, "?")
    press_where_focus_is(run, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: texts(run) == ["Question one", "Answer one", "Question two?"])
    assert chats(server) == 2
    assert composer_text(run) == ""


def test_a_message_is_inserted_in_the_middle_as_a_branch(run: Run, server: WireServer) -> None:
    talk(run, server)
    focus_message(run, 0)
    choose_from_menu(run, "Insert after this", "A reply…")
    write(run, "In my words")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: texts(run) == ["Question one", "In my words"])
    facts = run.window.pane.transcript.story.facts(1)
    assert (facts.place, facts.places, margin_of(facts).note) == (2, 2, "written by you")
    focus_message(run, 1)
    choose_from_menu(run, "Insert after this", "My message…")
    write(run, "And more of mine")
    press_where_focus_is(run, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: texts(run) == ["Question one", "In my words", "And more of mine"])
    assert chats(server) == 2


def test_what_was_being_typed_comes_back_after_an_insertion(run: Run, server: WireServer) -> None:
    talk(run, server)
    write(run, "half a thought")
    focus_message(run, 1)
    choose_from_menu(run, "Insert after this", "My message…")
    assert composer_text(run) == ""
    press_where_focus_is(run, Qt.Key.Key_Escape)
    assert composer_text(run) == "half a thought"


def test_another_model_answers_once_and_the_choice_stays(run: Run, server: WireServer) -> None:
    talk(run, server)
    shown = run.window.pane.shown or ""
    before = run.services.library.get(shown)
    focus_message(run, 1)
    press_where_focus_is(run, Qt.Key.Key_R, CTRL | SHIFT)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.accessibleName() == "Filter models"
    write(run, "other-model")
    server.reply("Answered by another")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: last_reply(run).text == "Answered by another" and not last_reply(run).is_streaming)
    assert questions(server)[-1].json["model"] == "other-model"
    assert texts(run) == ["Question one", "Answered by another"]
    after = run.services.library.get(shown)
    assert (after.endpoint_id, after.model) == (before.endpoint_id, before.model)


def test_another_model_answers_the_question_that_the_keys_are_on(run: Run, server: WireServer) -> None:
    talk(run, server)
    focus_message(run, 0)
    press_where_focus_is(run, Qt.Key.Key_R, CTRL | SHIFT)
    write(run, "other-model")
    server.reply("Answered by another")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: last_reply(run).text == "Answered by another" and not last_reply(run).is_streaming)
    assert [one["content"] for one in questions(server)[-1].json["messages"]] == ["Question one"]
    assert texts(run) == ["Question one", "Answered by another"]


def test_a_fork_is_a_conversation_of_its_own_with_the_same_words(run: Run, server: WireServer) -> None:
    original = talk(run, server)
    shown = run.window.pane.shown or ""
    run.services.library.set_policy(
        shown, run.services.library.get(shown).policy.pin(frozenset({original[0].id, original[3].id}), on=True)
    )
    focus_message(run, 1)
    run.window.messages.wish(Wish.FORK)
    wait_until(lambda: run.window.pane.shown != shown)
    copies = branch(run)
    assert texts(run) == ["Question one", "Answer one"]
    assert not {one.id for one in copies} & {one.id for one in original}
    forked = run.services.library.get(run.window.pane.shown or "")
    assert forked.title == "Question one, forked"
    assert forked.policy.pinned == {copies[0].id}
    assert run.services.chat.branch(shown) == original
    assert chats(server) == 2
    run.window.messages.compose()
    ask(run, "Elsewhere")
    wait_for_reply(run)
    assert [m["content"] for m in questions(server)[-1].json["messages"]] == ["Question one", "Answer one", "Elsewhere"]
    assert run.services.chat.branch(shown) == original


def test_from_the_composer_the_branch_is_switched_where_it_parted_last(run: Run, server: WireServer) -> None:
    talk(run, server)
    press_where_focus_is(run, Qt.Key.Key_Up)
    press_where_focus_is(run, Qt.Key.Key_A, CTRL)
    ask(run, "Question three")
    wait_for_reply(run)
    ask(run, "Question four")
    wait_for_reply(run)
    press_where_focus_is(run, Qt.Key.Key_Left, ALT)
    assert texts(run)[2:] == ["Question two", "Answer two"]
    press_where_focus_is(run, Qt.Key.Key_Right, ALT)
    assert texts(run)[2:] == ["Question three", "Hello", "Question four", "Hello"]

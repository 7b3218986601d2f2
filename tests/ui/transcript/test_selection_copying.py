"""What is on the clipboard afterwards, and that a thousand messages get there without holding up the window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, World, wait_until
from tests.ui.transcript.constructs import ENGLISH
from tests.ui.transcript.selecting import as_markdown, copied, end_at, mime, press, select

SCRIPTS = "Ein 👨‍👩‍👧 Haus, e\u0301tude 🇩🇪🇫🇷, 备份数据库 and مرحبا بكم end"


def show(view: Transcript, world: World, answer: str, **fields: object) -> None:
    talk = Talk()
    talk.ask("Go *on*")
    talk.answer(answer, **fields)
    view.open(talk.stored_in(world))
    view.walk_to(1)


@pytest.mark.parametrize("words", ["👨‍👩‍👧", "e\u0301tude 🇩🇪", "🇫🇷, 备份", "数据库 and مرحبا", "بكم end", "Haus"])
def test_offsets_are_right_in_every_script(view: Transcript, world: World, words: str) -> None:
    show(view, world, SCRIPTS)
    select(view, end_at(view, 1, words), end_at(view, 1, words, len(words)))
    assert copied(view) == words


def test_a_selection_is_offered_in_three_forms(view: Transcript, world: World) -> None:
    show(view, world, "Some **bold** text\n\n- item")
    select(view, end_at(view, 1, "bold", 2), end_at(view, 1, "item", 4))
    assert as_markdown(view) == "**ld** text\n\n- item"
    data = mime(view)
    assert data.text() == "ld text\n\n• item"
    assert data.html().split("\n")[1:] == ["<p><strong>ld</strong> text</p>", "<ul>", "<li>item</li>", "</ul>"]


def test_several_messages_say_who_speaks_in_every_form(view: Transcript, world: World) -> None:
    show(view, world, "**Yes**", model="vendor/test_model")
    press(view, "Ctrl+A")
    assert copied(view) == "You:\nGo *on*\n\ntest_model:\nYes"
    assert as_markdown(view) == "**You:**\n\nGo *on*\n\n**test_model:**\n\n**Yes**"
    assert "<p><strong>test_model:</strong></p>\n<p><strong>Yes</strong></p>" in mime(view).html()


def test_without_a_selection_the_message_is_copied_as_it_was_written(view: Transcript, world: World) -> None:
    show(view, world, "Some **bold** text\n")
    assert copied(view) == "Some **bold** text\n"
    assert not mime(view).hasHtml()


@pytest.mark.parametrize(
    ("keys", "everything", "message"),
    [
        ("Ctrl+Alt+M", "**You:**\n\nGo *on*\n\n**test-model:**\n\nSome **bold** text", "Some **bold** text"),
        ("Ctrl+Alt+P", "You:\nGo *on*\n\ntest-model:\nSome bold text", "Some bold text"),
    ],
)
def test_one_form_alone_is_copied_by_its_own_key(
    view: Transcript, world: World, keys: str, everything: str, message: str
) -> None:
    show(view, world, "Some **bold** text")
    press(view, keys)
    assert QGuiApplication.clipboard().text() == message
    press(view, "Ctrl+A")
    press(view, keys)
    assert QGuiApplication.clipboard().text() == everything
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_a_message_is_copied_as_rich_text_by_a_key(view: Transcript, world: World) -> None:
    show(view, world, "Some **bold** text")
    press(view, "Ctrl+Alt+R")
    assert QGuiApplication.clipboard().text() == "Some bold text"
    assert "<strong>bold</strong>" in QGuiApplication.clipboard().mimeData().html()


def test_thoughts_are_copied_where_they_are_unfolded(view: Transcript, world: World) -> None:
    show(view, world, "Yes", reasoning="Hm.", refusal="But no.")
    press(view, "Ctrl+A")
    assert copied(view) == "You:\nGo *on*\n\ntest-model:\nYes\n\nBut no."
    view.unfold(1)
    press(view, "Ctrl+A")
    assert copied(view) == "You:\nGo *on*\n\ntest-model:\nHm.\n\nYes\n\nBut no."


def test_tools_are_passed_over(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("", tool_calls=(ToolCall("1", "look", "{}"),))
    talk.ask("A result", Role.TOOL)
    view.open(talk.stored_in(world))
    press(view, "Ctrl+A")
    assert copied(view) == "Go"


def test_a_formatted_long_reply_loses_the_selection_of_its_other_form(view: Transcript, world: World) -> None:
    show(view, world, "**word** " * 30_000)
    press(view, "Ctrl+A")
    view.format(1)
    assert view.selection.is_empty


@pytest.fixture
def long_talk(view: Transcript, world: World) -> str:
    """Opened, selected and copied; what its plain text begins and ends with must not need all of it."""
    talk = Talk()
    for number in range(60):
        talk.ask(f"Question {number}")
        talk.answer(f"{ENGLISH}\n\nAnswer {number}")
    view.open(talk.stored_in(world))
    press(view, "Ctrl+A")
    return "Answer 59"


def test_a_long_selection_is_promised_at_once_and_written_while_there_is_time(view: Transcript, long_talk: str) -> None:
    data = mime(view)
    copying = view.copying
    assert copying.is_writing
    wait_until(lambda: not copying.is_writing)
    assert QGuiApplication.clipboard().mimeData() is not data
    assert QGuiApplication.clipboard().text().endswith(long_talk)


def test_who_asks_before_everything_is_written_gets_all_of_it(view: Transcript, long_talk: str) -> None:
    data = mime(view)
    assert data.text().startswith("You:\nQuestion 0")
    assert data.text().endswith(long_talk)
    assert set(data.formats()) >= {"text/plain", "text/html", "text/markdown"}
    assert bytes(data.data("text/markdown").data()).decode().endswith(long_talk)
    wait_until(lambda: not view.copying.is_writing)


def test_a_promise_is_kept_before_the_program_ends(view: Transcript, long_talk: str) -> None:
    data = mime(view)
    app = QGuiApplication.instance()
    assert app is not None
    app.aboutToQuit.emit()
    assert not view.copying.is_writing
    assert QGuiApplication.clipboard().mimeData() is not data
    assert QGuiApplication.clipboard().text().endswith(long_talk)


def test_what_is_copied_elsewhere_meanwhile_stays(view: Transcript, long_talk: str) -> None:
    press(view, "Ctrl+C")
    QGuiApplication.clipboard().setText("something else")
    wait_until(lambda: not view.copying.is_writing)
    assert QGuiApplication.clipboard().text() == "something else"

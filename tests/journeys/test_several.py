"""Several models on one question: asked, read, stopped and gone on with by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message, Status
from desktop_chat.domain.turns import MOST_AT_ONCE
from desktop_chat.ui.compare.compare_view import CompareView
from desktop_chat.ui.compare.reply_view import ReplyView
from desktop_chat.ui.composer.several_picker import SeveralPicker
from tests.support import script
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
from tests.support.script import Script
from tests.support.wire_server import Received, WireServer

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | SHIFT
MODELS = ("alpha", "beta", "gamma")


class Provider:
    """Answers by model; what a model is not told to do, it does at once."""

    def __init__(self) -> None:
        self.does: dict[str, Script] = {}
        self.models: tuple[str, ...] = MODELS

    def __call__(self, request: Received) -> Script:
        if request.path.endswith("/models"):
            return script.models(*self.models)
        model = request.json["model"]
        return self.does.get(model) or script.reply(f"I am {model} and I say so. " * 5)


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def server(provider: Provider) -> Iterator[WireServer]:
    with WireServer(provider) as made:
        yield made


@pytest.fixture
def run(qapp: object, server: WireServer, data: Path) -> Iterator[Run]:
    store_endpoint(data, server.base_url, model="alpha")
    with running(data) as made:
        yield made


def ask_all(run: Run, text: str = "Who are you?") -> CompareView:
    """Writes a question, marks every model and asks them."""
    write(run, text)
    press_where_focus_is(run, Key.Key_G, CTRL_SHIFT)
    popup = run.window.pane.composer.choices
    wait_until(lambda: run.services.accounts.models(run.services.accounts.all()[0].id) == MODELS, "the models")
    assert popup._popup is not None
    for _ in MODELS:
        press_where_focus_is(run, Key.Key_Space)
        press_where_focus_is(run, Key.Key_Down)
    press_where_focus_is(run, Key.Key_Return)
    wait_until(lambda: compares(run), "the columns")
    return run.window.pane.comparing.view


def replies(run: Run) -> dict[str, Message]:
    """All replies of the open conversation, by model."""
    tree = run.services.chat.tree(run.window.pane.shown or "")
    return {message.model or "": run.services.replies.current(message) for message in tree.values() if message.is_reply}


def compares(run: Run) -> bool:
    return run.window.pane.comparing.is_open


def shown(view: CompareView) -> list[str]:
    """The text of each column."""
    found = [column.view.last_reply() for column in view.columns]
    return [reply.text if reply else "" for reply in found]


def rest(run: Run) -> None:
    wait_until(lambda: not run.services.chat.is_busy(run.window.pane.shown or ""), "the replies' end")


def test_each_model_answers_the_same_question_in_a_column_of_its_own(run: Run, server: WireServer) -> None:
    view = ask_all(run)
    rest(run)
    assert composer_text(run) == ""
    assert shown(view) == [f"I am {model} and I say so. " * 5 for model in MODELS]
    asked = [request.json for request in server.requests if request.path.endswith("/chat/completions")]
    assert sorted(body["model"] for body in asked) == list(MODELS)
    assert {str(body["messages"]) for body in asked} == {"[{'role': 'user', 'content': 'Who are you?'}]"}
    for model, reply in replies(run).items():
        assert run.services.chat.receipt(reply.id).parameters["model"] == model


def test_streams_side_by_side_do_not_mix(run: Run, provider: Provider) -> None:
    for model in MODELS:
        provider.does[model] = script.tokens([model[0]] * 60, every_s=0.002)
    view = ask_all(run)
    wait_until(lambda: all(shown(view)), "the first words of each")
    rest(run)
    assert shown(view) == ["a" * 60, "b" * 60, "g" * 60]


def test_right_and_enter_go_on_with_another_reply_and_its_model(run: Run, server: WireServer) -> None:
    view = ask_all(run)
    rest(run)
    press_where_focus_is(run, Key.Key_Right)
    assert QApplication.focusWidget() is view.columns[1].view
    press_where_focus_is(run, Key.Key_Right)
    press_where_focus_is(run, Key.Key_Left)
    press_where_focus_is(run, Key.Key_Return)
    assert not compares(run)
    assert [message.model for message in branch(run) if message.is_reply] == ["beta"]
    press_where_focus_is(run, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    ask(run, "And now?")
    wait_for_reply(run)
    last = server.requests[-1].json
    assert (last["model"], last["messages"][1]["content"].split()[2]) == ("beta", "beta")


def test_a_model_that_fails_says_so_in_its_column_and_hurts_no_other(run: Run, provider: Provider) -> None:
    provider.does["beta"] = script.error(400, "No such model")
    view = ask_all(run)
    rest(run)
    statuses = {model: reply.status for model, reply in replies(run).items()}
    assert statuses == {"alpha": Status.COMPLETE, "beta": Status.FAILED, "gamma": Status.COMPLETE}
    assert [bool(text) for text in shown(view)] == [True, False, True]


def test_s_stops_the_column_under_the_keys_and_shift_s_all_of_them(run: Run, provider: Provider) -> None:
    for model in MODELS:
        provider.does[model] = script.reply("So far", then=script.Stall())
    view = ask_all(run)
    wait_until(lambda: shown(view) == ["So far"] * 3, "the first words of each")
    press_where_focus_is(run, Key.Key_Right)
    press_where_focus_is(run, Key.Key_S)
    wait_until(lambda: replies(run)["beta"].status is Status.STOPPED, "the end of one")
    assert {replies(run)[model].status for model in ("alpha", "gamma")} == {Status.STREAMING}
    press_where_focus_is(run, Key.Key_S, SHIFT)
    rest(run)
    assert {reply.status for reply in replies(run).values()} == {Status.STOPPED}
    assert shown(view) == ["So far"] * 3


def test_escape_in_the_composer_stops_all_that_is_written(run: Run, provider: Provider) -> None:
    for model in MODELS:
        provider.does[model] = script.reply("So far", then=script.Stall())
    view = ask_all(run)
    wait_until(lambda: shown(view) == ["So far"] * 3, "the first words of each")
    press_where_focus_is(run, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    press_where_focus_is(run, Key.Key_Escape)
    rest(run)
    assert {reply.status for reply in replies(run).values()} == {Status.STOPPED}


def test_escape_shows_one_branch_again_and_a_command_compares_later(run: Run) -> None:
    ask_all(run)
    rest(run)
    press_where_focus_is(run, Key.Key_Escape)
    assert not compares(run)
    transcript = run.window.pane.transcript
    assert transcript.isVisible()
    assert (transcript.story.facts(1).place, transcript.story.facts(1).places) == (1, 3)
    press_where_focus_is(run, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    press_where_focus_is(run, Key.Key_D, CTRL_SHIFT)
    assert compares(run)
    focused = QApplication.focusWidget()
    assert isinstance(focused, ReplyView)
    assert focused.last_reply() == replies(run)["beta"]
    assert focused.accessibleName() == "Reply by beta"
    press_where_focus_is(run, Key.Key_D, CTRL_SHIFT)
    assert not compares(run)
    assert QApplication.focusWidget() is transcript
    assert transcript.ringed == 1  # the reply that the keys were on is read here


def test_another_conversation_and_another_question_end_the_comparison(run: Run) -> None:
    ask_all(run)
    rest(run)
    press_where_focus_is(run, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    ask(run, "And now?")
    wait_for_reply(run)
    assert not compares(run)
    press_where_focus_is(run, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not run.window.answering.can_compare()


def test_the_list_of_models_leads_to_several_once_there_is_a_question(run: Run) -> None:
    choices = run.window.pane.composer.choices
    for text in ("", "Who are you?"):
        write(run, text)
        press_where_focus_is(run, Key.Key_M, CTRL_SHIFT)
        field = QApplication.focusWidget()
        assert field is not None
        for _ in range(20):
            if field.accessibleDescription() == "Ask several models…":
                break
            press_where_focus_is(run, Key.Key_Down)
        press_where_focus_is(run, Key.Key_Return)
        assert isinstance(choices._popup, SeveralPicker) is bool(text)
    press_where_focus_is(run, Key.Key_Space)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleDescription() == "alpha, marked"
    press_where_focus_is(run, Key.Key_Space)
    assert field.accessibleDescription() == "alpha"


def test_no_more_than_six_are_marked(run: Run, provider: Provider) -> None:
    provider.models = tuple(f"m{number}" for number in range(8))
    write(run, "Who are you?")
    press_where_focus_is(run, Key.Key_G, CTRL_SHIFT)
    wait_until(lambda: "m7" in run.services.accounts.models(run.services.accounts.all()[0].id), "the models")
    picker = run.window.pane.composer.choices._popup
    assert isinstance(picker, SeveralPicker)
    for _ in range(9):
        press_where_focus_is(run, Key.Key_Space)
        press_where_focus_is(run, Key.Key_Down)
    assert len(picker._marked) == MOST_AT_ONCE
    assert [row.text for row in picker._rows.rows[-2:]] == ["6 models are marked, the most at once.", "Ask 6 models"]
    press_where_focus_is(run, Key.Key_Escape)
    assert composer_text(run) == "Who are you?"


def test_commands_upon_a_reply_mean_the_one_in_the_column_of_the_keys(run: Run) -> None:
    ask_all(run)
    rest(run)
    press_where_focus_is(run, Key.Key_Right)
    press_where_focus_is(run, Key.Key_C, CTRL_SHIFT)
    assert QApplication.clipboard().text().startswith("I am beta")
    press_where_focus_is(run, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: len(run.window.pane.comparing.view.columns) == 4, "another column")
    rest(run)
    assert compares(run)

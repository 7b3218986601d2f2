"""Keys that a person has chosen, in the real window: what answers to them, and where they are named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_chat.app import Run
from desktop_chat.domain.settings import SHORTCUTS
from desktop_chat.ui.commands import key_of
from desktop_chat.ui.toast import Toast
from tests.support.program import running, wait_until


@pytest.fixture
def run(qapp: object, tmp_path: Path) -> Iterator[Run]:
    with running(tmp_path) as made:
        made.window.end_first_start()
        made.window.activateWindow()
        wait_until(made.window.isActiveWindow)
        yield made


def choose(run: Run, **chosen: tuple[str, ...]) -> None:
    run.services.preferences.set(SHORTCUTS, {name.replace("_", ".", 1): keys for name, keys in chosen.items()})


def test_the_new_key_answers_at_once_and_the_old_one_no_more(run: Run) -> None:
    window, ctrl = run.window, Qt.KeyboardModifier.ControlModifier
    choose(run, view_sidebar=("F7",))
    before = window.sidebar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_B, ctrl)
    assert window.sidebar.isVisible() is before
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert window.sidebar.isVisible() is not before
    choose(run)
    QTest.keyClick(window, Qt.Key.Key_B, ctrl)
    assert window.sidebar.isVisible() is before


def test_they_are_there_after_a_restart(qapp: object, tmp_path: Path) -> None:
    with running(tmp_path) as first:
        choose(first, view_sidebar=("F7", "F8"))
    with running(tmp_path) as second:
        assert second.window.commands.all_keys("view.sidebar") == ("F7", "F8")


def test_what_a_blank_conversation_says_of_keys_follows(run: Run) -> None:
    choose(run, message_model=("F7",), view_context=())
    words = [label.text() for label in run.window.pane.transcript.findChildren(QLabel) if label.isVisible()]
    assert "F7" in words
    assert "Ctrl+Shift+M" not in words
    assert "Ctrl+Shift+A" not in words


def test_a_notice_names_the_key_that_undoes_now(run: Run) -> None:
    choose(run, edit_undo=("F7",))
    conversation = run.services.library.new()
    run.services.library.set_draft(conversation.id, "words")
    run.services.filing.trash([conversation.id])
    (toast,) = run.window.findChildren(Toast)
    assert toast.spoken.endswith("Undo F7")


def test_whatever_names_a_key_asks_for_the_one_that_holds(run: Run) -> None:
    choose(run, conversation_search=("F7",))
    assert key_of(run.window.sidebar, "conversation.search") == "F7"
    assert not run.window.sidebar.grab().isNull()
    assert key_of(run.window.sidebar, "no.such.command") == ""

"""The card in the whole window: what it leads to, and that the composer has the keys in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop_chat.app import Run
from desktop_chat.ui.first_start import FirstStart
from desktop_chat.ui.key_words import kept_for_this_run
from desktop_chat.ui.wrapped_text import WrappedText
from tests.support.program import ask, running, wait_for_reply, wait_until
from tests.support.wire_server import WireServer
from tests.ui.showing import called, click, focused, name_of, press, write


@pytest.fixture
def run(qapp: object, tmp_path: Path) -> Iterator[Run]:
    with running(tmp_path) as made:
        made.window.activateWindow()
        wait_until(made.window.isActiveWindow)
        yield made


def card(run: Run) -> FirstStart | None:
    return next((card for card in run.window.findChildren(FirstStart) if card.isVisible()), None)


def test_the_card_stands_alone_with_the_keys_in_its_first_field(run: Run) -> None:
    assert card(run) is not None
    assert not run.window.pane.isVisible()
    assert name_of(focused()) == "API key"


def test_esc_leads_to_the_composer(run: Run) -> None:
    press(Qt.Key.Key_Escape)
    assert card(run) is None
    assert run.window.pane.isVisible()
    assert name_of(focused()) == "Message"


def test_an_address_of_ones_own_is_a_way_in(run: Run) -> None:
    with WireServer() as server:
        click(run.window, "Another address…")
        wait_until(lambda: isinstance(QApplication.activeWindow(), QDialog))
        dialog = QApplication.activeWindow()
        assert isinstance(dialog, QDialog)
        assert focused() is called(dialog, QLineEdit, "Address")
        write(server.base_url)
        press(Qt.Key.Key_Return)
        wait_until(lambda: bool(run.services.accounts.all()))
        click(dialog, "Test")
        wait_until(lambda: run.services.accounts.all()[0].model == "test-model")
        dialog.close()
        wait_until(lambda: card(run) is None)
        run.window.activateWindow()
        wait_until(run.window.isActiveWindow)
        assert name_of(focused()) == "Message"
        ask(run, "Are you there?")
        assert wait_for_reply(run).text == "Hello"


def test_what_is_to_be_known_about_the_key_stays_until_it_is_read(run: Run) -> None:
    shown = card(run)
    assert shown is not None
    shown.finished.emit()
    shown.remarked.emit(kept_for_this_run())
    told = kept_for_this_run().headline
    wait_until(lambda: any(told in text.text for text in run.window.findChildren(WrappedText) if text.isVisible()))

"""Quick ask by a key of the whole desktop, through a real portal on a bus of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.desktop.instance import Door
from desktop_chat.domain.settings import GLOBAL_KEY
from desktop_chat.domain.wishes import Wish
from tests.desktop.session import Daemon, daemon, needs_bus, own_bus
from tests.support.program import running, wait_until

pytestmark = [needs_bus, pytest.mark.skipif(sys.platform != "linux", reason="portals are of Linux")]


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Daemon]:
    with own_bus(monkeypatch), daemon("tests.desktop.portal_daemon", tmp_path / "told") as made:
        yield made


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path) -> Iterator[Run]:
    with running(tmp_path / "data") as made:
        made.window.end_first_start()
        made.take_the_desk(Door(), Wish())
        yield made
        made.leave_the_desk()


def is_asking(run: Run) -> bool:
    quick = run.window.desk.quick
    return quick is not None and quick.isVisible()


def test_no_key_is_asked_for_unless_a_person_wants_it(portal: Daemon, run: Run) -> None:
    run.services.preferences.set(GLOBAL_KEY, True)
    wait_until(lambda: len(portal.told()) == 1)
    assert portal.told() == [
        {
            "name": "quick-ask",
            "about": {"description": "Quick ask", "preferred_trigger": "CTRL+ALT+space"},
            "known": True,
        }
    ]


def test_the_key_brings_quick_ask_forward(portal: Daemon, run: Run) -> None:
    run.services.preferences.set(GLOBAL_KEY, True)
    wait_until(lambda: len(portal.told()) == 1)
    run.window.hide()
    portal.say("press")
    wait_until(lambda: is_asking(run))
    assert run.window.isHidden()


def test_a_key_that_is_not_wanted_any_more_is_given_back(portal: Daemon, run: Run) -> None:
    run.services.preferences.set(GLOBAL_KEY, True)
    wait_until(lambda: len(portal.told()) == 1)
    run.services.preferences.set(GLOBAL_KEY, False)
    wait_until(lambda: {"closed": True} in portal.told())


def test_who_is_refused_is_told_what_can_be_done(portal: Daemon, run: Run) -> None:
    portal.say("refuse")
    wait_until(lambda: {"refuses": True} in portal.told())
    run.services.preferences.set(GLOBAL_KEY, True)
    wait_until(lambda: "desktop-chat --quick-ask" in said(run))


def test_where_there_is_no_portal_it_is_told_too(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    with own_bus(monkeypatch):
        run.services.preferences.set(GLOBAL_KEY, True)
        wait_until(lambda: "desktop-chat --quick-ask" in said(run))


def said(run: Run) -> str:
    """What the notice says that is shown."""
    shown = run.window.notices._shown
    return shown.text if shown else ""

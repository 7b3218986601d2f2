"""A database that is damaged in the middle: the window opens, says so below the header, and offers the way out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_chat.storage.store import open_store
from desktop_chat.ui.damage_line import DamageLine
from tests.storage.damaging import talks
from tests.support.program import named, press, running, wait_until


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """What a run left that died, with letters changed."""
    with open_store(tmp_path) as store:
        talks(store, 2)
    (tmp_path / "runs").mkdir(exist_ok=True)
    (tmp_path / "runs" / "dead.lock").touch()
    path = tmp_path / "chats.db"
    path.write_bytes(path.read_bytes().replace(b"question 0 0", b"question 9 0"))
    return tmp_path


def test_damage_that_a_run_left_is_told_below_the_header_and_one_key_leads_out(directory: Path, qtbot: QtBot) -> None:
    with running(directory) as run:
        asked: list[bool] = []
        run.window.pane.repair_requested.connect(lambda: asked.append(True))
        run.window.end_first_start()
        run.services.safekeeping.look()
        wait_until(lambda: any(line.isVisible() for line in run.window.findChildren(DamageLine)), "the line")
        press(named(run, "Repair…"), Qt.Key.Key_Return)
        assert asked == [True]

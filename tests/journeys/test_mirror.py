"""The folder mirror is switched on in its window, and says what it did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from desktop_chat.app import Run
from desktop_chat.domain.settings import MIRROR_FOLDER, MIRROR_ON
from desktop_chat.ui.preferences.data_page import DataPage
from desktop_chat.ui.preferences.window import SettingsWindow
from desktop_chat.ui.widgets import Field
from tests.support.program import ask, press, wait_for_reply, wait_until
from tests.support.wire_server import WireServer
from tests.ui.showing import called


def test_it_is_switched_on_by_keys_and_runs(run: Run, server: WireServer, tmp_path: Path) -> None:
    server.reply("Hello")
    ask(run, "Are you there?")
    wait_for_reply(run)
    folder = tmp_path / "mirror"
    run.window.commands.action("conversation.mirror").trigger()
    window = run.window.findChild(SettingsWindow)
    assert window is not None
    form = window.findChild(DataPage)
    assert isinstance(form, DataPage)
    switch, field = called(form, QCheckBox, "Keep a folder of Markdown files"), called(form, Field, "Folder")
    assert window.focusWidget() is switch
    press(switch, Qt.Key.Key_Space)
    assert "Choose a folder first." in form._said.text
    QTest.keyClicks(field, str(folder))
    press(field, Qt.Key.Key_Return)
    assert "There is no such folder." in form._said.text
    folder.mkdir()
    press(switch, Qt.Key.Key_Space)
    press(switch, Qt.Key.Key_Space)
    assert run.services.preferences.get(MIRROR_ON)
    assert run.services.preferences.get(MIRROR_FOLDER) == str(folder)
    wait_until(lambda: "1 written" in form._said.text)
    assert [path.suffix for path in folder.iterdir() if not path.name.startswith(".")] == [".md"]
    press(window, Qt.Key.Key_Escape)

"""The folder mirror is switched on in its window, and says what it did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from desktop_chat.app import Run
from desktop_chat.domain.settings import MIRROR_FOLDER, MIRROR_ON
from desktop_chat.ui.exporting.mirror_form import MirrorForm
from desktop_chat.ui.widgets import Field
from tests.support.program import ask, press, wait_for_reply, wait_until
from tests.support.wire_server import WireServer


def test_it_is_switched_on_by_keys_and_runs(run: Run, server: WireServer, tmp_path: Path) -> None:
    server.reply("Hello")
    ask(run, "Are you there?")
    wait_for_reply(run)
    folder = tmp_path / "mirror"
    run.window.commands.action("conversation.mirror").trigger()
    form = run.window.findChild(MirrorForm)
    assert isinstance(form, MirrorForm)
    switch, field = form.findChild(QCheckBox), form.findChild(Field)
    assert switch is not None
    assert field is not None
    press(switch, Qt.Key.Key_Space)
    assert "Choose a folder first." in form._said.text
    field.setText(str(folder))
    press(field, Qt.Key.Key_Return)
    assert "There is no such folder." in form._said.text
    folder.mkdir()
    press(field, Qt.Key.Key_Return)
    assert run.services.preferences.get(MIRROR_ON)
    assert run.services.preferences.get(MIRROR_FOLDER) == str(folder)
    wait_until(lambda: "1 written" in form._said.text)
    assert [path.suffix for path in folder.iterdir() if not path.name.startswith(".")] == [".md"]
    press(form, Qt.Key.Key_Escape)

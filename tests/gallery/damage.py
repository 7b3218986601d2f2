"""States of a program whose database is damaged."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_chat.services.recovering import Recovering
from desktop_chat.storage import backups
from desktop_chat.storage.store import FILE_NAME
from desktop_chat.ui.recovery.dialog import RecoveryDialog
from tests.gallery.furnishing import furnish
from tests.gallery.stage import Stage


def told(stage: Stage) -> QWidget:
    """The window that found it out: a line below the header."""
    stage.run.services.safekeeping.damaged.emit()
    stage.settle()
    return stage.run.window


def ways(stage: Stage) -> QWidget:
    """Before there is a window, with a backup to go back to."""
    return _recovery(stage)[0]


def ways_without_backup(stage: Stage) -> QWidget:
    return _recovery(stage, backed_up=False)[0]


def restored(stage: Stage) -> QWidget:
    shown, recovering = _recovery(stage)
    done: list[object] = []
    recovering.restored.connect(done.append)
    stage.press(Qt.Key.Key_Return)
    stage.until(lambda: bool(done), "the backup's place")
    return shown


def _recovery(stage: Stage, *, backed_up: bool = True) -> tuple[RecoveryDialog, Recovering]:
    directory = stage.beside / "data"
    furnish(directory, stage.server.base_url, stage.content)
    if backed_up:
        backups.make_daily(directory / FILE_NAME, datetime.now().astimezone())
    recovering = Recovering(directory, stage.run)
    shown = RecoveryDialog(recovering, stage.run.window.theme)
    shown.finished.connect(recovering.close)
    shown.finished.connect(shown.deleteLater)
    listed: list[object] = []
    recovering.listed.connect(listed.append)
    shown.open()
    stage.until(lambda: bool(listed), "the list of backups")
    return shown, recovering

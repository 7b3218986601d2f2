"""The three ways out: a backup, what can still be read, the folder with everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from desktop_chat.domain.recovery import Backup
from desktop_chat.ui.first_start_ways import Way
from desktop_chat.ui.look import Theme
from desktop_chat.ui.recovery.backup_rows import BackupList
from desktop_chat.ui.widgets import Button, Kind
from desktop_chat.words.catalogue import tr

_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class BackupWay(Way):
    submitted = Signal(object)
    """The `Backup` that was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(1, theme)
        self.list = BackupList(theme)
        self._restore = Button(theme, tr("Restore"), Kind.PRIMARY)
        self._is_empty = True
        around = QVBoxLayout()
        around.setContentsMargins(0, theme.metrics.space8, 0, theme.metrics.space12)
        around.addWidget(self.list)
        self._grid.addLayout(around, 3, 1)
        self._row.add(self._restore)
        self._restore.clicked.connect(self._submit)
        self.list.opened.connect(self._submit)
        self._title.setText(tr("Restore a backup"))
        self._about.say(tr("Looking at the backups…"))
        self.list.hide()
        self.set_ready(False)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self._is_empty = not backups
        words = tr("What came after it is not in it.") if backups else tr("There is no backup that is sound.")
        self._about.say(words)
        if backups:
            self.list.show_backups(backups)
        self.list.setVisible(not self._is_empty)
        self.set_ready(True)

    def take(self) -> None:
        self.list.setFocus(_BY_KEY)

    focus_input = take

    def set_ready(self, ready: bool) -> None:
        self.list.setEnabled(ready)
        self._restore.setEnabled(ready and not self._is_empty)

    @Slot()
    def _submit(self) -> None:
        if self._restore.isEnabled() and (backup := self.list.current_backup()):
            self.submitted.emit(backup)


class _ButtonWay(Way):
    """One with nothing but a button."""

    def __init__(self, number: int, theme: Theme, title: str, about: str, action: str) -> None:
        super().__init__(number, theme)
        self._button = Button(theme, action)
        self._row.add(self._button)
        self._title.setText(title)
        self._about.say(about)

    def take(self) -> None:
        self._button.click()

    def focus_input(self) -> None:
        self._button.setFocus(_BY_KEY)

    def set_ready(self, ready: bool) -> None:
        self._button.setEnabled(ready)


class SalvageWay(_ButtonWay):
    submitted = Signal()

    def __init__(self, theme: Theme) -> None:
        about = tr("All conversations, as far as the file can be read, go into a new file. What is missing is said.")
        super().__init__(2, theme, tr("Read what can be read"), about, tr("Recover"))
        self._button.clicked.connect(self.submitted)


class FolderWay(_ButtonWay):
    def __init__(self, theme: Theme, folder: Path) -> None:
        about = tr("The file, its backups and the logs lie there.")
        super().__init__(3, theme, tr("Look at the files"), about, tr("Open folder"))
        self._folder = folder
        self._button.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

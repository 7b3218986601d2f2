"""Verbs upon imports: choose a file, or take one that was dropped."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QObject, Slot

from desktop_chat.domain.intake import Report
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.importing.window import ImportWindow
    from desktop_chat.ui.main_window import MainWindow

_EXPORT = re.compile(
    r".*\.desktopchat\.json|conversations(-\d+)?\.json|chatbox-exported-data.*\.json|(all-)?chats?-export-.*\.json|.*\.zip",
    re.IGNORECASE,
)


def is_export(path: Path) -> bool:
    """Whether its name alone tells that it is to be imported, and not to be attached."""
    return QFileInfo(path).isDir() or bool(_EXPORT.fullmatch(path.name))


class ImportVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shown: ImportWindow | None = None
        self._waiting: deque[Path] = deque()
        window.services.importing.imported.connect(self._refresh)

    @Slot()
    def choose(self) -> None:
        """The system's own dialog, for one file."""
        if self._raise():
            return
        from PySide6.QtWidgets import QFileDialog  # no start makes its classes

        kinds = f"{tr('Exports')} (*.json *.zip *.md);;{tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Import…"), "", kinds)
        if path:
            self.begin(Path(path))

    def begin(self, path: Path) -> None:
        """Looks into `path` and asks what to do; with an import under way, that is shown instead."""
        if self._raise():
            return
        from desktop_chat.ui.importing.window import ImportWindow

        self._shown = ImportWindow(self._window.services.importing, path, self._window.theme, self._window)
        self._shown.open_requested.connect(self._open)
        self._shown.other_requested.connect(self.choose)
        self._shown.undone.connect(self._tell_undone)
        self._shown.finished.connect(self._forget)
        self._shown.show()

    def take(self, paths: Iterable[Path]) -> None:
        """One after the other; those that come while one is looked at wait for their turn."""
        self._waiting.extend(paths)
        if not self._raise():
            self._next()

    def _next(self) -> None:
        if self._waiting:
            self.begin(self._waiting.popleft())

    def drop(self, paths: Sequence[Path], *, on_list: bool) -> bool:
        """Files were let go over the window, or over its list of conversations. Whether they are to be imported."""
        if len(paths) != 1 or not (on_list or is_export(paths[0])):
            return False
        self.begin(paths[0])
        return True

    def _raise(self) -> bool:
        if self._shown is None:
            return False
        self._shown.raise_()
        self._shown.activateWindow()
        return True

    @Slot()
    def _forget(self) -> None:
        """The keys are where they would be without it."""
        self._shown = None
        self._window.activateWindow()
        self._window.pane.composer.focus_editor()
        self._next()

    @Slot(str)
    def _open(self, conversation_id: str) -> None:
        self._window.open(conversation_id)
        self._window.pane.composer.focus_editor()

    @Slot(object)
    def _refresh(self, _report: Report) -> None:
        """What hangs on conversations elsewhere than in the library."""
        self._window.services.folders.refresh()
        if shown := self._window.pane.shown:
            self._window.services.chat.refresh(shown)

    @Slot()
    def _tell_undone(self) -> None:
        self._window.notices.say(tr("The import was stopped; nothing has changed"))

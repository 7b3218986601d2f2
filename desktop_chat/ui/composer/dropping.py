"""Files dragged over the window: let go, they go along with the text that is being written, or are imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.ui.composer.draft_files import DraftFiles
from desktop_chat.ui.composer.offered import offers_files, paths_in, sources_in


class TakeAside(Protocol):
    """Takes files that are no attachments, or answers that it does not want them."""

    def __call__(self, paths: Sequence[Path], *, on_list: bool) -> bool: ...


class Dropping(QObject):
    """Of one window. `watched` are its parts that take drags of their own, of text say; files go past them."""

    def __init__(self, window: QWidget, files: DraftFiles, *watched: QWidget) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._aside: QWidget | None = None
        self._take_aside: TakeAside = _wants_nothing
        window.setAcceptDrops(True)
        for widget in (window, *watched):
            widget.installEventFilter(self)

    def offer_first(self, take_aside: TakeAside, aside: QWidget) -> None:
        """Whatever is let go is offered to `take_aside` before it is attached; over `aside` nothing is attached."""
        self._take_aside, self._aside = take_aside, aside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self._files.show_target(False)
            return False
        if not isinstance(event, QDropEvent) or not offers_files(event.mimeData()):
            return False
        is_aside, paths = self._is_aside(watched, event), paths_in(event.mimeData())
        takes = bool(paths) if is_aside else self._files.takes_files()
        event.setDropAction(Qt.DropAction.CopyAction)  # where a file came from it stays
        event.setAccepted(takes)
        drops = event.type() is QEvent.Type.Drop
        self._files.show_target(takes and not drops and not is_aside)
        if drops and takes and not self._take_aside(paths, on_list=is_aside) and not is_aside:
            self._files.offer(sources_in(event.mimeData()))
        return True

    def _is_aside(self, watched: QObject, event: QDropEvent) -> bool:
        if self._aside is None or not isinstance(watched, QWidget) or not self._aside.isVisible():
            return False
        at = watched.mapTo(self._window, event.position().toPoint())
        return self._aside.rect().contains(self._aside.mapFrom(self._window, at))


def _wants_nothing(paths: Sequence[Path], *, on_list: bool) -> bool:
    return False

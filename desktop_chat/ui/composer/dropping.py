"""Files dragged over the window: wherever they are let go, they go along with the text that is being written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.ui.composer.draft_files import DraftFiles
from desktop_chat.ui.composer.offered import offers_files, sources_in


class Dropping(QObject):
    """Of one window. `watched` are its parts that take drags of their own, of text say; files go past them."""

    def __init__(self, window: QWidget, files: DraftFiles, *watched: QWidget) -> None:
        super().__init__(window)
        self._files = files
        window.setAcceptDrops(True)
        for widget in (window, *watched):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self._files.show_target(False)
            return False
        if not isinstance(event, QDropEvent) or not offers_files(event.mimeData()):
            return False
        takes = self._files.takes_files()
        event.setDropAction(Qt.DropAction.CopyAction)  # where a file came from it stays
        event.setAccepted(takes)
        drops = event.type() is QEvent.Type.Drop
        self._files.show_target(takes and not drops)
        if drops and takes:
            self._files.offer(sources_in(event.mimeData()))
        return True

"""Takes conversations out of the program, off the GUI thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.background import Background
from desktop_chat.transfer.files import write_atomically
from desktop_chat.transfer.formats import Format as ExportFormat

__all__ = ["ExportFormat", "Transfers"]


WriteExport = Callable[[ConversationId, ExportFormat, Path], None]
"""Writes one conversation to a file, whole or not at all. Raises `ChatError`."""


class Transfers(QObject):
    """Exports; each ends in `exported` or `failed`."""

    exported = Signal(object)
    """The `Path` that was written."""
    failed = Signal(object)
    """A `ChatError`."""

    def __init__(self, write: WriteExport, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._background = background

    def export(self, conversation_id: ConversationId, kind: ExportFormat, path: Path) -> None:
        self._background.run(
            lambda: self._write(conversation_id, kind, path),
            lambda _: self.exported.emit(path),
            self._on_trouble,
        )

    @Slot(object, object)
    def save_copy(self, attachment: Attachment, path: Path) -> None:
        """A file that came with a message, as a file again."""
        self._background.run(
            lambda: write_atomically(path, [attachment.content]),
            lambda _: self.exported.emit(path),
            self._on_trouble,
        )

    def _on_trouble(self, error: ChatError) -> None:
        self.failed.emit(error)

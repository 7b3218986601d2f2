"""What a click in a text does: open a link, copy a block of code, break its long lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from desktop_chat.domain.messages import Message
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.leaves.leaf import Deed, Hot, Leaf

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.leaves.code import Code
    from desktop_chat.ui.transcript.transcript import Transcript

_A_MOMENT_MS = 20  # a timer may fire a little early


class Deeds(QObject):
    """Of one view."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view)
        self._view = view
        self._copied: Code | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._forget_copied)

    def do(self, leaf: Leaf, hot: Hot) -> None:
        from desktop_chat.ui.transcript.leaves.code import Code

        match hot.deed:
            case Deed.OPEN_LINK:
                from desktop_chat.ui.links import ask_to_open  # for the first link that is followed

                ask_to_open(hot.target, self._view.theme, self._view)
            case Deed.COPY_CODE if isinstance(leaf, Code):
                self.copy(leaf)
            case Deed.WRAP_CODE if isinstance(leaf, Code):
                self.wrap(leaf)

    def open_file(self, message: Message, number: int) -> None:
        """What came with the message in a window of its own, from that file on."""
        from desktop_chat.ui.file_window import FileWindow

        shown = FileWindow(message.attachments, number, self._view.theme, self._view)
        shown.copy_requested.connect(self._view.file_copy_requested)
        shown.show()

    def copy(self, code: Code) -> None:
        """The code onto the clipboard; its head says so for a moment."""
        QGuiApplication.clipboard().setText(code.text)
        code.head.tell_copied()
        self._view.leaves.repaint(code)
        self._copied = code
        self._soon.start(tokens.COPIED_MS + _A_MOMENT_MS)

    @Slot()
    def _forget_copied(self) -> None:
        if self._copied is not None:
            self._view.leaves.repaint(self._copied)
            self._copied = None

    def wrap(self, code: Code) -> None:
        """Break the lines that are too long, or let them be wide again; its upper edge stays where it is."""
        code.wraps = not code.wraps
        self._view.leaves.reset(code)

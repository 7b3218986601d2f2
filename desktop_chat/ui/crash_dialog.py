"""The program's own faults: work is saved first, then the person is told, with the details for whoever mends it.

A fault is no error of the person's or of the network's; those have types and sentences. Here ends what nobody expected.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain

_log = logging.getLogger(__name__)


class CrashDialog(QObject):
    """Receives every exception that nobody caught, from any thread."""

    _caught = Signal(str)

    def __init__(self, window: QWidget, save_work: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._save_work = save_work
        self._told = False
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def hooked(self) -> Iterator[None]:
        """While the block runs, faults come here instead of ending the program."""
        before, before_in_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._catch
        threading.excepthook = lambda args: self._catch(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = before, before_in_threads

    def _catch(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _log.critical("A fault of the program", exc_info=(kind, fault, trace))
        # Frames and types only: a message of an exception may quote what a person wrote, or a key.
        self._caught.emit("".join(traceback.format_tb(trace)) + kind.__name__)

    @Slot(str)
    def _tell(self, details: str) -> None:
        self._save_work()
        if self._told:  # one dialog is enough, however often the same fault comes back
            return
        self._told = True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Desktop Chat")
        box.setText(tr("The program made a mistake."))
        box.setInformativeText(tr("Your messages are saved. You can go on; if it happens again, restart the program."))
        box.setDetailedText(details)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget)
        box.open()

    @Slot(int)
    def _forget(self, _: int) -> None:
        self._told = False


def tell_and_wait(error: ChatError) -> None:
    """Says why the window cannot open; returns when the person has read it."""
    told = explain(error, Kept.NOTHING)
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Desktop Chat")
    box.setText(told.headline)
    box.setInformativeText(told.detail)
    box.exec()

"""The program's own faults: work is saved first, then the person is told, with the details for whoever mends it.

A fault is no error of the person's or of the network's; those have types and sentences. Here ends what nobody expected.
The box itself is loaded when there is something to tell: a start must not wait for it.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_chat import __version__
from desktop_chat.domain.errors import ChatError
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import later, tr
from desktop_chat.words.errors import Kept, explain

_SAVED = later("Your messages are saved. You can go on; if it happens again, restart the program.")
_UNSAVED = later("What you have sent is saved. Copy what you are writing to a safe place and restart the program.")
_log = logging.getLogger(__name__)


class CrashDialog(QObject):
    """Receives every exception that nobody caught, from any thread."""

    _caught = Signal(str)

    def __init__(self, window: QWidget, save_work: Callable[[], None], theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._save_work = save_work
        self._open = False
        self._told: set[str] = set()
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def hooked(self) -> Iterator[None]:
        """While the block runs, faults come here instead of ending the program."""
        before, before_in_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._catch
        threading.excepthook = lambda args: self._catch(
            args.exc_type, args.exc_value or BaseException(), args.exc_traceback
        )
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = before, before_in_threads

    def _catch(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _log.critical("A fault of the program", exc_info=(kind, fault, trace))
        self._caught.emit(_details(kind, trace))

    @Slot(str)
    def _tell(self, details: str) -> None:
        """One dialog at a time, and one for each fault: a timer may bring the same one sixty times a second."""
        from desktop_chat.ui.message_box import MessageBox

        if self._open or details in self._told:
            return
        self._told.add(details)
        self._open = True
        kept = _SAVED if self._saved() else _UNSAVED
        box = MessageBox(self._theme, lambda: tr("The program made a mistake."), lambda: tr(kept), self._window)
        box.show_details(details)
        copy = box.add_button(lambda: tr("Copy the details"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        box.add_closing_button(lambda: tr("Go on"))
        box.finished.connect(self._forget)
        box.open()

    def _saved(self) -> bool:
        try:
            self._save_work()
        except Exception:  # noqa: BLE001 - the hook's own: whatever broke may have broken this as well
            _log.critical("What was being written could not be saved", exc_info=True)
            return False
        return True

    @Slot(int)
    def _forget(self, _: int) -> None:
        self._open = False


def _details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Frames and types only: the message of an exception may quote what a person wrote, or a key."""
    return f"Desktop Chat {__version__}\n{''.join(traceback.format_tb(trace))}{kind.__module__}.{kind.__qualname__}"


def tell_and_wait(error: ChatError, theme: Theme) -> None:
    """Says why the window cannot open; returns when the person has read it."""
    from desktop_chat.ui.message_box import MessageBox

    box = MessageBox(theme, lambda: explain(error, Kept.NOTHING).headline, lambda: explain(error, Kept.NOTHING).detail)
    box.add_closing_button(lambda: tr("Close"))
    box.exec()

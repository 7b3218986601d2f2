"""Imports: first a look at what a file holds, then all of it or nothing.

Another process does the work, on the same store. While it does, the window does not look at the store for changes,
which would show half an import; what has come is made known at the end, a little in each turn of the event loop.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.intake import Progress, Report
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.unreadable import ImportBroken
from desktop_chat.services.background import Background
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library
from desktop_chat.services.watch import Watch

if TYPE_CHECKING:
    from desktop_chat.services.own_command import Ended, OwnCommand

_log = logging.getLogger(__name__)

_A_LITTLE = 500
_PATIENCE_S = 20.0

ReadMany = Callable[[Iterable[ConversationId]], tuple[Conversation, ...]]
"""Conversations of the store by their ids, as far as they are there."""


OneCommand: TypeAlias = "Callable[[Sequence[str]], OwnCommand]"
"""Makes the run of our command line with these arguments."""


class Importing(QObject):
    """One at a time. Each look ends in `looked`, each import in `imported`, and either of them in `stopped` or `failed`
    instead.
    """

    looked = Signal(object)
    """A `Report` of what an import would bring."""
    progressed = Signal(object)
    """A `Progress`."""
    imported = Signal(object)
    """A `Report`, once the library knows what has come."""
    stopped = Signal()
    """Nothing is left of the import."""
    failed = Signal(object)
    """A `ChatError`; nothing is left of the import unless it says otherwise."""

    def __init__(
        self,
        command: OneCommand,
        read: ReadMany,
        library: Library,
        filing: Filing,
        watch: Watch,
        background: Background,
    ) -> None:
        super().__init__()
        self._command = command
        self._read = read
        self._library = library
        self._filing = filing
        self._watch = watch
        self._background = background
        self._running: OwnCommand | None = None
        self._is_look = False
        self._report = Report()
        self._turns: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_busy(self) -> bool:
        return self._running is not None

    def look(self, path: Path) -> None:
        """What is in the file, without changing anything."""
        self._start(path, "--dry-run")

    def take(self, path: Path) -> None:
        self._start(path)

    @Slot()
    def stop(self) -> None:
        """What has come so far goes again."""
        if self._running is not None:
            self._running.cancel()

    def close(self) -> None:
        """The program ends: an import under way is undone."""
        self._timer.stop()
        if self._running is not None:
            self._running.close(_PATIENCE_S)

    def _start(self, path: Path, *options: str) -> None:
        assert not self.is_busy, "one import at a time"
        self._is_look = bool(options)
        self._watch.rest(not self._is_look)
        self._running = command = self._command(["import", "--progress", *options, str(path.absolute())])
        last: dict[str, Any] = {}

        def heard(told: dict[str, Any]) -> None:
            if "progress" in told:
                progress = Progress(told["progress"], told["conversations"], told["messages"])
                self._background.post(lambda: self.progressed.emit(progress))
            else:
                last.update(told)

        self._background.run(lambda: command.run(heard), lambda ended: self._end(path, ended, last), self._fail)

    def _end(self, path: Path, ended: Ended, last: dict[str, Any]) -> None:
        from desktop_chat.transfer.reports import error_in, report_in  # no start waits for what reads files

        if "error" in last:
            self._fail(error_in(last))
        elif "read" in last:
            self._report = report_in(last)
            self._tell()
        elif ended.is_called_off:
            self._rest()
            self.stopped.emit()
        else:
            _log.error("An import ended with status %d: %s", ended.status, ended.said)
            self._fail(ImportBroken(path.name))

    def _fail(self, error: ChatError) -> None:
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self._running = None
        self._watch.rest(False)

    # -- making known what has come ----------------------------------------------------------------------------------

    def _tell(self) -> None:
        if self._is_look:
            self._rest()
            self.looked.emit(self._report)
            return
        ids = (*self._report.added.new, *self._report.added.grown)
        self._background.run(lambda: self._read(ids), self._take_in, self._fail)

    def _take_in(self, found: tuple[Conversation, ...]) -> None:
        self._turns = self._telling(found)
        self._timer.start()

    def _telling(self, found: Sequence[Conversation]) -> Iterator[None]:
        """A little in each turn of the event loop."""
        self._library.many_began.emit()
        for first in range(0, len(found), _A_LITTLE):
            self._library.take_in(found[first : first + _A_LITTLE])
            yield
        self._library.many_ended.emit()
        yield
        self._filing.tell_imported(self._report.added.new)
        yield
        self._timer.stop()
        self._rest()
        self.imported.emit(self._report)

    @Slot()
    def _take_turn(self) -> None:
        next(self._turns, None)

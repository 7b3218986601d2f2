"""Keeps a folder of Markdown files as the library is: a moment after something has changed, by a process beside us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError, ExportFailed
from desktop_chat.domain.messages import Conversation, ConversationId, now
from desktop_chat.domain.settings import MIRROR_FOLDER, MIRROR_ON, MIRROR_PROFILE
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.services.library import Library
from desktop_chat.services.preferences import Preferences

if TYPE_CHECKING:
    from desktop_chat.services.own_command import Ended, OwnCommand

AFTER_MS = 5_000
_SETTINGS = frozenset({MIRROR_ON.name, MIRROR_FOLDER.name, MIRROR_PROFILE.name})


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run did. `aside` are files that a person had changed, under their new names."""

    at: datetime
    written: int = 0
    removed: int = 0
    aside: tuple[str, ...] = ()
    error: ChatError | None = None


class Mirroring(QObject):
    """Off until somebody wants it. What goes wrong is told once, not after each change."""

    ran = Signal(object)
    """A `LastRun`."""
    failed = Signal(object)
    """A `ChatError`, another than the time before."""

    def __init__(
        self,
        command: Callable[[Sequence[str]], OwnCommand],
        library: Library,
        preferences: Preferences,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command, self._library, self._preferences = command, library, preferences
        self._background = background
        self.last: LastRun | None = None
        self._running: OwnCommand | None = None
        self._seen: dict[ConversationId, tuple[object, ...]] = {}
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._run)
        library.conversation_added.connect(self._follow)
        library.conversation_changed.connect(self._follow)
        library.conversation_removed.connect(self._begin_soon)
        preferences.changed.connect(self._follow_setting)
        self._begin_soon()

    def is_running(self) -> bool:
        return self._running is not None

    def close(self) -> None:
        self._timer.stop()
        if self._running is not None:
            self._running.close()

    @Slot(object)
    def _follow(self, conversation: Conversation) -> None:
        """Typing a draft changes a conversation, and nothing that is mirrored."""
        facts = (conversation.updated_at, conversation.title, conversation.folder, conversation.head)
        if self._seen.get(conversation.id) != facts:
            self._seen[conversation.id] = facts
            self._begin_soon()

    @Slot(str)
    def _follow_setting(self, name: str) -> None:
        if name in _SETTINGS:
            self._begin_soon()

    @Slot()
    def _begin_soon(self) -> None:
        if self._is_wanted():
            self._timer.start()
        else:
            self._timer.stop()

    def _is_wanted(self) -> bool:
        return self._preferences.get(MIRROR_ON) and bool(self._preferences.get(MIRROR_FOLDER))

    @Slot()
    def _run(self) -> None:
        if self._running is not None or not self._background.is_settled():
            self._timer.start()
            return
        folder, profile = self._preferences.get(MIRROR_FOLDER), self._preferences.get(MIRROR_PROFILE)
        command = self._running = self._command(["mirror", "--progress", f"--profile={profile}", f"--output={folder}"])
        told: dict[str, Any] = {}
        self._background.run(
            lambda: command.run(told.update), lambda ended: self._conclude(Path(folder), ended, told), self._on_fault
        )

    def _conclude(self, folder: Path, ended: Ended, told: dict[str, Any]) -> None:
        self._running = None
        if ended.is_called_off:
            return
        run = LastRun(now(), told.get("written", 0), told.get("removed", 0), tuple(told.get("aside", ())))
        if ended.status:
            run = replace(run, error=ExportFailed(str(folder), str(told.get("reason", ended.said))))
        self._tell(run)

    def _on_fault(self, error: ChatError) -> None:
        self._running = None
        self._tell(LastRun(now(), error=error))

    def _tell(self, run: LastRun) -> None:
        before, self.last = self.last, run
        self.ran.emit(run)
        if run.error is not None and (before is None or str(before.error) != str(run.error)):
            self.failed.emit(run.error)

"""Takes conversations out of the program, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError, ExportFailed
from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.transfer.files import write_atomically
from desktop_chat.transfer.formats import Format as ExportFormat
from desktop_chat.transfer.formats import MarkdownOptions, Profile

if TYPE_CHECKING:
    from desktop_chat.services.own_command import Ended, OwnCommand
    from desktop_chat.transfer.printing import Pages

__all__ = ["ExportFormat", "MarkdownOptions", "Order", "Profile", "Progress", "Transfers"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, how, and where to.

    One conversation, of that only the messages from `first` to `last` or `only_branch`; without one, those in `folder`
    and in the folders in it; without that as well, all.
    """

    path: Path
    kind: ExportFormat
    options: MarkdownOptions = MarkdownOptions()
    conversation_id: ConversationId | None = None
    first: MessageId | None = None
    last: MessageId | None = None
    only_branch: bool = False
    folder: str | None = None

    @property
    def arguments(self) -> list[str]:
        """The same for the command line."""
        what = ["--all"] if self.folder is None else [f"--folder={self.folder}"]
        arguments = ["export", "--progress", f"--format={self.kind}", f"--output={self.path}"]
        arguments += [f"--from={self.first}"] if self.first else []
        arguments += [f"--to={self.last}"] if self.last else []
        arguments += [name for name, is_wanted in self._flags if is_wanted]
        # An id that came with an import may look like an option.
        return [*arguments, *(["--", self.conversation_id] if self.conversation_id else what)]

    @property
    def _flags(self) -> tuple[tuple[str, bool], ...]:
        options, is_markdown = self.options, self.kind is ExportFormat.MARKDOWN
        return (
            (f"--profile={options.profile}", is_markdown),
            ("--trailer", options.with_trailer and is_markdown),
            ("--tree", options.whole_tree and self.kind is not ExportFormat.JSON),
            ("--no-files", not options.with_files and self.kind is not ExportFormat.JSON),
            ("--branch", self.only_branch and not self.first and not self.last),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """So many conversations of so many are written."""

    done: int
    of: int


T = TypeVar("T")

ReadPages: TypeAlias = "Callable[[Order], Pages]"
"""What an order is on paper. Reads the store; raises `ChatError`."""
Command: TypeAlias = "Callable[[Sequence[str]], OwnCommand]"
"""Makes the run of our command line with these arguments."""


class Transfers(QObject):
    """Exports; each ends in `exported`, `called_off` or `failed`."""

    exported = Signal(object)
    """The `Path` that was written."""
    progressed = Signal(object)
    """A `Progress`."""
    called_off = Signal()
    failed = Signal(object)
    """A `ChatError`."""

    def __init__(
        self, command: Command, read_pages: ReadPages, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._read_pages = read_pages
        self._background = background
        self._running: set[OwnCommand] = set()

    def is_running(self) -> bool:
        return bool(self._running)

    def export(self, order: Order) -> None:
        command = self._command(order.arguments)
        self._running.add(command)
        reasons: list[str] = []

        def heard(told: dict[str, Any]) -> None:
            if "reason" in told:
                reasons.append(str(told["reason"]))
            else:
                progress = Progress(int(told.get("done", 0)), int(told.get("of", 0)))
                self._background.post(lambda: self._tell(command, progress))

        def done(ended: Ended) -> None:
            self._running.discard(command)
            self._conclude(order.path, ended, reasons)

        self._background.run(lambda: command.run(heard), done, self._on_trouble)

    def pages(self, order: Order, done: Callable[[Pages], None]) -> None:
        """What is to be set on paper; `write` takes the result."""
        self._background.run(lambda: self._read_pages(order), done, self._on_trouble)

    def beside(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Something that takes longer than a frame."""
        self._background.run(job, done, self._on_trouble)

    def write(self, path: Path, content: bytes) -> None:
        self._background.run(
            lambda: write_atomically(path, [content]), lambda _: self.exported.emit(path), self._on_trouble
        )

    @Slot()
    def cancel(self) -> None:
        """Calls off what runs; nothing half is left."""
        for command in self._running:
            command.cancel()

    @Slot(object, object)
    def save_copy(self, attachment: Attachment, path: Path) -> None:
        """A file that came with a message, as a file again."""
        self._background.run(
            lambda: write_atomically(path, [attachment.content]), lambda _: self.exported.emit(path), self._on_trouble
        )

    def close(self) -> None:
        """Ends what still runs."""
        for command in self._running:
            command.close()

    def _tell(self, command: OwnCommand, progress: Progress) -> None:
        if command in self._running:
            self.progressed.emit(progress)

    def _conclude(self, path: Path, ended: Ended, reasons: Sequence[str]) -> None:
        if ended.status == 0:
            self.exported.emit(path)
        elif ended.is_called_off:
            self.called_off.emit()
        else:
            self._on_trouble(ExportFailed(str(path), reasons[0] if reasons else ended.said))

    def _on_trouble(self, error: ChatError) -> None:
        self.failed.emit(error)

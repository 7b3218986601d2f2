"""Files, or what was on the clipboard, on their way into what a message brings along.

They are read, looked into, decoded and stored in a thread of the pool; what comes back to the window is small.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.unfit import TooManyFiles, TooMuchAttached
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.transfer.attaching import (
    LARGEST_PICTURE_MB,
    LARGEST_TEXT_MB,
    MEGABYTE,
    MOST_FILES,
    MOST_PER_MESSAGE_MB,
    Picture,
    ReadPicture,
    Source,
    attachment_of,
    file_at,
    text_in,
)

__all__ = [
    "LARGEST_PICTURE_MB",
    "LARGEST_TEXT_MB",
    "MOST_FILES",
    "MOST_PER_MESSAGE_MB",
    "Attached",
    "Attaching",
    "Picture",
    "ReadPicture",
    "Source",
    "file_at",
    "text_in",
]


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of some sources, in their order. `errors` says of the others why not."""

    conversation_id: ConversationId
    attachments: tuple[Attachment, ...] = ()
    errors: tuple[ChatError, ...] = ()


class _Contents(Protocol):
    def put(self, content: bytes, /) -> "Future[str]": ...

    def load(self, digest: str, /) -> bytes: ...


class Attaching(QObject):
    """Reads what is to be attached; one batch of a conversation after another."""

    attached = Signal(object)
    """An `Attached`."""
    reading = Signal(str)
    """The id of a conversation for which something is being read now, or nothing more is."""

    def __init__(
        self, contents: _Contents, read_picture: ReadPicture, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._contents = contents
        self._read_picture = read_picture
        self._background = background
        self._waiting: dict[ConversationId, list[list[Source]]] = {}

    def being_read(self, conversation_id: ConversationId) -> tuple[str, ...]:
        """The names of what is on its way into that conversation's draft."""
        return tuple(source.name for batch in self._waiting.get(conversation_id, ()) for source in batch)

    def attach(self, conversation_id: ConversationId, sources: Sequence[Source], held: Sequence[Attachment]) -> None:
        """Reads `sources` for a draft that holds so much already; `attached` tells what came of it."""
        if not sources:
            return
        waiting = self.being_read(conversation_id)
        room = max(0, MOST_FILES - len(held) - len(waiting))
        batch = list(sources[:room])
        too_many: tuple[ChatError, ...] = (TooManyFiles(MOST_FILES),) if len(sources) > room else ()
        if not batch:
            self.attached.emit(Attached(conversation_id, errors=too_many))
            return
        self._waiting.setdefault(conversation_id, []).append(batch)
        job = partial(self._read_all, conversation_id, batch, sum(one.size for one in held), too_many)
        self._background.run(job, partial(self._done, batch), partial(self._failed, conversation_id, batch))
        self.reading.emit(conversation_id)

    # -- back on the GUI thread --------------------------------------------------------------------------------------

    def _done(self, batch: list[Source], attached: Attached) -> None:
        self._forget(attached.conversation_id, batch)
        self.attached.emit(attached)

    def _failed(self, conversation_id: ConversationId, batch: list[Source], error: ChatError) -> None:
        self._done(batch, Attached(conversation_id, errors=(error,)))

    def _forget(self, conversation_id: ConversationId, batch: list[Source]) -> None:
        batches = self._waiting[conversation_id]
        batches.remove(batch)
        if not batches:
            del self._waiting[conversation_id]
        self.reading.emit(conversation_id)

    # -- in a thread of the pool -------------------------------------------------------------------------------------

    def _read_all(
        self, conversation_id: ConversationId, batch: Sequence[Source], held: int, errors: tuple[ChatError, ...]
    ) -> Attached:
        made: list[Attachment] = []
        problems: list[ChatError] = []
        for source in batch:
            try:
                attachment, content = attachment_of(source, self._read_picture, self._contents.load)
                held += attachment.size
                if held > MOST_PER_MESSAGE_MB * MEGABYTE:
                    problems.append(TooMuchAttached(MOST_PER_MESSAGE_MB))
                    break
                self._contents.put(content).result()
                made.append(attachment)
            except ChatError as error:
                problems.append(error)
        return Attached(conversation_id, tuple(made), (*problems, *errors))

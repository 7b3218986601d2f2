"""From a file, or what was on the clipboard, to what a message brings along.

Files are read, looked into, decoded and stored in a thread of the pool; what comes back to the window is small. What a
file is, its first bytes say and not its name. A picture is told from text here; how one is decoded is handed in, since
that takes Qt's image code.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.attachments import Attachment, picture_tokens, plain_name, text_tokens
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.picture_files import media_type_of
from desktop_chat.domain.text import clean
from desktop_chat.domain.unfit import (
    FileBinary,
    FileEmpty,
    FileIsFolder,
    FileTooLarge,
    FileUnreadable,
    TooManyFiles,
    TooMuchAttached,
)
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background

_MEGABYTE = 1024 * 1024
MOST_FILES = 20
"""More are no question any more, and providers refuse requests with many pictures."""
MOST_PER_MESSAGE_MB = 20
"""As much as the strictest of the large providers take in a request, less what base64 adds."""
LARGEST_PICTURE_MB = 50
"""A file of a camera; it is scaled down before it is sent."""
LARGEST_TEXT_MB = 4
"""About a million tokens: no model reads more."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NOT_IN_TEXT = frozenset(range(32)) - frozenset(b"\t\n\x0b\x0c\r\x1b\x08")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will be sent."""

    content: bytes
    media_type: str
    width: int
    height: int
    is_scaled: bool = False


class ReadPicture(Protocol):
    """Makes what is sent of a picture file, or says that this is none: None. Raises `AttachmentRefused`."""

    def __call__(self, name: str, content: bytes) -> Picture | None: ...


@dataclass(frozen=True, slots=True)
class Source:
    """Something that could be attached. `read` gives its bytes, in a thread; it raises `AttachmentRefused`."""

    name: str
    read: Callable[[], bytes]


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
                attachment, content = self._attachment(source)
                held += attachment.size
                if held > MOST_PER_MESSAGE_MB * _MEGABYTE:
                    problems.append(TooMuchAttached(MOST_PER_MESSAGE_MB))
                    break
                self._contents.put(content).result()
                made.append(attachment)
            except ChatError as error:
                problems.append(error)
        return Attached(conversation_id, tuple(made), (*problems, *errors))

    def _attachment(self, source: Source) -> tuple[Attachment, bytes]:
        name, content = plain_name(source.name), source.read()
        if not content:
            raise FileEmpty(name)
        text = None if media_type_of(content) else text_in(content)
        if text is None:
            picture = self._read_picture(name, content)
            if picture is None:
                raise FileBinary(name)
            return self._picture(name, picture), picture.content
        content = text.encode()
        if len(content) > LARGEST_TEXT_MB * _MEGABYTE:
            raise FileTooLarge(name, LARGEST_TEXT_MB)
        return self._named(content, name, "text/plain", text_tokens(name, text)), content

    def _picture(self, name: str, picture: Picture) -> Attachment:
        width, height = picture.width, picture.height
        tokens = picture_tokens(width, height)
        return self._named(picture.content, name, picture.media_type, tokens, width, height, picture.is_scaled)

    def _named(self, content: bytes, name: str, media_type: str, tokens: int, *pixels: int) -> Attachment:
        from desktop_chat.storage.attachments import digest_of

        digest = digest_of(content)
        width, height, is_scaled = pixels or (None, None, False)
        load = partial(self._contents.load, digest)
        return Attachment(digest, name, media_type, len(content), tokens, width, height, bool(is_scaled), load)


def file_at(path: Path) -> Source:
    """The file at `path`."""
    return Source(path.name, partial(_read_file, path))


def _read_file(path: Path) -> bytes:
    """Not more of it than is allowed, whatever it says about its size. Raises `AttachmentRefused`."""
    name, most = plain_name(path.name), LARGEST_PICTURE_MB * _MEGABYTE
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            raise FileIsFolder(name)
        if not S_ISREG(mode):  # a device or a pipe may never end
            raise FileUnreadable(name)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError):
        raise FileUnreadable(name) from None
    if len(content) > most:
        raise FileTooLarge(name, LARGEST_PICTURE_MB)
    return content


def text_in(content: bytes) -> str | None:
    """What stands in a text file; None where it is none. A mark at its beginning tells UTF-16; all else is UTF-8."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    return _decoded(content, "utf-8")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = _NOT_IN_TEXT.intersection(text.encode("utf-8", "surrogatepass"))
    return None if controls else clean(text)

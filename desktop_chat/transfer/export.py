"""From the store to a file: one conversation or many, in every format. Whole or absent, each of them."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from desktop_chat.domain.attachments import digest_of
from desktop_chat.domain.errors import AttachmentLost, NotFound, StoreDamaged
from desktop_chat.domain.folders import SEPARATOR, lies_in
from desktop_chat.domain.messages import Conversation, ConversationId, MessageId, now
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat, pieces
from desktop_chat.transfer.assets import ASSETS, assets_of, new_files
from desktop_chat.transfer.files import (
    file_name,
    folder_name,
    made_folders,
    replacing,
    told_by_the_system,
    write_atomically,
)
from desktop_chat.transfer.formats import PLAINLY, Format, MarkdownOptions
from desktop_chat.transfer.html import page
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.wording import Wording

_OLDEST_IN_ZIP = datetime(1980, 1, 1, tzinfo=UTC)
_OWNER_ONLY = 0o100600 << 16
_SHORT_ID, _LONG_ID = 8, 40  # characters


class _Conversations(Protocol):
    def summaries(self) -> Sequence[Conversation]: ...

    def get(self, conversation_id: ConversationId, /) -> Conversation: ...

    def tree(self, conversation_id: ConversationId, /) -> Tree: ...


class _Receipts(Protocol):
    def get(self, message_id: MessageId, /) -> Receipt: ...


class Source(Protocol):
    """What an export reads of the store."""

    @property
    def conversations(self) -> _Conversations: ...

    @property
    def receipts(self) -> _Receipts: ...


def load(source: Source, conversation_id: ConversationId) -> Chat:
    """Everything that belongs to one conversation. Raises `NotFound`, `StoreError`."""
    return _loaded(source, source.conversations.get(conversation_id))


@dataclass(frozen=True, slots=True)
class Many:
    """Which conversations: those in `folder` and in the folders in it, or all that are not in the trash.

    `tell` hears how many of how many are written.
    """

    folder: str | None = None
    tell: Callable[[int, int], None] = lambda _done, _of: None


def save(chat: Chat, kind: Format, path: Path, wording: Wording, options: MarkdownOptions = PLAINLY) -> None:
    """One conversation in one file; attached files of Markdown lie in a folder beside it. Raises `ExportFailed`."""
    match kind:
        case Format.JSON:
            write_atomically(path, pieces([chat], now()))
        case Format.HTML:
            write_atomically(path, (part.encode() for part in page(chat, wording, options=options)))
        case Format.MARKDOWN:
            _save_markdown(chat, path, wording, options)


def save_all(
    source: Source,
    kind: Format,
    path: Path,
    wording: Wording,
    options: MarkdownOptions = PLAINLY,
    many: Many = Many(),  # noqa: B008 - it is frozen
) -> int:
    """Many conversations; how many.

    JSON is one file. Else there is a file for each of them, below folders like those of the library: in the folder
    `path` where there is one, else in a zip file. Raises `ExportFailed`, `StoreError`.
    """
    with told_by_the_system(path):
        is_folder = path.is_dir()
    chosen = [
        one for one in source.conversations.summaries() if many.folder is None or lies_in(one.folder, many.folder)
    ]
    chats = _told((_loaded(source, conversation) for conversation in chosen), many.tell, len(chosen))
    if kind is Format.JSON:
        write_atomically(path, pieces(chats, now()))
    elif is_folder:
        for name, chat in _named(chats, kind):
            with made_folders(path, name.parent):
                save(chat, kind, path / name, wording, options)
    else:
        _save_zip(_named(chats, kind), path, kind, wording, options)
    return len(chosen)


def _told(chats: Iterable[Chat], tell: Callable[[int, int], None], count: int) -> Iterator[Chat]:
    for done, chat in enumerate(chats):
        tell(done, count)
        yield chat
    tell(count, count)


def _save_zip(
    named: Iterable[tuple[PurePosixPath, Chat]], path: Path, kind: Format, wording: Wording, options: MarkdownOptions
) -> None:
    with replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chat in named:
            if kind is Format.HTML:
                archive.writestr(_entry(name, chat), "".join(page(chat, wording, options=options)))
                continue
            files = assets_of(chat, f"{name.stem}{ASSETS}", options)
            for attachment, link in files.items():
                archive.writestr(_entry(name.parent / link, chat), attachment.content)
            archive.writestr(_entry(name, chat), render(chat, wording, links=files, options=options))


def _entry(name: PurePosixPath, chat: Chat) -> zipfile.ZipInfo:
    changed = max(chat.conversation.updated_at, _OLDEST_IN_ZIP).astimezone()
    entry = zipfile.ZipInfo(str(name), changed.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _OWNER_ONLY
    return entry


def _save_markdown(chat: Chat, path: Path, wording: Wording, options: MarkdownOptions) -> None:
    """The text comes last, so whoever finds it finds what it names. If it cannot be written, no new file stays."""
    folder = path.with_name(f"{path.stem}{ASSETS}")
    files = assets_of(chat, folder.name, options)
    with new_files(folder) as put:
        for attachment, link in files.items():
            put(link.rpartition("/")[2], attachment.content)
        write_atomically(path, [render(chat, wording, links=files, options=options).encode()])


def _named(chats: Iterable[Chat], kind: Format) -> Iterator[tuple[PurePosixPath, Chat]]:
    places = Places(kind)
    return ((places.of(chat.conversation), chat) for chat in chats)


class Places:
    """Where each of many conversations is put: below folders like those of the library, under its title. No two have
    one path, not even on systems that do not tell capitals from small letters; the first has the shorter name.
    """

    def __init__(self, kind: Format) -> None:
        self._suffix = kind.suffix
        self._taken: set[str] = set()

    def of(self, conversation: Conversation) -> PurePosixPath:
        names = conversation.folder.split(SEPARATOR) if conversation.folder else []
        folder = PurePosixPath(*map(folder_name, names))
        # Ids from elsewhere may be of any length, and differ in what no name can hold.
        own = conversation.id
        for identifier in (own[:_SHORT_ID], own[:_LONG_ID], digest_of(own.encode())):
            path = folder / file_name(conversation.title, identifier, self._suffix)
            if str(path).casefold() not in self._taken:
                break
        self._taken.add(str(path).casefold())
        return path


def _loaded(source: Source, conversation: Conversation) -> Chat:
    tree = source.conversations.tree(conversation.id)
    receipts: dict[MessageId, Receipt] = {}
    for message in tree.values():
        if message.is_reply:
            try:
                receipts[message.id] = source.receipts.get(message.id)
            except (NotFound, StoreDamaged, AttachmentLost):
                continue  # written in by hand, so there is none; or lost, which must not cost the message too
    return Chat(conversation, tree, receipts)

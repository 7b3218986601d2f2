"""From the store to a file: one conversation or all of them, as Markdown or as JSON."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from desktop_chat.domain.errors import AttachmentLost, NotFound, StoreDamaged
from desktop_chat.domain.messages import Conversation, ConversationId, MessageId, now
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.transfer.archive import Chat, pieces
from desktop_chat.transfer.assets import ASSETS, assets_of, new_files
from desktop_chat.transfer.files import file_name, replacing, write_atomically
from desktop_chat.transfer.formats import PLAINLY, Format, MarkdownOptions
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.wording import Wording

_OLDEST_IN_ZIP = datetime(1980, 1, 1, tzinfo=UTC)
_OWNER_ONLY = 0o100600 << 16


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


def save(chat: Chat, kind: Format, path: Path, wording: Wording, options: MarkdownOptions = PLAINLY) -> None:
    """One conversation in one file; attached files of Markdown lie in a folder beside it. Raises `ExportFailed`."""
    if kind is Format.JSON:
        write_atomically(path, pieces([chat], now()))
    else:
        _save_markdown(chat, path, wording, options)


def save_all(source: Source, kind: Format, path: Path, wording: Wording, options: MarkdownOptions = PLAINLY) -> int:
    """All conversations that are not in the trash; how many.

    JSON is one file. Markdown is a file for each of them, in the folder `path` where there is one, else in a
    zip file. Raises `ExportFailed`, `StoreError`.
    """
    conversations = source.conversations.summaries()
    chats = (_loaded(source, conversation) for conversation in conversations)
    if kind is Format.JSON:
        write_atomically(path, pieces(chats, now()))
    elif path.is_dir():
        for name, chat in _named(chats):
            _save_markdown(chat, path / name, wording, options)
    else:
        _save_zip(chats, path, wording, options)
    return len(conversations)


def _save_zip(chats: Iterable[Chat], path: Path, wording: Wording, options: MarkdownOptions) -> None:
    with replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chat in _named(chats):
            files = assets_of(chat, f"{Path(name).stem}{ASSETS}")
            for attachment, link in files.items():
                archive.writestr(_entry(link, chat), attachment.content)
            archive.writestr(_entry(name, chat), render(chat, wording, links=files, options=options))


def _entry(name: str, chat: Chat) -> zipfile.ZipInfo:
    changed = max(chat.conversation.updated_at, _OLDEST_IN_ZIP).astimezone()
    entry = zipfile.ZipInfo(name, changed.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _OWNER_ONLY
    return entry


def _save_markdown(chat: Chat, path: Path, wording: Wording, options: MarkdownOptions) -> None:
    """The text comes last, so whoever finds it finds what it names. If it cannot be written, no new file stays."""
    folder = path.with_name(f"{path.stem}{ASSETS}")
    files = assets_of(chat, folder.name)
    with new_files(folder) as put:
        for attachment, link in files.items():
            put(link.rpartition("/")[2], attachment.content)
        write_atomically(path, [render(chat, wording, links=files, options=options).encode()])


def _named(chats: Iterable[Chat]) -> Iterator[tuple[str, Chat]]:
    """Each with a name that no other has, not even on systems that do not tell capitals from small letters."""
    taken: set[str] = set()
    for chat in chats:
        name = file_name(chat.conversation.title, chat.conversation.id[:8], ".md")
        if name.casefold() in taken:
            name = file_name(chat.conversation.title, chat.conversation.id, ".md")
        taken.add(name.casefold())
        yield name, chat


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

"""A folder with a Markdown file for each conversation, kept as the library is.

For programs that read notes, and for version control: a file changes only when its conversation does, and is called by
its title and a part of its id, so that a rename is a rename. A small file in the folder says what was written last.
What a person has changed by hand since is never overwritten: it is put aside, beside what takes its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import Any

from desktop_chat.domain.errors import ExportFailed
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.assets import ASSETS, assets_of
from desktop_chat.transfer.export import Places, Source, load
from desktop_chat.transfer.files import made_folders, told_by_the_system, write_atomically
from desktop_chat.transfer.formats import Format, MarkdownOptions, Profile
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.wording import Wording

STATE = ".desktop-chat-mirror.json"
_SAVE_EVERY = 100


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What one run did. `aside` are the files that a person had changed, under the names that they have now."""

    written: int = 0
    removed: int = 0
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file as it was written: where, the hash of its text, what it was made of, and the files that belong to it."""

    path: str
    digest: str
    made_of: str
    files: tuple[str, ...] = field(default=())


class Mirror:
    """One folder. `tell` hears how many of how many conversations were looked at."""

    def __init__(self, folder: Path, profile: Profile, wording: Wording) -> None:
        self._folder = folder
        self._wording = wording
        self._options = MarkdownOptions(profile, with_version=False)
        self._entries = _read(folder / STATE)
        self._written = self._removed = 0
        self._aside: list[str] = []

    def update(self, source: Source, tell: Callable[[int, int], None] = lambda _done, _of: None) -> Mirrored:
        """Makes the folder what the library is. Raises `ExportFailed`, `StoreError`."""
        with told_by_the_system(self._folder):
            return self._update(source, tell)

    def _update(self, source: Source, tell: Callable[[int, int], None]) -> Mirrored:
        if not self._folder.is_dir():
            raise ExportFailed(str(self._folder), "No such directory")
        conversations, saved = source.conversations.summaries(), 0
        try:
            self._forget(self._entries.keys() - {one.id for one in conversations})
            for done, (conversation, place) in enumerate(_placed(conversations)):
                tell(done, len(conversations))
                self._follow(source, conversation, place)
                if self._written - saved >= _SAVE_EVERY:
                    self._save()
                    saved = self._written
        finally:
            self._save()
        tell(len(conversations), len(conversations))
        return Mirrored(self._written, self._removed, tuple(self._aside))

    def _follow(self, source: Source, conversation: Conversation, place: str) -> None:
        entry = self._entries.get(conversation.id)
        made_of = self._made_of(conversation)
        if entry and (entry.path, entry.made_of) == (place, made_of) and (self._folder / place).is_file():
            return
        chat = load(source, conversation.id)
        if any(message.is_streaming for message in chat.branch):
            return  # it has an end soon
        self._write(chat, place, made_of, entry)

    def _write(self, chat: Chat, place: str, made_of: str, entry: _Entry | None) -> None:
        path = PurePosixPath(place)
        files = assets_of(chat, f"{path.stem}{ASSETS}", self._options)
        text = render(chat, self._wording, links=files, options=self._options).encode()
        fresh = _Entry(place, _digest(text), made_of, tuple(str(path.parent / link) for link in files.values()))
        if entry is not None and entry.path != place:
            self._remove(entry, but=fresh)
        with made_folders(self._folder, path.parent):
            for attachment, link in files.items():
                self._put_file(path.parent / link, attachment.content)
            self._put_aside(place, {fresh.digest, *([entry.digest] if entry else [])})
            if _digest_of(self._folder / place) != fresh.digest:
                write_atomically(self._folder / place, [text])
                self._written += 1
        self._entries[chat.conversation.id] = fresh

    def _put_file(self, link: PurePosixPath, content: bytes) -> None:
        """Its name tells its content."""
        with made_folders(self._folder, link.parent):
            if not (self._folder / link).exists():
                write_atomically(self._folder / link, [content])

    def _forget(self, gone: Iterable[ConversationId]) -> None:
        for conversation_id in sorted(gone):
            self._remove(self._entries.pop(conversation_id))
            self._removed += 1

    def _remove(self, entry: _Entry, but: _Entry | None = None) -> None:
        """What was written, and folders that are empty then; not what `but` has, nor what a person has changed."""
        path = self._folder / entry.path
        is_same = but is not None and entry.path.casefold() == but.path.casefold()
        if not is_same:
            self._put_aside(entry.path, {entry.digest})
        kept = set(but.files) if but else set[str]()
        for name in (*([] if is_same else [entry.path]), *(name for name in entry.files if name not in kept)):
            with contextlib.suppress(OSError):
                (self._folder / name).unlink()
        for folder in (path.with_name(f"{path.stem}{ASSETS}"), *path.parents):
            if folder == self._folder:
                break
            with contextlib.suppress(OSError):
                folder.rmdir()

    def _put_aside(self, place: str, ours: set[str]) -> None:
        """A file that is none of `ours` gets another name."""
        path = self._folder / place
        if not path.is_file() or _digest_of(path) in ours:
            return
        aside = next(name for name in _names_aside(path) if not name.exists())
        with told_by_the_system(path):
            path.rename(aside)
        self._aside.append(aside.name)

    def _made_of(self, conversation: Conversation) -> str:
        """All that its text depends on, without reading it."""
        facts = (
            conversation.updated_at.isoformat(),
            conversation.title,
            conversation.folder,
            conversation.head,
            conversation.policy.system_prompt,
            self._options.profile.value,
            self._wording.language,
        )
        return _digest(json.dumps(facts).encode())

    def _save(self) -> None:
        entries = {
            name: {"path": one.path, "digest": one.digest, "made_of": one.made_of, "files": list(one.files)}
            for name, one in sorted(self._entries.items())
        }
        text = json.dumps({"version": 1, "files": entries}, ensure_ascii=False, indent=1) + "\n"
        if _digest_of(self._folder / STATE) != _digest(text.encode()):
            write_atomically(self._folder / STATE, [text.encode()])


def _placed(conversations: Iterable[Conversation]) -> Iterator[tuple[Conversation, str]]:
    """Each with its path; the older one keeps the shorter name."""
    places = Places(Format.MARKDOWN)
    for one in sorted(conversations, key=lambda one: (one.created_at, one.id)):
        yield one, str(places.of(one))


def _names_aside(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}.conflict{path.suffix}")
    for number in range(2, 10_000):
        yield path.with_name(f"{path.stem}.conflict-{number}{path.suffix}")


def _read(path: Path) -> dict[ConversationId, _Entry]:
    """What was written last; nothing where that cannot be known. A path that leads elsewhere is not believed."""
    try:
        stored: Any = json.loads(path.read_text(encoding="utf-8"))["files"]
        entries = {
            str(name): _Entry(str(one["path"]), str(one["digest"]), str(one["made_of"]), tuple(map(str, one["files"])))
            for name, one in stored.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: one for name, one in entries.items() if all(map(_stays_inside, (one.path, *one.files)))}


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str | None:
    """None where there is no such file."""
    try:
        return _digest(path.read_bytes())
    except OSError:
        return None

"""What stands in an export: which of its files hold conversations, whose they are, and what they say."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_chat.domain.intake import Skipped, SkipReason
from desktop_chat.domain.unreadable import ArchiveBroken, NotAnExport
from desktop_chat.transfer.archive import SCHEMA
from desktop_chat.transfer.beside import LARGEST, asset_link, beside
from desktop_chat.transfer.bundles import Bundle
from desktop_chat.transfer.elements import Cut, Seekable
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.foreign.programs import conversations, program_of
from desktop_chat.transfer.intake import Read
from desktop_chat.transfer.reading import read_archive
from desktop_chat.transfer.reading_markdown import is_ours, read_markdown
from desktop_chat.transfer.reading_parts import Fetch

OURS = "desktop-chat"
_HEAD = 4096
_MANIFEST = "export_manifest.json"
_LARGEST_MANIFEST = 1024 * 1024
_SHARD = re.compile(r"conversations-\d+\.json")
_WITH_CONVERSATIONS = re.compile(
    r"conversations(?:-\d+)?\.json|chatbox-exported-data[\w .()-]*\.json|(?:all-)?chats?-export-[\w.()-]*\.json|.+\.md"
)


class Export:
    """One bundle, once. Raises `ImportRefused` for what is not to be read, before anything of it is."""

    def __init__(self, bundle: Bundle, path: Path) -> None:
        self.programs: tuple[str, ...] = ()
        self._bundle = bundle
        self._path = path
        self._changed_at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        self._names = _names_of(bundle)
        self._size = bundle.check(self._names)
        if not self._names:
            raise NotAnExport(bundle.name)

    @property
    def progress(self) -> float:
        """Which part of it has been read, from 0 to 1."""
        return min(1.0, self._bundle.read / self._size) if self._size else 1.0

    def reads(self) -> Iterator[Read]:
        """Everything that its files hold, one by one."""
        files = Files(self._bundle)
        known = False
        for name in self._names:
            for read in self._of(name, files):
                known = True
                yield read
        if not known:
            raise (ArchiveBroken if self._bundle.is_damaged else NotAnExport)(self._bundle.name)
        for name in _missing(self._bundle):
            yield Skipped(name, SkipReason.CUT)

    def _of(self, name: str, files: Files) -> Iterator[Read]:
        with self._bundle.reading(name, counts=False) as file:
            program = program_of(file)
        if program is not None:
            self._name_program(program.id)
            with self._bundle.reading(name) as file:
                yield from conversations(file, program, name, self._changed_at, files)
        elif read := self._reader_of_ours(name):
            self._name_program(OURS)
            with self._bundle.reading(name, counts=False) as file:
                yield from read(file, name, self._beside)
            self._bundle.read += self._bundle.members[name].size

    def _reader_of_ours(self, name: str) -> Callable[[Seekable, str, Fetch], Iterator[Read]] | None:
        with self._bundle.reading(name, counts=False) as file, suppress(Cut):
            head = file.read(_HEAD).decode("utf-8", "replace")
            if is_ours(head):
                return read_markdown
            if SCHEMA in head:
                return read_archive
        return None

    def _beside(self, link: str) -> bytes:
        """What lies in the folder of a text's attached files, in the bundle or on the disk beside it."""
        _, name = asset_link(link)
        content = self._bundle.content(name, LARGEST) if name in self._bundle.members else None
        if content is None:
            return beside(self._path)(link)
        return content

    def _name_program(self, program: str) -> None:
        self.programs = tuple(dict.fromkeys((*self.programs, program)))


def _names_of(bundle: Bundle) -> list[str]:
    """A file by itself may be called anything; of several only those with names that are known are opened."""
    names = list(bundle.members)
    return names if len(names) == 1 else sorted(name for name in names if _WITH_CONVERSATIONS.fullmatch(name))


def _missing(bundle: Bundle) -> list[str]:
    """Parts of an export that its own list names and that are not there."""
    if _MANIFEST not in bundle.members:
        return []
    content = bundle.content(_MANIFEST, _LARGEST_MANIFEST)
    listed: set[str] = set()
    with suppress(ValueError, RecursionError):
        listed = {name.rpartition("/")[2] for name in _texts(json.loads(content or b""))}
    return sorted(name for name in listed if _SHARD.fullmatch(name) and name not in bundle.members)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)

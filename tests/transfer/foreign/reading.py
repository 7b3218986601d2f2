"""The exports beside this file, read as an import reads them."""

import base64
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_chat.domain.messages import Message
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.bundles import opened
from desktop_chat.transfer.exports import Export
from desktop_chat.transfer.intake import Lacking, Loss, Read, Skipped

EXPORTS = Path(__file__).parent / "exports"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point, as PNG."""


def export(name: str) -> Any:
    return json.loads((EXPORTS / f"{name}.json").read_text(encoding="utf-8"))


def reads(path: Path) -> list[Read]:
    with opened(path) as bundle:
        return list(Export(bundle, path).reads())


def reads_of(name: str) -> list[Read]:
    return reads(EXPORTS / f"{name}.json")


def programs(path: Path) -> tuple[str, ...]:
    with opened(path) as bundle:
        found = Export(bundle, path)
        list(found.reads())
        return found.programs


def reads_from(tmp_path: Path, value: Any) -> list[Read]:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return reads(path)


def zipped(path: Path, files: Mapping[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return path


def chat_in(read: Read) -> Chat:
    assert not isinstance(read, Skipped), read
    return read.chat if isinstance(read, Lacking) else read


def chat_called(found: list[Read], title: str) -> Chat:
    return next(chat for chat in map(chat_in, taken(found)) if chat.conversation.title == title)


def losses_of(read: Read) -> Mapping[Loss, int]:
    return read.losses if isinstance(read, Lacking) else {}


def taken(found: list[Read]) -> list[Read]:
    return [read for read in found if not isinstance(read, Skipped)]


def skipped(found: list[Read]) -> list[tuple[str, int | None, str]]:
    return [(read.why.value, read.number, read.title) for read in found if isinstance(read, Skipped)]


def said(chat: Chat) -> list[tuple[str, str]]:
    """What a reader sees: who speaks, and what."""
    return [(message.role.value, message.text) for message in chat.branch]


def message_of(chat: Chat, beginning: str) -> Message:
    return next(message for message in chat.tree.values() if message.text.startswith(beginning))

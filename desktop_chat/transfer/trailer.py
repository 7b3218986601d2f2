"""What lets our Markdown come back without loss: the archive of its conversation, in a block of code at its end.

A person reads the text above it, every other program shows one block of code, and ours takes the conversation from it.
Nothing in it can end the block or be taken for a tag, whatever was said. Each message has a line of its own, so that a
file under version control changes where the conversation did. A hash tells whether somebody has changed the text since.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop_chat import __version__
from desktop_chat.domain.attachments import digest_of
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import SCHEMA, VERSION, Chat, Elsewhere, as_json

_FENCE = "```"
_INFO = "desktop-chat-archive"  # one word, because some readers of Markdown know no others; in no language
_READABLE = "readable"
_HASH = re.compile(rf'"{_READABLE}": "([0-9a-f]{{64}})"')
_LISTS = ("messages", "receipts")
_ESCAPED = re.compile("[`<\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_TRAILER = re.compile(rf"{_FENCE}{_INFO}[ \t]*\n(.*?)^{_FENCE}[ \t]*(?:\n|\Z)(.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A file of Markdown: what a person reads, and the archive at its end, if there is one.

    `text` is all of it. `is_edited` tells that somebody has changed what is read since it was written.
    """

    text: str
    readable: str
    archive: str | None = None
    is_edited: bool = False


def with_trailer(readable: str, chat: Chat, elsewhere: Elsewhere) -> str:
    """`readable`, the Markdown of `chat`, and its archive; `elsewhere` says which files lie beside it."""
    head = {"schema": SCHEMA, "version": VERSION, "program_version": __version__, _READABLE: _hash_of(readable)}
    conversation = as_json(chat, elsewhere)
    lists = {name: conversation.pop(name) for name in _LISTS}
    lines = [
        f'{_open(head)}, "conversations": [',
        *_with_lists(_open(conversation), lists),
        "]}",
    ]
    return "\n".join([readable, f"{_FENCE}{_INFO}", *lines, _FENCE, ""])


def parts(text: str) -> Parts:
    """Takes a file apart; line ends may have become others."""
    text = with_line_feeds(text)
    start = text.rfind(f"\n{_FENCE}{_INFO}")
    found = _TRAILER.match(text, start + 1) if start >= 0 else None
    if found is None:
        return Parts(text, text)
    readable, (archive, behind) = text[: start + 1], found.groups()
    written = _HASH.search(archive, 0, archive.find("\n"))
    is_edited = bool(behind.strip()) or written is None or written.group(1) != _hash_of(readable)
    return Parts(text, readable, archive, is_edited)


def with_line_feeds(text: str) -> str:
    """As we write it, whatever an editor or a version control has made of the ends of its lines."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _hash_of(readable: str) -> str:
    """Of the text below the front matter: note programs write into that. Blanks that nobody sees do not count."""
    lines = (line.rstrip() for line in _FRONT_MATTER.sub("", readable, count=1).strip().split("\n"))
    return digest_of("\n".join(lines).encode("utf-8", "surrogatepass"))


def _with_lists(opened: str, lists: Mapping[str, Sequence[Any]]) -> Iterable[str]:
    """An object whose opening is `opened`, its lists a line for each element."""
    for name, elements in lists.items():
        yield f'{opened}, "{name}": ['
        if elements:
            yield ",\n".join(map(_dumped, elements))
        opened = "]"
    yield "]}"


def _open(values: Mapping[str, Any]) -> str:
    return _dumped(values)[:-1]


def _dumped(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)

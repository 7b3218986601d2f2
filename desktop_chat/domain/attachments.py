"""What a message brings along besides its words: pictures, and text files.

A file is kept once, under the hash of its content, and a message only names it. On the wire a text file is fenced text
under its name, and a picture a part of its own.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import field
from enum import StrEnum
from math import ceil
from pathlib import PurePath

from desktop_chat.domain.errors import AttachmentLost, NotFound
from desktop_chat.domain.text import clean
from desktop_chat.domain.tokens import weigh
from desktop_chat.domain.values import dataclass

_FENCES = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"\.([\w+#-]+)")
_NOT_IN_NAMES = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST_NAME = 120
# How widely used vision models count a picture: fitted into a square, then its shorter side, then tiles of that side.
_LARGEST_SIDE, _SHORTER_SIDE, _TILE = 2048, 768, 512
_TOKENS_PER_PICTURE, _TOKENS_PER_TILE = 85, 170


class AttachmentKind(StrEnum):
    IMAGE = "image"
    TEXT = "text"


def _nothing_loaded() -> bytes:
    raise NotFound("attachment", "")


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file. `digest` is the SHA-256 of its content in hexadecimal, `size` counts its bytes.

    `tokens` is an estimate before calibration. `width` and `height` are pixels of a picture, `is_scaled` tells that
    it had more of them. `load` reads the content
    from wherever it is kept; it raises `NotFound` where that is gone, or is not what the digest says.
    """

    digest: str
    name: str
    media_type: str
    size: int
    tokens: int
    width: int | None = None
    height: int | None = None
    is_scaled: bool = False
    load: Callable[[], bytes] = field(default=_nothing_loaded, compare=False, repr=False)

    @property
    def kind(self) -> AttachmentKind:
        return AttachmentKind.IMAGE if self.media_type.startswith("image/") else AttachmentKind.TEXT

    @property
    def is_image(self) -> bool:
        return self.kind is AttachmentKind.IMAGE

    @property
    def content(self) -> bytes:
        """The file itself. Raises `AttachmentLost`."""
        try:
            return self.load()
        except NotFound:
            raise AttachmentLost(self.name) from None

    @property
    def text(self) -> str:
        """What stands in a text file. Raises `AttachmentLost`."""
        return clean(self.content.decode("utf-8", "replace"))


def spoken(text: str, attachments: Iterable[Attachment]) -> str:
    """`text` as it is sent: behind the text files that came with it."""
    files = [fenced(attachment.name, attachment.text) for attachment in attachments if not attachment.is_image]
    return "\n\n".join([*files, text] if text.strip() else files) if files else text


def fenced(name: str, content: str) -> str:
    """A text file as a block of code under its name, with a fence that nothing in it closes."""
    longest = max((len(fence) for fence in _FENCES.findall(content)), default=0)
    fence = "`" * max(3, longest + 1)
    suffix = _LANGUAGE.fullmatch(PurePath(name).suffix)
    language = suffix[1] if suffix else ""
    end = "" if content.endswith("\n") or not content else "\n"
    return f"{name}\n{fence}{language}\n{content}{end}{fence}"


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    import hashlib  # brings OpenSSL along, for which a start would wait

    return hashlib.sha256(content).hexdigest()


def plain_name(name: str) -> str:
    """A file's name as it may stand in a sentence and above a fence: one line that reads in one direction."""
    words = clean(_NOT_IN_NAMES.sub(" ", PurePath(name).name).replace("`", "'")).strip()
    if len(words) <= _LONGEST_NAME:
        return words or "file"
    suffix = PurePath(words).suffix[: _LONGEST_NAME // 4]
    return words[: _LONGEST_NAME - len(suffix) - 1].rstrip() + "…" + suffix


def text_tokens(name: str, content: str) -> int:
    """How many input tokens a text file takes in the form in which it is sent, about."""
    return round(weigh(fenced(name, content)))


def picture_tokens(width: int, height: int) -> int:
    """How many input tokens a picture of so many pixels takes, about."""
    if width <= 0 or height <= 0:
        return _TOKENS_PER_PICTURE
    scale = min(1.0, _LARGEST_SIDE / max(width, height))
    scale = min(scale, _SHORTER_SIDE / min(width, height))
    tiles = ceil(width * scale / _TILE) * ceil(height * scale / _TILE)
    return _TOKENS_PER_PICTURE + tiles * _TOKENS_PER_TILE

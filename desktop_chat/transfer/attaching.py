"""From a file to what a message brings along.

What a file is, its first bytes say and not its name. A picture is told from text here; how one is made ready to be sent
is handed in, since to scale or to turn one takes an image library.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Protocol

from desktop_chat.domain.attachments import Attachment, digest_of, picture_tokens, plain_name, text_tokens
from desktop_chat.domain.picture_files import NotAsExpected, media_type_of, pixels_of, without_metadata
from desktop_chat.domain.text import clean
from desktop_chat.domain.unfit import (
    FileBinary,
    FileEmpty,
    FileIsFolder,
    FileTooLarge,
    FileUnreadable,
    PictureBroken,
    PictureTooLarge,
)
from desktop_chat.domain.values import dataclass

MEGABYTE = 1024 * 1024
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


MOST_MEGAPIXELS_AS_IT_IS = 4
"""Widely used vision models look at no more; to scale one down is beyond what is done here."""
_MILLION = 1_000_000


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


def attachment_of(source: Source, read_picture: ReadPicture, load: Callable[[str], bytes]) -> tuple[Attachment, bytes]:
    """What `source` is, with its content as it is to be kept, which `load` reads then. Raises `AttachmentRefused`."""
    name, content = plain_name(source.name), source.read()
    if not content:
        raise FileEmpty(name)
    text = None if media_type_of(content) else text_in(content)
    if text is None:
        picture = read_picture(name, content)
        if picture is None:
            raise FileBinary(name)
        return _of_picture(name, picture, load), picture.content
    content = text.encode()
    if len(content) > LARGEST_TEXT_MB * MEGABYTE:
        raise FileTooLarge(name, LARGEST_TEXT_MB)
    digest = digest_of(content)
    size, tokens = len(content), text_tokens(name, text)
    return Attachment(digest, name, "text/plain", size, tokens, load=partial(load, digest)), content


def picture_as_it_is(name: str, content: bytes) -> Picture | None:
    """A `ReadPicture` that needs no image library: neither larger nor otherwise than the file has it."""
    media_type = media_type_of(content)
    if media_type is None:
        return None
    pixels = pixels_of(content, media_type)
    if pixels is None:
        raise PictureBroken(name)
    if pixels[0] * pixels[1] > MOST_MEGAPIXELS_AS_IT_IS * _MILLION:
        raise PictureTooLarge(name, MOST_MEGAPIXELS_AS_IT_IS)
    try:
        return Picture(without_metadata(content, media_type), media_type, *pixels)
    except NotAsExpected:
        raise PictureBroken(name) from None


def _of_picture(name: str, picture: Picture, load: Callable[[str], bytes]) -> Attachment:
    digest, tokens = digest_of(picture.content), picture_tokens(picture.width, picture.height)
    return Attachment(
        digest,
        name,
        picture.media_type,
        len(picture.content),
        tokens,
        picture.width,
        picture.height,
        picture.is_scaled,
        partial(load, digest),
    )


def file_at(path: Path) -> Source:
    """The file at `path`."""
    return Source(path.name, partial(_read_file, path))


def _read_file(path: Path) -> bytes:
    """Not more of it than is allowed, whatever it says about its size. Raises `AttachmentRefused`."""
    name, most = plain_name(path.name), LARGEST_PICTURE_MB * MEGABYTE
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

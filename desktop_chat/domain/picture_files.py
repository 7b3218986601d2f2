"""Picture files by their first bytes, and without what a camera wrote into them: where, when and with what.

What is sent is a picture and nothing else. Parts of a file that hold no pixels and no colours are left out, and the
rest stays as it is to the byte.
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
_PNG_HEAD = 8
_PNG_LEFT_OUT = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_JPEG_NO_MARKERS = frozenset({0x00, 0xFF, *range(0xD0, 0xD8)})
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
_JPEG_MARK = 0xFF
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)}) - {0xC4, 0xC8, 0xCC}  # these three are tables and an extension
_JPEG_KEPT_APPS = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colours, and how Adobe wrote them
_JPEG_APPS = frozenset({*range(0xE0, 0xF0), 0xFE})
_COLOURS = b"ICC_PROFILE\x00"
_WEBP_HEAD = 12
_WEBP_LEFT_OUT = frozenset({b"EXIF", b"XMP "})
_WEBP_SAYS_SO = 0x08 | 0x04  # flags of the two
_14_BITS = 0x3FFF


class NotAsExpected(ValueError):
    """The file is not built as its first bytes say."""


def media_type_of(content: bytes) -> str | None:
    """What kind of picture this is, of those that models take; None for anything else."""
    return next((name for signature, name in _SIGNATURES if signature.match(content)), None)


def pixels_of(content: bytes, media_type: str) -> tuple[int, int] | None:
    """Width and height as the file itself says, without decoding it; None where it does not."""
    try:
        width, height = _PIXELS[media_type](content)
    except (IndexError, KeyError, struct.error, NotAsExpected):
        return None
    return (width, height) if width and height else None


def without_metadata(content: bytes, media_type: str) -> bytes:
    """The same picture, less what was written about it. Raises `NotAsExpected`."""
    try:
        return _STRIPPERS[media_type](content)
    except (IndexError, struct.error) as error:
        raise NotAsExpected(media_type) from error


def _png(content: bytes) -> bytes:
    kept, place = [content[:_PNG_HEAD]], _PNG_HEAD
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + length + 12
        if end > len(content):
            raise NotAsExpected("a chunk is cut")
        if kind not in _PNG_LEFT_OUT:
            kept.append(content[place:end])
        place = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    return b"".join(_jpeg_parts(content))


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """What stands behind its end is another file that a phone hung on."""
    yield content[:2]
    place = 2
    while True:
        marker = content[place + 1]
        if content[place] != 0xFF or marker == 0xFF:
            raise NotAsExpected("a marker is missing")
        if marker == _JPEG_END:
            yield content[place : place + 2]
            return
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if marker == _JPEG_SCAN:
            end = _next_marker(content, end)
        if end > len(content):
            raise NotAsExpected("a segment is cut")
        if marker not in _JPEG_APPS or (marker in _JPEG_KEPT_APPS and _is_about_colours(content, place, marker)):
            yield content[place:end]
        if end == len(content):
            return
        place = end


def _next_marker(content: bytes, place: int) -> int:
    """Where the pixels end. Step by step, because a search in one go would hold up all other threads."""
    while (place := content.find(b"\xff", place)) >= 0 and place + 1 < len(content):
        if content[place + 1] not in _JPEG_NO_MARKERS:
            return place
        place += 1
    return len(content)


def _is_about_colours(content: bytes, place: int, marker: int) -> bool:
    return marker != 0xE2 or content.startswith(_COLOURS, place + 4)


def _webp(content: bytes) -> bytes:
    kept, place = [], _WEBP_HEAD
    while place + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, place)
        end = place + 8 + length + length % 2
        if end > len(content) + 1:
            raise NotAsExpected("a chunk is cut")
        if kind == b"VP8X":
            flags = content[place + 8] & ~_WEBP_SAYS_SO
            kept.append(content[place : place + 8] + bytes([flags]) + content[place + 9 : end])
        elif kind not in _WEBP_LEFT_OUT:
            kept.append(content[place:end])
        place = end
    chunks = b"".join(kept)
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"WEBP" + chunks


def _gif(content: bytes) -> bytes:
    return b"".join(_gif_parts(content))


def _gif_parts(content: bytes) -> Iterator[bytes]:
    place = 13 + _colour_table(content[10])
    yield content[:place]
    while True:
        kind, end = content[place], place
        if kind == 0x3B:
            yield b";"
            return
        if kind == 0x2C:
            end = _past_blocks(content, place + 11 + _colour_table(content[place + 9]))
            yield content[place:end]
        elif kind == 0x21:
            end = _past_blocks(content, place + 2)
            if content[place + 1] != 0xFE and not content.startswith(b"\x0bXMP DataXMP", place + 2):
                yield content[place:end]
        else:
            raise NotAsExpected("a block of no known kind")
        place = end


def _colour_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _past_blocks(content: bytes, place: int) -> int:
    while content[place]:
        place += content[place] + 1
    return place + 1


_STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}


def _png_pixels(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, _PNG_HEAD + 8)
    return width, height


def _gif_pixels(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height


def _jpeg_pixels(content: bytes) -> tuple[int, int]:
    """Of the first frame; before it stand segments that say how long they are."""
    place = 2
    while True:
        mark, kind = content[place], content[place + 1]
        if mark != _JPEG_MARK or kind in (_JPEG_SCAN, _JPEG_END):
            raise NotAsExpected("no frame before the scan")
        if kind in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        place += 2 + struct.unpack_from(">H", content, place + 2)[0]


def _webp_pixels(content: bytes) -> tuple[int, int]:
    match content[_WEBP_HEAD : _WEBP_HEAD + 4]:
        case b"VP8X":
            return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return 1 + (bits & _14_BITS), 1 + (bits >> 14 & _14_BITS)
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return width & _14_BITS, height & _14_BITS
    raise NotAsExpected("a first chunk of no known kind")


_PIXELS: Mapping[str, Callable[[bytes], tuple[int, int]]] = {
    "image/png": _png_pixels,
    "image/jpeg": _jpeg_pixels,
    "image/gif": _gif_pixels,
    "image/webp": _webp_pixels,
}

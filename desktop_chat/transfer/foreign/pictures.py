"""Pictures and text files that come along in other programs' exports, as attachments of ours."""

from collections.abc import Callable

from desktop_chat.domain.attachments import Attachment, digest_of, picture_tokens, plain_name, text_tokens
from desktop_chat.domain.picture_files import NotAsExpected, media_type_of, pixels_of, without_metadata

LARGEST_PICTURE = 50 * 1024 * 1024
_MOST_PIXELS = 64_000_000


def picture(name: str, read: Callable[[], bytes | None]) -> Attachment | None:
    """A picture, less what was written about it; None where it is none that models take. `read` gives the file, now and
    once more when it is stored, so that nobody need hold it until then.
    """
    content = read() or b""
    media_type = media_type_of(content)
    pixels = pixels_of(content, media_type) if media_type else None
    if media_type is None or pixels is None or pixels[0] * pixels[1] > _MOST_PIXELS or len(content) > LARGEST_PICTURE:
        return None
    kept = _kept(content, media_type)
    digest, size, tokens = digest_of(kept), len(kept), picture_tokens(*pixels)
    load = lambda: _kept(read() or b"", media_type)  # noqa: E731 - a function of its own would hold what it is made of
    return Attachment(digest, plain_name(name), media_type, size, tokens, *pixels, load=load)


def text_file(name: str, text: str) -> Attachment:
    """A text file, its words made safe already."""
    name, content = plain_name(name), text.encode()
    tokens = text_tokens(name, text)
    return Attachment(digest_of(content), name, "text/plain", len(content), tokens, load=text.encode)


def _kept(content: bytes, media_type: str) -> bytes:
    try:
        return without_metadata(content, media_type)
    except NotAsExpected:
        return content

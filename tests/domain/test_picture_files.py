"""A picture says how large it is; that is read without decoding it."""

import struct

import pytest

from desktop_chat.domain.picture_files import media_type_of, pixels_of
from tests.support.picture_files import (
    bomb,
    file_of,
    gif_with_metadata,
    image,
    jpeg_with_metadata,
    png,
    webp_with_metadata,
)


@pytest.mark.parametrize(
    ("content", "pixels"),
    [
        (png(7, 5), (7, 5)),
        (bomb(), (60_000, 60_000)),
        (jpeg_with_metadata(), (60, 40)),
        (gif_with_metadata(), (2, 1)),
        (webp_with_metadata(), (6, 4)),
        (file_of(image(9, 8), "webp"), (9, 8)),
    ],
)
def test_a_picture_says_how_large_it_is(content: bytes, pixels: tuple[int, int]) -> None:
    assert pixels_of(content, media_type_of(content) or "") == pixels


@pytest.mark.parametrize(("width", "height"), [(1, 1), (300, 200), (16_383, 16_383)])
def test_so_does_each_form_of_webp(width: int, height: int) -> None:
    extended = (
        b"VP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )
    lossless = b"VP8L\x00\x00\x00\x00\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    lossy = b"VP8 " + bytes(10) + struct.pack("<HH", width | 0x4000, height)
    for chunk in (extended, lossless, lossy):
        assert pixels_of(b"RIFF\x00\x00\x00\x00WEBP" + chunk, "image/webp") == (width, height)


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg", "image/webp", "image/bmp"])
@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\x00\x02" * 3, bytes(64)]
)
def test_what_does_not_say_it_has_no_size(content: bytes, media_type: str) -> None:
    assert pixels_of(content, media_type) is None

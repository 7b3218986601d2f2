"""Small picture files of every kind, with what cameras and programs write into them."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

SECRET = b"GPS 52.5200N 13.4050E"


def image(width: int = 6, height: int = 4, colour: str = "#1a5a96") -> QImage:
    """One colour, with a red corner at the top left that tells how it was turned."""
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    for x in range(max(1, width // 3)):
        for y in range(max(1, height // 3)):
            made.setPixelColor(x, y, QColor("#d00000"))
    return made


def file_of(made: QImage, kind: str = "png") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setQuality(95)
    assert writer.write(made), writer.errorString()
    return bytes(buffer.data().data())


def png(width: int = 6, height: int = 4) -> bytes:
    return file_of(image(width, height))


def png_with_metadata() -> bytes:
    plain = png()
    chunk = b"tEXtComment\x00" + SECRET
    text = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return plain[:33] + text + plain[33:]


def jpeg_with_metadata(orientation: int = 1) -> bytes:
    """As a camera writes it: which way up, where, a comment, and a second file behind its end."""
    plain = file_of(image(60, 40), "jpeg")
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\x00\x00" + b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + entry + b"\x00" * 4 + SECRET
    segments = b"".join(
        b"\xff" + kind + struct.pack(">H", len(content) + 2) + content
        for kind, content in ((b"\xe1", exif), (b"\xed", b"Photoshop 3.0\x00" + SECRET), (b"\xfe", SECRET))
    )
    return plain[:2] + segments + plain[2:] + SECRET


def webp_with_metadata() -> bytes:
    plain = file_of(image(), "webp")
    chunks = plain[12:]
    head = b"VP8X" + struct.pack("<I", 10) + bytes([0x08, 0, 0, 0, 5, 0, 0, 3, 0, 0])
    exif = b"EXIF" + struct.pack("<I", len(SECRET)) + SECRET + b"\x00" * (len(SECRET) % 2)
    body = b"WEBP" + head + chunks + exif
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_with_metadata() -> bytes:
    """Two frames, a comment between them."""
    head = b"GIF89a" + struct.pack("<HHBBB", 2, 1, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 2, 1, 0) + b"\x02\x02\x04\x0a\x00"
    comment = b"!\xfe" + bytes([len(SECRET)]) + SECRET + b"\x00"
    return head + frame + comment + frame + b";"


def bomb() -> bytes:
    """A few kilobytes that say they are 60,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, content in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 1_000_000)), (b"IEND", b"")):
        body = kind + content
        parts.append(struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body)))
    return b"".join(parts)

"""Pictures as they are sent: upright, without what a camera wrote into them, no larger than a model looks at.

Runs in a thread of the pool. The size is read before anything is decoded, so a small file that unfolds into gigabytes
is refused by what it says of itself; one that lies meets Qt's own limit.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter

from desktop_chat.domain.picture_files import NotAsExpected, media_type_of, without_metadata
from desktop_chat.domain.unfit import PictureBroken, PictureTooLarge
from desktop_chat.services.attaching import Picture

LONGEST_SIDE = 2048
"""Widely used vision models look at no more, and scale down what is larger."""
MOST_MEGAPIXELS = 64
_MILLION = 1_000_000
_MEGABYTES_TO_DECODE = 4 * MOST_MEGAPIXELS
_JPEG_QUALITY = 92
_BEST = 100
# What Qt reads beside those that are sent as they are. SVG is a program and is never run; its text can be attached.
_CONVERTED = frozenset({"bmp", "cur", "ico", "tif", "tiff", "heic", "heif", "avif", "webp"})


def read_picture(name: str, content: bytes) -> Picture | None:
    """See `ReadPicture`."""
    QImageReader.setAllocationLimit(_MEGABYTES_TO_DECODE)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    try:
        return _read(reader, name, content)
    finally:
        reader.setDevice(None)  # type: ignore[arg-type] # while there is one: some kinds are looked into once more as they are let go


def _read(reader: QImageReader, name: str, content: bytes) -> Picture | None:
    media_type = media_type_of(content)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    if media_type is None and (not reader.canRead() or bytes(reader.format().data()).decode() not in _CONVERTED):
        return None
    size = reader.size()
    if size.width() * size.height() > MOST_MEGAPIXELS * _MILLION:
        raise PictureTooLarge(name, MOST_MEGAPIXELS)
    turned = reader.transformation() != QImageIOHandler.Transformation.TransformationNone
    too_large = max(size.width(), size.height()) > LONGEST_SIDE
    if too_large:  # while it is read: to scale it later would hold up every other thread
        reader.setScaledSize(size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
        reader.setQuality(_BEST)
    image = reader.read()
    if image.isNull():
        raise PictureBroken(name)
    if media_type is not None and not turned and not too_large:
        try:
            return Picture(without_metadata(content, media_type), media_type, image.width(), image.height())
        except NotAsExpected:  # it can be read all the same, so it is written anew
            pass
    written_as = "image/jpeg" if media_type == "image/jpeg" else "image/png"
    return Picture(_encoded(image, written_as), written_as, image.width(), image.height(), too_large)


def png_of(image: QImage) -> bytes:
    """A picture that has no file, from the clipboard say."""
    return _encoded(image, "image/png")


def _encoded(image: QImage, media_type: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(media_type.removeprefix("image/").encode()))
    if media_type == "image/jpeg":
        writer.setQuality(_JPEG_QUALITY)
    writer.write(image)
    # Qt keeps texts that it found in the file.
    return without_metadata(bytes(buffer.data().data()), media_type)

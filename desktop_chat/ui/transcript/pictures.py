"""Pictures of messages, decoded beside the window's thread and kept in the size in which they are seen.

What a picture measures is known before it is read, so nothing moves when it comes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize
from PySide6.QtGui import QImage, QImageReader

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.picture_files import media_type_of
from desktop_chat.ui.transcript.workshop import Workshop

_log = logging.getLogger(__name__)

_KEPT = 48
_MOST_PIXELS = 64_000_000
_MEGABYTES_TO_DECODE = 256

PictureFinder: TypeAlias = Callable[[Attachment, QSize], QImage | None]
"""The picture in that many device pixels: None while it is not there yet, a null image where it cannot be had."""
_Key: TypeAlias = tuple[Attachment, int, int]


def no_picture(_attachment: Attachment, _size: QSize) -> QImage | None:
    """For pages without pictures."""
    return None


class Pictures(Workshop[_Key, QImage | None]):
    """See `Workshop`. What was asked for last is what is seen now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__("pictures", _made, _KEPT, parent, one_by_one=True)

    def find(self, attachment: Attachment, size: QSize) -> QImage | None:
        """See `PictureFinder`."""
        return self.made((attachment, size.width(), size.height()), None)


def _made(key: _Key) -> QImage:
    attachment, width, height = key
    return decoded(attachment, QSize(width, height))


def decoded(attachment: Attachment, size: QSize | None = None) -> QImage:
    """The picture, in that size if one is given; a null image where it is lost or cannot be read."""
    try:
        content = attachment.content
    except ChatError as error:
        _log.info("A picture cannot be shown: %s", error.kind)
        return QImage()
    QImageReader.setAllocationLimit(_MEGABYTES_TO_DECODE)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    own = reader.size()
    if media_type_of(content) is None or own.width() * own.height() > _MOST_PIXELS:
        return QImage()
    if size is not None:
        reader.setScaledSize(size)
    image = reader.read()
    reader.setDevice(None)  # type: ignore[arg-type] # while the buffer is there
    return image

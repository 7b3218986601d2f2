"""Pictures of messages, decoded beside the window's thread and kept in the size in which they are seen.

What a picture measures is known before it is read, so nothing moves when it comes. One thread at a time reads what is
wanted, and ends when nothing is.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError
from desktop_chat.services.picture_files import media_type_of

_log = logging.getLogger(__name__)

_KEPT = 48
_MOST_PIXELS = 64_000_000
_MEGABYTES_TO_DECODE = 256

PictureFinder: TypeAlias = Callable[[Attachment, QSize], QImage | None]
"""The picture in that many device pixels: None while it is not there yet, a null image where it cannot be had."""
_Key: TypeAlias = tuple[str, int, int]


def no_picture(_attachment: Attachment, _size: QSize) -> QImage | None:
    """For pages without pictures."""
    return None


class Pictures(QObject):
    """`find` from the window's thread; `drawn` when something that was waited for is there."""

    drawn = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work = _Work(self)
        self.destroyed.connect(self._work.close, Qt.ConnectionType.DirectConnection)

    def find(self, attachment: Attachment, size: QSize) -> QImage | None:
        """See `PictureFinder`."""
        return self._work.find(attachment, size)


class _Work:
    """What is known and what is wanted, shared with the thread; it outlives the object that announces."""

    def __init__(self, announces: Pictures) -> None:
        self._lock = threading.Lock()
        self._announces: Pictures | None = announces
        self._known: OrderedDict[_Key, QImage] = OrderedDict()
        self._wanted: deque[tuple[_Key, Attachment]] = deque()
        self._thread: threading.Thread | None = None

    def find(self, attachment: Attachment, size: QSize) -> QImage | None:
        key = (attachment.digest, size.width(), size.height())
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            if all(key != wanted for wanted, _ in self._wanted):
                self._wanted.append((key, attachment))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="pictures")
                self._thread.start()
        return None

    def close(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._announces = None
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while (wanted := self._next()) is not None:
            (digest, width, height), attachment = wanted
            image = decoded(attachment, QSize(width, height))
            with self._lock:
                self._known[digest, width, height] = image
                if len(self._known) > _KEPT:
                    self._known.popitem(last=False)
                if self._announces is not None:
                    self._announces.drawn.emit()

    def _next(self) -> tuple[_Key, Attachment] | None:
        with self._lock:
            if self._wanted:
                return self._wanted.pop()  # what was asked for last is what is seen now
            self._thread = None
            return None


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

"""What a clipboard or a drag brings beside text: files, or a picture that has none; and text that could be a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from desktop_chat.services.attaching import Source, file_at
from desktop_chat.words.catalogue import tr

MUCH = 4000
"""Characters: more than one writes into a question, and more than the field shows."""


def offers_files(mime: QMimeData) -> bool:
    """Whether it is to be attached. A picture that comes with words is meant as words: a table's cells, say."""
    return bool(paths_in(mime)) or (mime.hasImage() and not mime.hasText())


def sources_in(mime: QMimeData) -> list[Source]:
    """The files, in their order; else the picture."""
    if paths := paths_in(mime):
        return [file_at(path) for path in paths]
    image = mime.imageData()
    return [Source(f"{tr('Picture')}.png", partial(_png, image))] if isinstance(image, QImage) else []


def text_file(text: str) -> Source:
    """The text as a file of its own."""
    return Source(f"{tr('Pasted text')}.txt", text.encode)


def paths_in(mime: QMimeData) -> list[Path]:
    """The files; none where anything in it is no file: what a browser drags is an address, and is text."""
    urls = mime.urls() if mime.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls] if urls and all(url.isLocalFile() for url in urls) else []


def _png(image: QImage) -> bytes:
    from desktop_chat.ui.pictures import png_of

    return png_of(image)

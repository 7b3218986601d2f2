"""A conversation is set on pages between the frames of the window, a few milliseconds at a time."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from desktop_chat.services.printed import Pages, Piece
from desktop_chat.services.transfers import Transfers
from desktop_chat.ui.exporting.paper import Paper
from desktop_chat.ui.transcript.pictures import decoded

_SLICE_S = 0.01
_PAUSE_MS = 1


class Printing(QObject):
    """One document on its way to a file; it deletes itself when it is done."""

    progressed = Signal(int)
    """The page that is being set."""
    called_off = Signal()

    def __init__(self, pages: Pages, path: Path, transfers: Transfers, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._path, self._transfers = pages, path, transfers
        self._paper = Paper(pages.title, pages.language)
        self._is_over = False
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @Slot()
    def cancel(self) -> None:
        """Nothing has been written yet, and nothing will be."""
        if not self._is_over:
            self._is_over = True
            self._timer.stop()
            self._paper.abandon()
            self.called_off.emit()
            self.deleteLater()

    @Slot()
    def _go_on(self) -> None:
        until, page = time.perf_counter() + _SLICE_S, self._paper.page
        while time.perf_counter() < until:
            piece = next(self._pages.pieces, None)
            if piece is None:
                self._finish()
                return
            if piece.pictures:  # to decode one may take longer than a frame
                self._timer.stop()
                self._transfers.beside(partial(_decoded, piece), partial(self._put_pictures, piece))
                return
            self._paper.put(piece)
        if self._paper.page != page:
            self.progressed.emit(self._paper.page)

    def _put_pictures(self, piece: Piece, pictures: dict[str, QImage]) -> None:
        """One without its picture is left out: the text engine would look for a file of that name."""
        if not self._is_over:
            if pictures.keys() == piece.pictures.keys():
                self._paper.put(piece, pictures)
            self._timer.start()

    def _finish(self) -> None:
        self._is_over = True
        self._timer.stop()
        self._transfers.write(self._path, self._paper.finish())
        self.deleteLater()


def _decoded(piece: Piece) -> dict[str, QImage]:
    """What can be read of its pictures."""
    found = {name: decoded(attachment) for name, attachment in piece.pictures.items()}
    return {name: image for name, image in found.items() if not image.isNull()}

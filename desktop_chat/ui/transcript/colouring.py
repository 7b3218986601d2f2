"""Colours the code that is seen, a little at a time.

A lexer holds the interpreter while it works, so it gets two milliseconds whenever nothing else is to do, nearest code
first. What is out of sight waits until it is seen. The first code in a language waits for its lexer, whose expressions
take too long to compile between two frames: that is done beside the window's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_chat.markup.blocks import Kind
from desktop_chat.ui.transcript.workshop import Workshop

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.leaves.code import Code
    from desktop_chat.ui.transcript.roll import Roll

_SLICE_S = 0.002
_KEPT = 64  # languages; the highlighter keeps as many


class Colouring(QObject):
    """Of one view."""

    def __init__(self, view: Roll) -> None:
        super().__init__(view)
        self._view = view
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        self._lexers = Workshop[str, bool]("lexers", _loaded, _KEPT, self)
        self._lexers.drawn.connect(self.want)

    @Slot()
    def want(self) -> None:
        """Other code may be seen now."""
        if not self._timer.isActive() and self._next() is not None:
            self._timer.start(0)

    @Slot()
    def want_more(self) -> None:
        """Nothing else is seen than before, but there may be more of it."""
        last = self._view.leaves.last
        if last is not None and last.block.kind is Kind.CODE:
            self.want()

    @Slot()
    def _work(self) -> None:
        code = self._next()
        if code is None:
            self._timer.stop()
            return
        code.colour(_SLICE_S)
        if (band := code.take_coloured()) is not None:
            self._view.leaves.repaint(code, band)

    def _next(self) -> Code | None:
        codes = (cast("Code", leaf) for leaf in self._view.leaves if leaf.block.kind is Kind.CODE)
        return next((code for code in codes if code.is_uncoloured and self._has_lexer(code)), None)

    def _has_lexer(self, code: Code) -> bool:
        """Whether its lexer is there; if not, it is loaded from now on."""
        language = code.block.language.strip()
        return not language or self._lexers.made(language, meanwhile=False)


def _loaded(language: str) -> bool:
    from desktop_chat.markup.highlight import load

    load(language)
    return True

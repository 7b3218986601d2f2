"""A request as it goes out: its JSON with long messages folded, or the exact bytes.

Used for what was sent and for what would be. Rows are made when they are seen, so ten thousand messages open as fast as
ten.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.spelled import WireRequest
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.raw_lines import ExactLines, RawLines
from desktop_chat.ui.lines.view import LinesBox
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.widgets import Button, ElidedLabel
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named


class RawBody(QWidget):
    """Where it goes and a switch above, the body below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        m = theme.metrics
        self._request: WireRequest | None = None
        self._where = ElidedLabel(theme, SMALL)
        self._exact = Button(theme, "", icon=Icon.CODE)
        self._exact.set_small()
        self._exact.setCheckable(True)
        self._exact.toggled.connect(self._switch)
        self._box = LinesBox(theme, "")
        self._raw = RawLines()
        self._box.view.show_lines(self._raw)
        self._bytes: ExactLines | None = None
        head = QHBoxLayout()
        head.setSpacing(m.space12)
        head.addWidget(self._where, 1)
        head.addWidget(self._exact)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.space8)
        column.addLayout(head)
        column.addWidget(self._box, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._exact.set_words(tr("Exact bytes"))
        self._box.view.setAccessibleName(tr("Request"))
        if self._request is not None:
            self._raw.take(self._request)  # how long what is folded is, is told in words

    @property
    def request(self) -> WireRequest | None:
        return self._request

    def show_request(self, request: WireRequest) -> None:
        """Keeps its place where another one is shown already."""
        self._request = request
        self._where.setText(f"POST {named(request.url)}")
        self._raw.take(request)
        if self._bytes is not None:
            self._switch(exact=True)

    @Slot(bool)
    def _switch(self, exact: bool) -> None:
        if self._request is None:
            return
        try:
            self._bytes = ExactLines(self._request.body) if exact else None
        except ChatError as error:  # a picture is lost
            self._bytes = None
            self._where.setText(explain(error, Kept.NOTHING).headline)
        self._box.view.show_lines(self._bytes or self._raw)

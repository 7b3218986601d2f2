"""The second page: the next request to the letter, and ways to take it elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.spelled import Form, WireRequest, completions_url
from desktop_chat.ui.copy_buttons import CopyButtons
from desktop_chat.ui.look import Theme
from desktop_chat.ui.raw_body import RawBody
from desktop_chat.ui.theme import LABEL
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.errors import explain


class RawPage(QWidget):
    """A request, or why there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        m = theme.metrics
        self.body = RawBody(theme)
        self._copies = CopyButtons(theme, self._spell)
        self._copies.set_small()
        self._copies.show_words(False)
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(m.space12)
        inside.addWidget(self.body, 1)
        inside.addWidget(self._copies)
        self._nothing = WrappedText(theme, LABEL)
        empty = QWidget()
        told = QVBoxLayout(empty)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self._nothing)
        told.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.space16, m.space12, m.space16, m.space12)
        column.addWidget(self._pages)

    @property
    def request(self) -> WireRequest | None:
        """The one that is shown."""
        return self.body.request if self._pages.currentIndex() == 0 else None

    def show_request(self, plan: ContextPlan, endpoint: Endpoint) -> None:
        url = completions_url(endpoint.base_url)
        self.body.show_request(WireRequest(url, plan.headers, plan.wire, plan.parameters))
        self._pages.setCurrentIndex(0)

    def retranslate(self) -> None:
        self.body.retranslate()
        self._copies.retranslate()
        self._copies.show_words(False)

    def show_trouble(self, trouble: ChatError) -> None:
        told = explain(trouble)
        self._nothing.show_pieces(Piece(told.headline, "text2", strong=True), Piece(told.detail, "text2"))
        self._pages.setCurrentIndex(1)

    def _spell(self, form: Form) -> str:
        return self.body.request.spelled(form) if self.body.request else ""

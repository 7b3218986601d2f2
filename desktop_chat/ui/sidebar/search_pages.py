"""What stands in the sidebar while something is searched for, in the place of its list and of its foot."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_chat.services.search import Found
from desktop_chat.ui.look import Theme

if TYPE_CHECKING:
    from desktop_chat.ui.sidebar.operators import OperatorHints, OperatorsPage
    from desktop_chat.ui.sidebar.results_list import ResultsList


def _this_moment() -> datetime:
    return datetime.now().astimezone()


class SearchPages(QObject):
    """Each is made when it is first wanted, for no start waits for it."""

    opened = Signal(object)
    """A `HitRow`."""
    order_requested = Signal()
    more_requested = Signal()
    operator_chosen = Signal(str)
    left_upwards = Signal()
    escaped = Signal()

    def __init__(self, pages: QStackedWidget, foot: QStackedWidget, theme: Theme) -> None:
        super().__init__(pages)
        self._pages, self._foot, self._theme = pages, foot, theme
        self._before: QWidget | None = None  # what the pages showed when the search began

    @cached_property
    def results(self) -> ResultsList:
        from desktop_chat.ui.sidebar.results_list import ResultsList

        results = ResultsList(self._theme, _this_moment)
        results.opened.connect(self.opened)
        results.order_requested.connect(self.order_requested)
        results.more_requested.connect(self.more_requested)
        results.left_upwards.connect(self.left_upwards)
        results.escaped.connect(self.escaped)
        self._pages.addWidget(results)
        return results

    @cached_property
    def _operators(self) -> OperatorsPage:
        from desktop_chat.ui.sidebar.operators import OperatorsPage

        page = OperatorsPage(self._theme)
        page.chosen.connect(self.operator_chosen)
        self._pages.addWidget(page)
        return page

    @cached_property
    def _hints(self) -> OperatorHints:
        from desktop_chat.ui.sidebar.operators import OperatorHints

        hints = OperatorHints(self._theme)
        hints.chosen.connect(self.operator_chosen)
        self._foot.addWidget(hints)
        return hints

    @property
    def shows_results(self) -> bool:
        return "results" in vars(self) and self._pages.currentWidget() is self.results

    def show_results(self, found: Found, *, is_new: bool) -> None:
        self.results.show_found(found, is_new=is_new)
        self._put(self.results)

    def show_operators(self, *sentences: str) -> None:
        """The sentences, and below them what else could be asked."""
        self._operators.say(*sentences, offers=True)
        self._put(self._operators)

    def show_waiting(self, sentence: str) -> None:
        """The sentence alone."""
        self._operators.say(sentence, offers=False)
        self._put(self._operators)

    def hint(self, query: str, milliseconds: int | None) -> None:
        """What else that query could say stands at the foot."""
        self._hints.show_for(query, milliseconds)
        self._foot.setCurrentWidget(self._hints)

    @Slot()
    def end_hints(self) -> None:
        self._foot.setCurrentIndex(0)

    def leave(self) -> None:
        """The list as it was."""
        if self._before is not None:
            self._pages.setCurrentWidget(self._before)
            self._before = None

    def retranslate(self) -> None:
        for part in ("results", "_operators", "_hints"):
            if part in vars(self):
                getattr(self, part).retranslate()

    def _put(self, page: QWidget) -> None:
        if self._before is None:
            self._before = self._pages.currentWidget()
        self._pages.setCurrentWidget(page)

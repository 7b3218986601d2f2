"""The real widgets over the painted column: they stand where it has left room for them, and move when it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_chat.domain.endings import Offer
from desktop_chat.ui.transcript.divider import DividerHandle
from desktop_chat.ui.transcript.empty import Empty
from desktop_chat.ui.transcript.hover_bar import HoverBar
from desktop_chat.ui.transcript.offer_buttons import OfferButtons, Wanted
from desktop_chat.ui.transcript.pill import Pill

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript

FirstRequest: TypeAlias = Callable[[], list[tuple[str, str, str]]]

_ASK = frozenset({Offer.CONTINUE, Offer.RETRY})


class Overlay(QObject):
    """Of one view: buttons below replies, the bar over a message, the way to the end, the table of a blank one."""

    def __init__(self, view: Transcript, describe_first_request: FirstRequest) -> None:
        super().__init__(view)
        self._view, self._describe = view, describe_first_request
        self.empty = Empty(view.theme, view.viewport())
        self.buttons = OfferButtons(view.viewport(), view, view.theme)
        self.divider = DividerHandle(view.theme, view)
        self.pill = Pill(view.theme, view)
        self._bar = HoverBar(view)
        view.arranged.connect(self.arrange)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_keys)
        view.theme.changed.connect(self.update_first_request)

    def retranslate(self) -> None:
        self.buttons.retranslate()
        self._bar.retranslate()
        self.divider.retranslate()
        self.pill.retranslate()
        self.update_first_request()

    def show_first_request(self, *, wanted: bool) -> None:
        self.empty.setVisible(wanted)
        self.update_first_request()

    @Slot()
    def update_first_request(self) -> None:
        """What a blank conversation would send may be something else."""
        if self.empty.isVisibleTo(self._view):
            self.empty.show_rows(self._describe())
            self.empty.place(self._view.page, self._view.viewport())

    def host_pill(self, pane: QWidget) -> None:
        """`pane` holds the view above the composer: "To the end" then stands in the margin beside the strip."""
        self.pill.setParent(pane)
        self.arrange()

    @Slot(QWidget, QWidget)
    def _follow_keys(self, left: QWidget | None, reached: QWidget | None) -> None:
        """Ring and bar are where the keys are, and nowhere once they have gone."""
        if not isValid(self._view):  # its window is being destroyed, and the keys have to go somewhere
            return
        if any(one is self._view or (one is not None and self._view.isAncestorOf(one)) for one in (left, reached)):
            self._view.viewport().update()
            self._bar.arrange()

    @Slot()
    def arrange(self) -> None:
        """What is seen, or where it stands, is another."""
        view = self._view
        self.buttons.place(list(self._wanted_buttons()))
        self._place_divider()
        if view.viewpoint.at_end:
            self.pill.clear()
        self.pill.setVisible(not view.viewpoint.at_end)
        if not view.viewpoint.at_end:
            self.pill.place(view, view.page.columns)
        if self.empty.isVisibleTo(view):
            self.empty.place(view.page, view.viewport())

    def _place_divider(self) -> None:
        view, shown = self._view, self._view.viewport().rect()
        for place in view.seen():
            item = view.column[place]
            box, facts = item.divider(), item.facts
            if box is not None and facts is not None:
                box.translate(-view.viewport().x(), view.y_of(place))
                self.divider.place(box if box.toRect().intersects(shown) else None, facts.divided or 0)
                return
        self.divider.place(None, 0)

    def _wanted_buttons(self) -> Iterator[Wanted]:
        view, shown = self._view, self._view.viewport().rect()
        for place in view.seen():
            item = view.column[place]
            for offer, box in item.buttons():
                rect = box.translated(-view.viewport().x(), view.y_of(place)).toRect()
                able = offer not in _ASK or item.facts is None or not item.facts.busy
                if rect.intersects(shown):
                    yield Wanted(item.message.id, offer, rect, able)

"""The buttons on ending lines: real ones, so that keys and screen readers find them.

There are only as many as are seen. One that is no longer needed waits to be used again, because a view that makes and
destroys widgets while it scrolls is slow, and one that keeps a widget for each message is slower.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.endings import Offer
from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.look import Theme
from desktop_chat.words import endings

Key: TypeAlias = tuple[MessageId, Offer]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A button that is to be seen, and where; `enabled` unless nothing can be asked for now."""

    message_id: MessageId
    offer: Offer
    box: QRect
    enabled: bool

    @property
    def key(self) -> Key:
        return self.message_id, self.offer


class OfferButtons(QObject):
    """Places the buttons in `host`; `behind` is who comes before them in the order of the Tab key."""

    chosen = Signal(str, object)
    """A message's id and the `Offer`."""

    def __init__(self, host: QWidget, behind: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host, self._behind, self._theme = host, behind, theme
        self._placed: dict[Key, Button] = {}
        self._resting: list[Button] = []
        self._order: list[Key] = []

    def place(self, wanted: Sequence[Wanted]) -> None:
        """These are seen now, from the top down, and no others."""
        keys = [one.key for one in wanted]
        for key in [key for key in self._placed if key not in keys]:
            self._put_away(self._placed.pop(key))
        for one in wanted:
            button = self._placed.get(one.key) or self._take(one)
            button.setGeometry(one.box)
            button.setEnabled(one.enabled)
            button.show()
        if keys != self._order:
            self._order = keys
            for before, behind in pairwise([self._behind, *(self._placed[key] for key in keys)]):
                QWidget.setTabOrder(before, behind)

    def retranslate(self) -> None:
        for (_, offer), button in self._placed.items():
            button.set_words(endings.offer_label(offer))

    def _take(self, one: Wanted) -> Button:
        button = self._resting.pop() if self._resting else self._make()
        button.set_words(endings.offer_label(one.offer))
        self._placed[one.key] = button
        return button

    def _make(self) -> Button:
        button = Button(self._theme, "")
        button.set_small()
        button.setParent(self._host)
        button.clicked.connect(self._choose)
        return button

    def _put_away(self, button: Button) -> None:
        if button.hasFocus():
            self._behind.setFocus()
        button.hide()
        self._resting.append(button)

    def _choose(self) -> None:
        sender = self.sender()
        for (message_id, offer), button in self._placed.items():
            if button is sender:
                self.chosen.emit(message_id, offer)
                return

"""What stands below the map of all keys: a sentence, and what can be done with the row that has the keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.ui.commands import native
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.theme import LABEL
from desktop_chat.ui.widgets import Button, ElidedLabel, Kind
from desktop_chat.words.catalogue import later, tr


class Foot(QWidget):
    """`offer` says what can be done; while keys are recorded it is one of the other two pages."""

    change_requested = Signal()
    more_requested = Signal()
    drop_requested = Signal()
    reset_requested = Signal()
    reset_all_requested = Signal()
    taken_over = Signal()
    left = Signal()

    def __init__(self, theme: Theme, says: Sayings) -> None:
        super().__init__()
        self._theme = theme
        self._words = ElidedLabel(theme, LABEL)
        self._says = says
        self._change = self._button(later("Change…"), self.change_requested, native("Return"))
        self._more = self._button(later("Add another…"), self.more_requested, "+")
        self._drop = self._button(later("Remove"), self.drop_requested, native("Del"))
        self._reset = self._button(later("Reset"), self.reset_requested)
        self._all = self._button(later("Reset all"), self.reset_all_requested)
        self.take = self._button(later("Take it over"), self.taken_over, native("Return"), Kind.PRIMARY)
        leave = self._button(later("Leave it"), self.left, native("Esc"))
        stop = self._button(later("Leave it"), self.left, native("Esc"))
        self._pages = QStackedWidget()
        for buttons, trailing in (
            ((self._change, self._more, self._drop, self._reset), (self._all,)),
            ((), (stop,)),
            ((self.take,), (leave,)),
        ):
            self._pages.addWidget(self._line(buttons, trailing))
        m = theme.metrics
        column = QVBoxLayout(self)
        column.setContentsMargins(m.space16, m.space8, m.space16, m.space12)
        column.setSpacing(m.space8)
        column.addWidget(self._words)
        column.addWidget(self._pages)

    def _button(self, words: str, then: SignalInstance, key: str = "", kind: Kind = Kind.NORMAL) -> Button:
        button = Button(self._theme, "", kind)
        self._says.say(button.set_words, partial(tr, words))
        button.set_small()
        button.set_hint(key)
        button.clicked.connect(then)
        return button

    def _line(self, buttons: tuple[Button, ...], trailing: tuple[Button, ...]) -> QWidget:
        page = QWidget()
        line = QHBoxLayout(page)
        m = self._theme.metrics
        line.setContentsMargins(m.ring_gap + m.ring, m.ring_gap + m.ring, m.ring_gap + m.ring, m.ring_gap + m.ring)
        line.setSpacing(m.space8)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        for button in trailing:
            line.addWidget(button)
        return page

    def offer(self, *, can_change: bool, has_keys: bool, is_changed: bool, is_any_changed: bool) -> None:
        """What can be done with the row."""
        self._pages.setCurrentIndex(0)
        self._change.setEnabled(can_change)
        self._more.setEnabled(can_change)
        self._drop.setEnabled(can_change and has_keys)
        self._reset.setEnabled(is_changed)
        self._all.setEnabled(is_any_changed)

    def wait_for_keys(self) -> None:
        self._pages.setCurrentIndex(1)

    def ask_to_take_over(self) -> None:
        self._pages.setCurrentIndex(2)

    def say(self, words: str, ink: str = "text2", *, aloud: bool = False) -> None:
        if aloud and words != self._words.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._words.set_ink(ink)
        self._words.setText(words)

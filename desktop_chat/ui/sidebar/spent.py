"""What was spent today of the limit, at the foot of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor

from desktop_chat.domain.money import Money
from desktop_chat.domain.settings import DAY_LIMIT
from desktop_chat.services.spending import Spending
from desktop_chat.ui.buttons import Button, Kind
from desktop_chat.ui.look import Theme
from desktop_chat.ui.tips import plain_tip
from desktop_chat.words.catalogue import tr
from desktop_chat.words.money import rounded, uncounted

_NEAR_PERCENT = 80
_LOOK_AGAIN_MS = 60_000  # after midnight it is another day


class Spent(Button):
    """Hidden while there is nothing to tell; a click opens the prices and the limits."""

    told = Signal(bool)
    """Whether there is something to tell now."""

    def __init__(self, spending: Spending, theme: Theme) -> None:
        super().__init__(theme, "", Kind.TOOL)
        self._spending = spending
        self._share = 0
        self.set_small()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self.retranslate)
        spending.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def told_something(self) -> bool:
        return bool(self.text())

    @Slot()
    def retranslate(self) -> None:
        spent, limit = self._spending.spent_today(), self._spending.limit(DAY_LIMIT)
        self._share = spent.amount * 100 // max(limit.amount, 1) if spent and limit else 0
        self.set_words(_words(spent, limit, is_reached=self._share >= 100))
        self.setToolTip(plain_tip("\n".join((self.text(), uncounted())) if limit else self.text()))
        self.setVisible(spent is not None)
        self.told.emit(spent is not None)
        self._clock.start() if spent is not None else self._clock.stop()

    def _ink(self) -> QColor:
        if self._share < _NEAR_PERCENT:
            return super()._ink()
        return self._theme.colour("err" if self._share >= 100 else "warn")


def _words(spent: Money | None, limit: Money | None, *, is_reached: bool) -> str:
    if spent is None:
        return ""
    if limit is None:
        return tr("Today {spent}").format(spent=rounded(spent))
    # There is no room for all of it, and that no more is sent today matters most.
    said = tr("{spent} of {limit}, limit reached") if is_reached else tr("Today {spent} of {limit}")
    return said.format(spent=rounded(spent), limit=rounded(limit))

"""The tabs over pages that take each other's place: words on a line, the one that is shown underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from desktop_chat.ui.focus_ring import came_by_key
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box


class Tabs(QTabBar):
    """Left and Right change the page while the keys are here; the ring says that they are."""

    def __init__(self, theme: Theme, names: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._by_key = False
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for name in names:
            self.addTab(name)
        theme.changed.connect(self.update)

    def step(self, by: int) -> None:
        """The next page, or the one before; after the last comes the first."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = came_by_key(event.reason(), self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self._by_key:
            p, m = self._theme.palette, self._theme.metrics
            tab = QRectF(self.tabRect(self.currentIndex()))
            box = tab.adjusted(-m.space2, m.space4, m.space2 - m.space16, -m.space4)  # a tab ends with its gap
            draw_box(QPainter(self), box, None, m.radius_chip, p.focus, m.ring)

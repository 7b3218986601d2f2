"""Where the sidebar stands: beside the conversation where there is room, over its left side where there is not.

In a narrow window the text keeps its width, so the sidebar comes only when it is asked for, lies on top, and goes when
a conversation has been chosen or with Esc.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_chat.domain.settings import SIDEBAR_SHOWN, SIDEBAR_WIDTH
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Rule


class SidePane(QObject):
    """Shows and hides the sidebar of one window, and remembers how wide it was and whether it was wanted."""

    shown = Signal(bool)

    def __init__(self, sidebar: QWidget, splitter: QSplitter, preferences: Preferences, theme: Theme) -> None:
        super().__init__(splitter)
        self._sidebar, self._splitter = sidebar, splitter
        self._preferences, self._metrics = preferences, theme.metrics
        self._edge = Rule(theme, "line", upright=True)
        self._edge.setParent(sidebar)
        self._lies_over = False
        splitter.installEventFilter(self)

    def open(self) -> None:
        """As it was when the window was last closed."""
        width = self._preferences.get(SIDEBAR_WIDTH)
        self._splitter.setSizes([width, max(1, self._splitter.width() - width)])
        self._fit()

    def toggle(self) -> None:
        """Ctrl+B. Beside the conversation the choice is kept; over it, it lasts until the next conversation."""
        visible = not self._sidebar.isVisible()
        if not self._lies_over:
            self._preferences.set(SIDEBAR_SHOWN, visible)
        self._show(visible)

    def covers(self) -> bool:
        """Whether the sidebar lies over the conversation now."""
        return self._lies_over and self._sidebar.isVisible()

    def leave(self) -> bool:
        """Takes away a sidebar that covers the conversation; False where none does."""
        covers = self.covers()
        if covers:
            self._show(False)
        return covers

    def remember(self) -> None:
        if self._sidebar.isVisible() and not self._lies_over:
            self._preferences.set(SIDEBAR_WIDTH, self._splitter.sizes()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._follow()
        return False

    def _follow(self) -> None:
        narrow = self._splitter.width() < self._metrics.sidebar_hidden_below
        if narrow != self._lies_over:
            self._fit()
        elif narrow:
            self._place()

    def _fit(self) -> None:
        self._lies_over = self._splitter.width() < self._metrics.sidebar_hidden_below
        if self._lies_over:
            self._sidebar.setParent(self._splitter.parentWidget())
            self._place()
        elif self._splitter.indexOf(self._sidebar) < 0:
            self._splitter.insertWidget(0, self._sidebar)
        self._show(not self._lies_over and self._preferences.get(SIDEBAR_SHOWN))

    def _place(self) -> None:
        area = self._splitter.geometry()
        area.setWidth(min(self._metrics.sidebar, area.width()))
        if self._sidebar.isRightToLeft():
            area.moveRight(self._splitter.geometry().right())
        self._sidebar.setGeometry(area)
        width = self._edge.sizeHint().width()
        left = 0 if self._sidebar.isRightToLeft() else area.width() - width
        self._edge.setGeometry(left, 0, width, area.height())

    def _show(self, visible: bool) -> None:
        self._sidebar.setVisible(visible)
        self._edge.setVisible(self._lies_over)
        if visible and self._lies_over:
            self._sidebar.raise_()
        self.shown.emit(visible)

"""The menu bar: a view of the table of commands that is there while a key holds it open, or always where that is set.

Alt opens it when it is pressed and let go of alone, so the bar does not flash for each stroke that has Alt in it. It is
not built before it is wanted.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from desktop_chat.domain.settings import MENU_BAR, MenuBar
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow

_ENDS_IT = frozenset(
    {
        *(QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress),
        *(QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.WindowDeactivate),
    }
)


class Menus(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bar: QMenuBar | None = None
        self._before: QWidget | None = None
        self._alt_alone = False
        window.installEventFilter(self)
        window.services.preferences.changed.connect(self._follow)
        if self._is_fixed():
            QTimer.singleShot(0, self, self._show_bar)  # once there are commands

    def open(self) -> None:
        """Shows the bar with its first menu open."""
        self._before = self._window.focusWidget()
        self._show_bar()
        assert self._bar is not None
        self._bar.setActiveAction(self._bar.actions()[0])

    def retranslate(self) -> None:
        if self._bar is not None:
            for action, group in zip(self._bar.actions(), self._window.commands.groups(), strict=True):
                action.setText(tr(group))

    # -- Alt alone ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the window, which gets the keys that nothing in it takes; and of everything while Alt is held: whatever
        else happens then makes it another stroke.
        """
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            if watched is self._window:
                self._take_alt(event)
        elif event.type() in _ENDS_IT:
            self._alone(False)
        return super().eventFilter(watched, event)

    def _take_alt(self, event: QKeyEvent) -> None:
        if event.type() is QEvent.Type.KeyPress and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._alone(not event.isAutoRepeat())
        elif event.type() is QEvent.Type.KeyRelease and self._alt_alone:
            self._alone(False)
            if not self._is_fixed():
                self.open()

    def _alone(self, alone: bool) -> None:
        app = QApplication.instance()
        if app is not None and alone != self._alt_alone:
            self._alt_alone = alone
            (app.installEventFilter if alone else app.removeEventFilter)(self)

    # -- the bar -----------------------------------------------------------------------------------------------------

    def _is_fixed(self) -> bool:
        always = self._window.services.preferences.get(MENU_BAR) is MenuBar.ALWAYS
        return always or sys.platform == "darwin"  # where it is no part of the window

    @Slot()
    def _show_bar(self) -> None:
        if self._bar is None:
            self._bar = QMenuBar(self._window)
            for group in self._window.commands.groups():
                menu = self._bar.addMenu(tr(group))
                menu.aboutToShow.connect(partial(self._fill, menu, group))
                menu.aboutToHide.connect(self._rest_soon)
            self._window.setMenuBar(self._bar)
        self._bar.show()

    def _fill(self, menu: QMenu, group: str) -> None:
        menu.clear()
        self._window.commands.fill(menu, group)

    @Slot()
    def _rest_soon(self) -> None:
        """Its neighbour may be about to open."""
        QTimer.singleShot(0, self, self._rest)

    @Slot()
    def _rest(self) -> None:
        if self._bar is not None and not isinstance(QApplication.activePopupWidget(), QMenu):
            self._window.commands.enable_all()
            if self._bar.hasFocus() and self._before is not None and isValid(self._before):
                self._before.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self._bar.setVisible(self._is_fixed())

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name == MENU_BAR.name and self._is_fixed():
            self._show_bar()
        elif name == MENU_BAR.name:
            self._rest()

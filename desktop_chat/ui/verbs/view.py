"""Verbs upon the window itself: panes, text size, colours, language, dialogs, the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.domain.forms import Page
from desktop_chat.domain.settings import (
    DAY_LIMIT,
    LANGUAGE,
    MIRROR_ON,
    TEXT_SIZE,
    THEME,
    Language,
    ThemeMode,
)
from desktop_chat.ui.theme import BODY_SIZES
from desktop_chat.words.catalogue import current

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow
    from desktop_chat.ui.palette.palette import Palette
    from desktop_chat.ui.palette.titles import Titles
    from desktop_chat.ui.preferences.window import SettingsWindow


class ViewVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = window.services.preferences
        self._palette: Palette | None = None
        self.licences = Path()
        """Where those of others lie."""
        self._titles: Titles | None = None

    @Slot()
    def toggle_sidebar(self) -> None:
        self._window.side.toggle()
        if self._window.side.covers():  # the keys go where the eye does
            self._window.sidebar.focus_list()
        elif not self._window.sidebar.isVisible():
            self._window.pane.composer.focus_editor()

    @Slot()
    def turn_full_screen(self) -> None:
        """All of the screen, or as the window was before."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def go_round(self, step: int) -> None:
        """The keys go to the next part of the window that is seen, and from the last one to the first."""
        stops = [(part, enter) for part, enter in self._parts() if part is not None and part.isVisible()]
        focus = self._window.focusWidget()
        here = (n for n, (part, _) in enumerate(stops) if part is focus or part.isAncestorOf(focus))
        if stops:
            stops[(next(here, 0) + step) % len(stops)][1]()

    @Slot()
    def context_menu(self) -> None:
        """As the menu key does. Shift+F10 means the same everywhere, but Qt knows that of Windows alone."""
        if (widget := QApplication.focusWidget()) is not None:
            cursor: QRect = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            at = cursor.center()
            event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, event)

    def _parts(self) -> tuple[tuple[QWidget | None, Callable[[], object]], ...]:
        """Each with what brings the keys there."""
        pane, sidebar, context = self._window.pane, self._window.sidebar, self._window.context
        transcript = pane.transcript
        return (
            (pane.composer, pane.composer.focus_editor),
            (transcript, lambda: transcript.setFocus(Qt.FocusReason.ShortcutFocusReason)),
            (sidebar, sidebar.focus_list),
            (context.pane, context.lead_in),
        )

    @Slot()
    def settings(self) -> None:
        """Where they were left."""
        self._settings().open_at()

    @Slot()
    def endpoints(self) -> None:
        self._settings().open_at(Page.ENDPOINTS)

    def endpoint(self, name: str) -> None:
        """All endpoints, that one chosen if it is still there."""
        from desktop_chat.ui.preferences.opening import show_endpoint

        show_endpoint(self._settings(), self._window.services.accounts, name)

    @Slot()
    def prices(self) -> None:
        self._settings().open_at(Page.PRICES)

    def limits(self) -> None:
        self._settings().turn_to(Page.PRICES).lead_to(DAY_LIMIT.name)

    def mirror(self) -> None:
        self._settings().turn_to(Page.DATA).lead_to(MIRROR_ON.name)

    def _settings(self) -> SettingsWindow:
        from desktop_chat.ui.preferences.opening import settings_window

        return settings_window(self._window)

    def palette(self, typed: str = "") -> None:
        """The field that everything can be reached from; once more closes it."""
        if self._palette is not None and not typed:
            self._palette.close_popup()
            return
        from desktop_chat.ui.palette.palette import Palette  # seldom in the first second, and no start waits for it
        from desktop_chat.ui.palette.titles import Titles

        if self._titles is None:
            self._titles = Titles(self._window.services.library, self)
        self._palette = Palette(self._window, self._titles)
        self._palette.closed.connect(self._forget_palette)
        self._palette.start(typed)

    @Slot()
    def _forget_palette(self) -> None:
        self._palette = None

    def keys(self) -> None:
        from desktop_chat.ui.keyboard_map import KeyboardMap

        window = self._window
        KeyboardMap(window.commands, self._preferences, window.theme, window).open()

    def about(self) -> None:
        from desktop_chat.ui.about import About

        About(self.licences, self._window.theme, self._window).open()

    def resize_text(self, step: int) -> None:
        """One step larger or smaller; 0 goes back to the usual size."""
        size = self._preferences.get(TEXT_SIZE) + step if step else TEXT_SIZE.default
        self._preferences.set(TEXT_SIZE, min(max(size, BODY_SIZES[0]), BODY_SIZES[-1]))

    def colours(self, mode: ThemeMode) -> None:
        self._preferences.set(THEME, mode)

    def language(self, language: Language) -> None:
        self._preferences.set(LANGUAGE, language)

    @Slot()
    def other_language(self) -> None:
        self.language(Language.ENGLISH if current().startswith("zh") else Language.CHINESE)

    def quit(self) -> None:
        self._window.close()
        QApplication.quit()

"""The one window of settings: its pages at the left, what can be set at the right. Changes hold as they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.forms import Page
from desktop_chat.domain.settings import SETTINGS_PAGE
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.page import SettingsPage
from desktop_chat.ui.preferences.page_list import Hit, HitList, PageList, found
from desktop_chat.ui.room import Room
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import Field, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

Makers: TypeAlias = Mapping[Page, Callable[[], SettingsPage]]


class SettingsWindow(QDialog):
    """A page is made when it is first looked at. Esc leaves the search, then closes; what was typed is kept first."""

    def __init__(self, makers: Makers, preferences: Preferences, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._makers, self._preferences, self._theme = makers, preferences, theme
        self._made: dict[Page, SettingsPage] = {}
        self._search = _SearchField(theme)
        self._list = PageList(theme, makers)
        self._hits, self._nothing = HitList(theme), WrappedText(theme, CONTROL)
        self._found = _found_page(theme, self._nothing, self._hits)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._found)
        self._arrange()
        self._list.chosen.connect(self._turn)
        self._hits.opened.connect(self._jump)
        self._search.textChanged.connect(self._look)
        self._search.down.connect(self._hits.lead_in)
        self._search.returnPressed.connect(self._hits.open_first)
        self.retranslate()

    def _arrange(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(Rule(self._theme, upright=True))
        row.addWidget(ground, 1)
        Room(self, m.settings_list + m.endpoint_list + m.measure_min, m.window_min_height)
        room = self.screen().availableSize()
        self.resize(QSize(m.settings_width, m.settings_height).boundedTo(room))

    def _side(self) -> QWidget:
        m = self._theme.metrics
        side = QFrame()
        side.setProperty("surface", "window")
        side.setFixedWidth(m.settings_list)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, m.space8, 0, m.space8)
        column.setSpacing(m.space8)
        around = QHBoxLayout()
        around.setContentsMargins(m.space8, 0, m.space8, 0)
        around.addWidget(self._search)
        column.addLayout(around)
        column.addWidget(self._list, 1)
        return side

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(tr("Settings"))
        words = tr("Find a setting")
        self._search.setPlaceholderText(words)
        self._search.setAccessibleName(words)
        self._list.retranslate()
        self._hits.retranslate()
        self._look(self._search.text())
        for page in self._made.values():
            page.retranslate()

    # -- pages -------------------------------------------------------------------------------------------------------

    def open_at(self, page: Page | None = None) -> None:
        """Shows that page, or the one that was looked at last, with the keys in it."""
        self.turn_to(page or self._preferences.get(SETTINGS_PAGE)).lead_in()

    def turn_to(self, page: Page) -> SettingsPage:
        """That page, or the first where it is not among these."""
        self._search.clear()
        self._list.choose(page)
        shown = self._pages.currentWidget()
        assert isinstance(shown, SettingsPage)
        return shown

    def page(self, page: Page) -> SettingsPage:
        """Made, if it was not yet."""
        if page not in self._made:
            made = self._made[page] = self._makers[page]()
            made.close_requested.connect(self.accept)
            self._pages.addWidget(made)
        return self._made[page]

    @Slot(str)
    def _turn(self, name: str) -> None:
        self._search.clear()
        self._pages.setCurrentWidget(self.page(Page(name)))
        self._preferences.set(SETTINGS_PAGE, Page(name))

    # -- search ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def _look(self, query: str) -> None:
        query = query.strip()
        if not query:
            self._pages.setCurrentWidget(self._made.get(self._preferences.get(SETTINGS_PAGE), self._found))
            return
        hits = found(query, tuple(self._makers))
        self._hits.show_hits(hits)
        nothing = tr("Nothing found for “{text}”.").format(text=named(query))
        self._nothing.show_pieces(Piece("" if hits else nothing, "text3"))
        self._nothing.setVisible(not hits)
        self._hits.setVisible(bool(hits))
        self._pages.setCurrentWidget(self._found)

    @Slot(object)
    def _jump(self, hit: Hit) -> None:
        page = self.turn_to(hit.page)
        if hit.setting:
            page.lead_to(hit.setting)
        else:
            page.lead_in()

    # -- leaving -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # there is no button for it
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """A page on which something cannot be kept is shown once before that is dropped."""
        for name, page in self._made.items():
            if not page.may_leave():
                self.turn_to(name)
                return
        super().done(result)


class _SearchField(Field):
    down = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, icon=Icon.SEARCH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


def _found_page(theme: Theme, nothing: QWidget, hits: QWidget) -> QWidget:
    m = theme.metrics
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, m.space8, 0, m.space8)
    nothing.setContentsMargins(m.space20, m.space8, m.space20, 0)
    column.addWidget(nothing)
    column.addWidget(hits, 1)
    column.addStretch(0)
    return page

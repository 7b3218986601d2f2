"""A page of settings as the table has them, a row each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_chat.domain.forms import Page
from desktop_chat.domain.settings import SETTINGS
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.preferences.page import SettingsPage
from desktop_chat.ui.preferences.setting_rows import Labelled, SettingRow, row_for
from desktop_chat.ui.preferences.wording import PAGES
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Explanation

_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class FormPage(SettingsPage):
    """Follows what is changed elsewhere; a row that depends on another is there while that has its value."""

    def __init__(self, page: Page, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self._page, self._preferences, self._theme = page, preferences, theme
        own = (one for one in SETTINGS if one.form and one.form.page is page and not one.form.is_own)
        self._rows = {one.name: row_for(one, preferences, theme) for one in own}
        self._foot = Foot(theme, "")
        self._is_told = False
        self._arrange()
        for row in self._rows.values():
            row.refused.connect(self._refuse)
            row.kept.connect(self._foot.rest)
        self._foot.close_requested.connect(self.close_requested)
        preferences.changed.connect(self._follow)
        self.retranslate()
        self._show_fitting()

    def _before(self) -> Sequence[QWidget]:
        """What a page has above its rows."""
        return ()

    def _after(self) -> Sequence[QWidget]:
        """What a page has below its rows."""
        return ()

    def _arrange(self) -> None:
        m = self._theme.metrics
        inside = QFrame()
        inside.setProperty("surface", "raised")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(m.space16, m.space16, m.space20, m.space12)
        rows.setSpacing(m.space8)
        for widget in (*self._before(), *self._rows.values(), *self._after()):
            rows.addWidget(widget)
        rows.addStretch(1)
        pane = ScrollPane()
        pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pane.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(pane, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(m.space16, 0, m.space20, m.space12)
        foot.addWidget(self._foot)
        column.addLayout(foot)
        self._pane = pane

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """Labels beside their fields, or above them where one would have too little room."""
        m, rows = self._theme.metrics, self.findChildren(Labelled)
        wanted = max(row.width_beside() for row in rows) + m.space16 + m.space20
        for row in rows:
            row.set_stacked(self.width() < max(wanted, m.fact_label + m.measure_min + m.space48))

    def retranslate(self) -> None:
        self.setAccessibleName(tr(PAGES[self._page][0]))
        for row in self._rows.values():
            row.retranslate()
        self._stand()
        self._foot.retranslate(tr("Changes are kept as you make them."))

    def lead_in(self) -> None:
        row = next((row for row in self._rows.values() if not row.isHidden()), None)
        (row.field if row else self._foot).setFocus(_BY_KEY)

    def lead_to(self, setting: str) -> None:
        row = self._rows.get(setting)
        if row is None or row.isHidden():
            self.lead_in()
            return
        self._pane.ensureWidgetVisible(row)
        row.field.setFocus(_BY_KEY)

    def may_leave(self) -> bool:
        refusing = [row for row in self._rows.values() if not row.finish()]
        is_told, self._is_told = self._is_told, bool(refusing)
        return is_told or not refusing

    @Slot(str)
    def _refuse(self, why: str) -> None:
        self._foot.explain(Explanation(why, ""))

    @Slot(str)
    def _follow(self, name: str) -> None:
        # Not to be overridden: the slot of a subclass would stay connected when its object is gone.
        if name in self._rows:
            self._rows[name].show_value()
        self._show_fitting()
        self._tell()

    def _tell(self) -> None:
        """What a page says beside its rows, as things are now."""

    def _show_fitting(self) -> None:
        for row in self._rows.values():
            row.setVisible(self._fits(row))

    def _fits(self, row: SettingRow) -> bool:
        if row.form.only_if is None:
            return True
        name, value = row.form.only_if
        (other,) = (one for one in SETTINGS if one.name == name)
        return bool(self._preferences.get(other) == value)

"""What the keys do: how a message is sent, and the way to the map of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.forms import Page
from desktop_chat.domain.settings import SHORTCUTS
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.form_page import FormPage
from desktop_chat.ui.preferences.setting_rows import beside
from desktop_chat.ui.widgets import Button
from desktop_chat.words.catalogue import tr


class KeyboardPage(FormPage):
    """`open_map` shows the keys of all commands."""

    def __init__(self, open_map: Callable[[], None], preferences: Preferences, theme: Theme) -> None:
        self._map = Button(theme, "")
        super().__init__(Page.KEYBOARD, preferences, theme)
        self._map.clicked.connect(open_map)

    def _after(self) -> Sequence[QWidget]:
        m = self._theme.metrics
        cell = beside(self._theme, self._map)
        layout = cell.layout()
        assert layout is not None
        layout.setContentsMargins(m.fact_label + m.space16, m.space8, m.space4, m.space4)
        layout.addStretch(1)  # type: ignore[attr-defined]
        return (cell,)

    def lead_to(self, setting: str) -> None:
        if setting == SHORTCUTS.name:
            self._map.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().lead_to(setting)

    def retranslate(self) -> None:
        super().retranslate()
        self._map.set_words(tr("Keyboard map…"))

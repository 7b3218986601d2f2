"""Buttons that copy, and say for a moment that they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_chat.domain.spelled import Form
from desktop_chat.ui.commands import native
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import COPIED_MS
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import Button
from desktop_chat.words.catalogue import later, tr

_WORDS = {
    Form.CURL: (later("Copy as curl"), Icon.CURL),
    Form.PYTHON: (later("Copy as Python"), Icon.CODE),
    Form.JSON: (later("Copy as JSON"), Icon.JSON),
}


class CopyButton(Button):
    """Neither grows nor shrinks while it says so. Its tool tip tells the key that does the same, if there is one."""

    _key = ""

    def __init__(self, theme: Theme, words: str, icon: Icon, text: Callable[[], str | None]) -> None:
        super().__init__(theme, words, icon=icon)
        self._says, self._shows, self._text = words, icon, text
        self._moment = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._moment.timeout.connect(self._rest)
        self.clicked.connect(self._copy)
        self.setFixedWidth(self.sizeHint().width())

    def set_key(self, key: str) -> None:
        self._key = key
        self.set_word_shown(self._word_shown)

    def set_word_shown(self, shown: bool) -> None:
        super().set_word_shown(shown)
        if self._key:
            self.setToolTip(plain_tip(f"{self._words} ({self._key})"))

    def _copy(self) -> None:
        text = self._text()
        if text is None:
            return
        QGuiApplication.clipboard().setText(text)
        self.set_words(tr("Copied"))
        self.set_icon(Icon.COPIED)
        self._moment.start()

    def say(self, words: str) -> None:
        """What it says when it has not just copied."""
        self._says = words
        self._moment.stop()
        self._rest()

    def _rest(self) -> None:
        self.set_words(self._says)
        self.set_icon(self._shows)


class CopyButtons(QWidget):
    """The three forms of a request; `spell` is asked when one is wanted, and says None where it cannot be had."""

    def __init__(
        self, theme: Theme, spell: Callable[[Form], str | None], keys: Mapping[Form, str] = MappingProxyType({})
    ) -> None:
        super().__init__()
        self._buttons: dict[Form, CopyButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.space8)
        for form, (words, icon) in _WORDS.items():
            self._buttons[form] = CopyButton(theme, tr(words), icon, partial(spell, form))
            self._buttons[form].set_key(native(keys.get(form, "")))
            row.addWidget(self._buttons[form])
        self._wide = self.sizeHint().width()

    def retranslate(self) -> None:
        """The words are shown; whoever has no room for them says so again."""
        for form, (words, _) in _WORDS.items():
            self._buttons[form].say(tr(words))
        self.show_words(True)
        self._row.invalidate()
        self._wide = self.sizeHint().width()

    def wide(self) -> int:
        """How much room they take with their words."""
        return self._wide

    def show_words(self, shown: bool) -> None:
        """Without them the buttons are squares, for narrow places."""
        for button in self._buttons.values():
            button.set_word_shown(shown)
            button.setFixedWidth(button.sizeHint().width())

    def set_small(self) -> None:
        for button in self._buttons.values():
            button.set_small()
            button.setFixedWidth(button.sizeHint().width())

    def copy(self, form: Form) -> None:
        """As a click on that button does."""
        self._buttons[form].click()

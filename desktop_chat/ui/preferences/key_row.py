"""An endpoint's key in a form: where it is kept, or a field to paste one. A key that is kept is never shown again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.keys import claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import Button, ElidedLabel, Field
from desktop_chat.words.catalogue import tr

_TAIL = 4
_LONG_ENOUGH = 16  # so that the last characters give nothing away
_BY_KEY = Qt.FocusReason.ShortcutFocusReason


def tail_of(key: str) -> str:
    """What of a key may be shown, so that a person knows which one it is."""
    return key[-_TAIL:] if len(key) >= _LONG_ENOUGH else ""


class KeyRow(QWidget):
    """`entered` carries a key that was pasted; it stays in the field until somebody says where it is kept."""

    entered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._has_state = False
        self._given = ""
        self._mark = Mark(theme, Icon.KEYRING, "text2", CONTROL)
        self._says = ElidedLabel(theme, CONTROL)
        self._replace = Button(theme, "")
        self._field = _KeyField(theme)
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._keep = Button(theme, "")
        self._keep.setEnabled(False)
        self._pages = QStackedWidget()
        for widgets in ((self._mark, self._says, self._replace), (self._field, self._keep)):
            self._pages.addWidget(_row(theme, *widgets))
        for button in (self._replace, self._keep):
            button.set_small()
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._pages)
        self._replace.clicked.connect(self.ask)
        self._field.textChanged.connect(self._allow)
        self._field.editingFinished.connect(self.submit)
        self._field.escaped.connect(self._drop)
        self._keep.clicked.connect(self.submit)
        self.retranslate()

    def retranslate(self) -> None:
        self._replace.set_words(tr("Replace…"))
        self._field.setAccessibleName(tr("API key"))
        self._keep.set_words(tr("Keep"))

    # -- what is said ------------------------------------------------------------------------------------------------

    @property
    def said(self) -> str:
        """What is said about the key; "" while one is asked for."""
        return "" if self._is_asking() else self._says.text()

    @property
    def is_being_typed(self) -> bool:
        return bool(self._field.text())

    def _is_asking(self) -> bool:
        return self._pages.currentIndex() == 1

    def say(self, words: str, ink: str = "text2") -> None:
        """Where the key is kept, or why it is not known."""
        had_keys = self._field.hasFocus()
        self._has_state = True
        self._given = ""
        is_warning = ink == "warn"
        self._mark.setVisible(bool(words))
        self._mark.show_icon(Icon.WARNING if is_warning else Icon.KEYRING, "warn_mark" if is_warning else ink)
        self._says.setText(words)
        self._says.set_ink(ink)
        self._pages.setCurrentIndex(0)
        self._field.clear()
        if had_keys:
            self._replace.setFocus(_BY_KEY)

    def ask_for_one(self, placeholder: str) -> None:
        """There is no key: the field is there at once."""
        had_keys = self._replace.hasFocus()
        self._has_state = False
        self._field.setPlaceholderText(placeholder)
        self._pages.setCurrentIndex(1)
        if had_keys:
            self._field.setFocus(_BY_KEY)

    @Slot()
    def ask(self) -> None:
        """Replace: the field, with the keys in it."""
        self._field.setPlaceholderText(tr("Paste the key"))
        self._pages.setCurrentIndex(1)
        self._field.setFocus(_BY_KEY)

    def focus_field(self) -> None:
        (self._field if self._is_asking() else self._replace).setFocus(_BY_KEY)

    # -- what is typed -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _allow(self, key: str) -> None:
        self._given = ""
        self._keep.setEnabled(bool(key.strip()))

    @Slot()
    def submit(self) -> None:
        """What was typed, once: Enter, the button and leaving the field mean the same."""
        key = self._field.text().strip()
        if key and key != self._given:
            self._given = key
            self.entered.emit(key)
        elif not key and self._has_state:
            self._pages.setCurrentIndex(0)

    def let_retry(self) -> None:
        """The key was not taken; the same one may be given again."""
        self._given = ""

    def clear(self) -> None:
        """Nothing of what was typed for another endpoint."""
        self._field.clear()

    @Slot()
    def _drop(self) -> None:
        """Esc in the field: as it was before."""
        self._field.clear()
        if self._has_state:
            self._replace.setFocus(_BY_KEY)
            self._pages.setCurrentIndex(0)


class _KeyField(Field):
    """Esc drops what was typed, and the wish for another key; else it means what it means for the dialog."""

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _row(theme: Theme, *widgets: QWidget) -> QWidget:
    m = theme.metrics
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(m.space4, m.space4, m.space4, m.space4)  # for the rings of its buttons
    row.setSpacing(m.space8)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, Field | ElidedLabel) else 0)
    return page

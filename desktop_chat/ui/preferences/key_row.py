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


def tail_of(key: str) -> str:
    """What of a key may be shown, so that a person knows which one it is."""
    return key[-_TAIL:] if len(key) >= _LONG_ENOUGH else ""


class KeyRow(QWidget):
    """`entered` carries a key that was pasted; nothing here keeps it."""

    entered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._has_state = False
        self._mark = Mark(theme, Icon.KEYRING, "text2", CONTROL)
        self._says = ElidedLabel(theme, CONTROL)
        self._replace = Button(theme, tr("Replace…"))
        self._replace.set_small()
        self._replace.clicked.connect(self.ask)
        self._field = _KeyField(theme, tr("Paste the key"))
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName(tr("API key"))
        self._keep = Button(theme, tr("Keep"))
        self._keep.set_small()
        self._keep.setEnabled(False)
        self._pages = QStackedWidget()
        m = theme.metrics
        self._pages.addWidget(_row(m.space8, self._mark, self._says, self._replace))
        self._pages.addWidget(_row(m.space8, self._field, self._keep))
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._pages)
        self.setFixedHeight(m.field)
        self._field.textChanged.connect(self._allow)
        self._field.returnPressed.connect(self._submit)
        self._field.escaped.connect(self._drop)
        self._keep.clicked.connect(self._submit)

    @property
    def said(self) -> str:
        """What is said about the key; "" while one is asked for."""
        return self._says.text() if self._pages.currentIndex() == 0 else ""

    def say(self, words: str, ink: str = "text2") -> None:
        """Where the key is kept, or why it is not known."""
        self._has_state = True
        icon = Icon.WARNING if ink == "warn" else Icon.KEYRING
        self._mark.show_icon(icon, "warn_mark" if ink == "warn" else ink)
        self._says.setText(words)
        self._says.set_ink(ink)
        self._field.clear()
        self._pages.setCurrentIndex(0)

    def say_none(self, words: str) -> None:
        """No key, and none is needed."""
        self.say(words, "text3")
        self._replace.set_words(tr("Add…"))

    def ask_for_one(self) -> None:
        """There is no key: the field is there at once."""
        self._has_state = False
        self._field.clear()
        self._pages.setCurrentIndex(1)

    @Slot()
    def ask(self) -> None:
        """Replace: the field, with the keys in it."""
        self._pages.setCurrentIndex(1)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_field(self) -> None:
        (self._replace if self._pages.currentIndex() == 0 else self._field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _allow(self, key: str) -> None:
        self._keep.setEnabled(bool(key.strip()))

    @Slot()
    def _submit(self) -> None:
        if key := self._field.text().strip():
            self.entered.emit(key)

    @Slot()
    def _drop(self) -> None:
        """Esc in the field: as it was before."""
        self._field.clear()
        if self._has_state:
            self._pages.setCurrentIndex(0)
            self._replace.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _KeyField(Field):
    """Esc drops what was typed; only in an empty field it means what it means for the dialog."""

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _row(spacing: int, *widgets: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, Field | ElidedLabel) else 0)
    return page

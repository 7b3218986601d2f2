"""In the settings: whether conversations are encrypted, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.services.sealing import Sealing
from desktop_chat.ui.encryption.forms import ChangeForm, DecryptForm, EncryptForm
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.setting_rows import Labelled
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.widgets import Button, CheckBox
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.encryption import promise
from desktop_chat.words.errors import Kept, explain


class EncryptionRow(Labelled):
    def __init__(self, sealing: Sealing, theme: Theme) -> None:
        self._sealing = sealing
        self._encrypt, self._change, self._decrypt = (Button(theme, "") for _ in range(3))
        self._remember = CheckBox(theme, "")
        self._trouble = WrappedText(theme, SMALL)
        self._trouble.hide()
        super().__init__(self._change if sealing.is_on else self._encrypt, theme, self._made_cell(theme))
        self._encrypt.setVisible(not sealing.is_on)
        for widget in (self._change, self._decrypt, self._remember):
            widget.setVisible(sealing.is_on)
        self._encrypt.clicked.connect(self._ask_encrypt)
        self._change.clicked.connect(self._ask_change)
        self._decrypt.clicked.connect(self._ask_decrypt)
        self._remember.toggled.connect(self._set_remembered)
        sealing.remembered.connect(self._show_remembered)
        sealing.failed.connect(self._tell)
        if sealing.is_on:
            self._remember.setEnabled(False)
            sealing.look()

    def _made_cell(self, theme: Theme) -> QWidget:
        m = theme.metrics
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(m.space4, m.space4, m.space4, m.space4)
        column.setSpacing(m.space8)
        buttons = QHBoxLayout()
        buttons.setSpacing(m.space8)
        for button in (self._encrypt, self._change, self._decrypt):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._remember)
        column.addWidget(self._trouble)
        return cell

    def retranslate(self) -> None:
        state = tr("They are encrypted.") if self._sealing.is_on else tr("They are not encrypted.")
        self.say(tr("Conversations on disk"), joined(state, "" if self._sealing.is_on else promise()))
        self._encrypt.set_words(tr("Encrypt…"))
        self._change.set_words(tr("Change the passphrase…"))
        self._decrypt.set_words(tr("Decrypt…"))
        self._remember.setText(tr("Keep the key in the keyring, so that no start asks"))

    @Slot()
    def _ask_encrypt(self) -> None:
        EncryptForm(self._sealing, self._theme, self.window()).open()

    @Slot()
    def _ask_change(self) -> None:
        ChangeForm(self._sealing, self._theme, self.window()).open()

    @Slot()
    def _ask_decrypt(self) -> None:
        DecryptForm(self._sealing, self._theme, self.window()).open()

    @Slot(bool)
    def _set_remembered(self, wanted: bool) -> None:
        self._trouble.hide()
        self._remember.setEnabled(False)
        self._sealing.set_remembered(wanted)

    @Slot(bool)
    def _show_remembered(self, kept: bool) -> None:
        with QSignalBlocker(self._remember):
            self._remember.setChecked(kept)
        self._remember.setEnabled(True)

    @Slot(object)
    def _tell(self, error: ChatError) -> None:
        if not self._remember.isEnabled():  # else a form asked, and says it itself
            self._trouble.show_pieces(Piece(explain(error, Kept.NOTHING).text, "err"))
            self._trouble.show()

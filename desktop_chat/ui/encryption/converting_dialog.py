"""Conversations are being encrypted, or decrypted: how far it is, and what came of it. It stands alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar

from desktop_chat.domain.encryption import Converted, Wish
from desktop_chat.domain.errors import ChatError
from desktop_chat.services.converting import Converting
from desktop_chat.ui.encryption.card import Card
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button, Kind
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.encryption import converted_words
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.times import count


class ConvertingDialog(Card):
    """Cannot be left before it is done."""

    def __init__(self, converting: Converting, theme: Theme) -> None:
        self._converting, self._is_busy = converting, True
        self._refusal = ""
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(tr("Progress"))
        self._close = Button(theme, tr("Open the window"))
        self._close.setEnabled(False)
        super().__init__(theme, Icon.KEYRING, self._bar, self._close)
        self._is_encrypting = converting.order.wish is Wish.ENCRYPT
        self._close.clicked.connect(self.accept)
        converting.came.connect(self._show_progress)
        converting.done.connect(self._show_done)
        converting.not_remembered.connect(self._show_refusal)
        converting.failed.connect(self._show_failure)
        title = tr("Encrypting the conversations…") if self._is_encrypting else tr("Decrypting the conversations…")
        self.tell(title, tr("Should the program be ended meanwhile, nothing is lost."))
        converting.run()

    @Slot(int, int)
    def _show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of if done else 0)
        self._bar.setValue(done)
        self.say(tr("{done} of {of} files").format(done=count(done), of=count(of)) if of > 1 else "")

    @Slot(object)
    def _show_refusal(self, error: ChatError) -> None:
        self._refusal = joined(
            explain(error, Kept.NOTHING).headline, tr("So the passphrase is asked for at each start.")
        )

    @Slot(object)
    def _show_done(self, converted: Converted) -> None:
        words = tr("The conversations are encrypted.")
        if not self._is_encrypting:
            words = tr("The conversations are not encrypted any more.")
        said = converted_words(converted, self._converting.leftovers())
        self._end(Icon.COPIED, "text2")
        self.say("")
        self.tell(words, joined(*said, self._refusal))

    @Slot(object)
    def _show_failure(self, error: ChatError) -> None:
        self._end(Icon.ERROR, "err_mark")
        words = tr("The conversations could not be encrypted.")
        if not self._is_encrypting:
            words = tr("The conversations could not be decrypted.")
        self.say("")
        self.tell(words, explain(error, Kept.NOTHING).text)

    def _end(self, icon: Icon, ink: str) -> None:
        self._is_busy = False
        self._bar.hide()
        self._mark.show_icon(icon, ink)
        self._close.set_kind(Kind.PRIMARY)
        self._close.setEnabled(True)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        if not self._is_busy:
            super().reject()

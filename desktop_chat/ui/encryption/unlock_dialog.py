"""The conversations are encrypted: the passphrase is asked for, unless the keyring has the key."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer, Slot
from PySide6.QtWidgets import QDialog

from desktop_chat.domain.encryption import WrongPassphrase
from desktop_chat.domain.errors import ChatError
from desktop_chat.services.unlocking import Unlocking
from desktop_chat.ui.encryption.card import Card
from desktop_chat.ui.encryption.passphrase import PassphraseFields
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button, Kind
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain

_QUIET_MS = 400


class UnlockDialog(Card):
    """Not seen where the keyring answers at once. Enter opens, Esc quits."""

    def __init__(self, unlocking: Unlocking, theme: Theme) -> None:
        self._unlocking = unlocking
        self._fields = PassphraseFields(theme, lambda: (tr("Passphrase"),))
        (self._passphrase,) = self._fields.fields
        self._open, quit_button = Button(theme, tr("Open"), Kind.PRIMARY), Button(theme, tr("Quit"))
        super().__init__(theme, Icon.KEYRING, self._fields, quit_button, self._open)
        quit_button.clicked.connect(self.reject)
        self._open.clicked.connect(self._submit)
        self._passphrase.textChanged.connect(self._follow)
        self._passphrase.returnPressed.connect(self._submit)
        unlocking.opened.connect(self.accept)
        unlocking.missing.connect(self._ask)
        unlocking.failed.connect(self._refuse)
        self.tell(
            tr("The conversations are encrypted."),
            tr("The passphrase opens them: {path}").format(path=unlocking.directory),
        )
        self._follow()

    def unlocked(self) -> bool:
        """Returns when the conversations are open, or somebody has given up."""
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self._unlocking.look()
        self.say(tr("Asking the keyring…"))
        QTimer.singleShot(_QUIET_MS, self, self._appear)
        loop.exec()
        return self.result() == QDialog.DialogCode.Accepted

    @Slot()
    def _appear(self) -> None:
        if self.result() != QDialog.DialogCode.Accepted and not self.isVisible():
            self.show()
            self._passphrase.setFocus()

    @Slot()
    def _ask(self) -> None:
        """Somebody may have begun to type meanwhile."""
        if not self._is_trying:
            self.say("")
        self._appear()

    @property
    def _is_trying(self) -> bool:
        return not self._passphrase.isEnabled()

    @Slot()
    def _follow(self) -> None:
        self._open.setEnabled(bool(self._passphrase.text()) and not self._is_trying)

    @Slot()
    def _submit(self) -> None:
        if self._open.isEnabled():
            self._passphrase.setEnabled(False)
            self._follow()
            self.say(tr("Opening…"))
            self._unlocking.try_passphrase(self._passphrase.text())

    @Slot(object)
    def _refuse(self, error: ChatError) -> None:
        self._passphrase.setEnabled(True)
        is_wrong = isinstance(error, WrongPassphrase)
        words = tr("That is not the passphrase. Capitals, spaces and the keyboard's layout count.")
        self.say(words if is_wrong else explain(error, Kept.NOTHING).text, "err")
        self._passphrase.selectAll()
        self._passphrase.setFocus()
        self._follow()

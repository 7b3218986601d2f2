"""What is asked before conversations are encrypted, before they are decrypted, and for another passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from desktop_chat.domain.encryption import SHORTEST_PASSPHRASE, WrongPassphrase, new_passphrase
from desktop_chat.domain.errors import ChatError
from desktop_chat.services.sealing import Sealing
from desktop_chat.ui.encryption.passphrase import PassphraseFields
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.summaries.writing import lay_out
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import Button, CheckBox, Kind
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words import encryption
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.times import count


class _Form(QDialog):
    """Enter does it, Esc leaves all as it is."""

    def __init__(self, sealing: Sealing, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sealing, self._theme = sealing, theme
        self._about, self._said = WrappedText(theme, CONTROL), WrappedText(theme, LABEL)
        self._do, self._cancel = Button(theme, "", Kind.PRIMARY), Button(theme, "")
        self._says = Sayings(self)
        self._says.say(self._cancel.set_words, lambda: tr("Cancel"))
        self._cancel.clicked.connect(self.reject)
        self._do.clicked.connect(self._submit)

    def _begin(self, title: Callable[[], str], action: Callable[[], str], *rows: QWidget) -> None:
        self._says.say(self.setWindowTitle, title)
        self._says.say(self._do.set_words, action)
        lay_out(self, self._theme, (self._about, *rows, self._said), (self._cancel, self._do))
        self._fit()

    def _explain(self, words: Callable[[], str]) -> None:
        """What it is about, whatever language is spoken."""

        def put() -> None:
            self._about.show_pieces(Piece(words(), "text"))
            self.setAccessibleDescription(words())

        self._says.again(put)

    def _say(self, words: str, ink: str = "text3") -> None:
        self._said.show_pieces(Piece(words, ink))
        self._fit()

    def _fit(self) -> None:
        self.resize(self.width(), self.heightForWidth(self.width()))

    @Slot()
    def _submit(self) -> None:
        raise NotImplementedError


class _NewPassphrase(_Form):
    """One with a passphrase that is typed twice; `Write one for me` fills both fields."""

    def __init__(self, fields: PassphraseFields, sealing: Sealing, theme: Theme, parent: QWidget) -> None:
        super().__init__(sealing, theme, parent)
        self._fields = fields
        self._says.again(fields.retranslate)
        self._make = Button(theme, "")
        self._says.say(self._make.set_words, lambda: tr("Make one up"))
        self._make.clicked.connect(self._make_up)
        self._further = QWidget()
        row = QHBoxLayout(self._further)
        row.setContentsMargins(0, 0, 0, theme.metrics.space8)
        row.addWidget(self._make)
        row.addStretch(1)
        for field in fields.fields:
            field.textChanged.connect(self._follow)
            field.returnPressed.connect(self._submit)

    @Slot()
    def _make_up(self) -> None:
        self._fields.fill(new_passphrase())
        self._say(tr("Write it down now; it is not shown again."), "warn")

    @Slot()
    def _follow(self) -> None:
        """What is amiss is said once both have been typed."""
        *_, first, again = (field.text() for field in self._fields.fields)
        is_short = len(first) < SHORTEST_PASSPHRASE
        self._do.setEnabled(all(field.text() for field in self._fields.fields) and not is_short and first == again)
        if is_short and first:
            self._say(tr("At least {n} characters.").format(n=count(SHORTEST_PASSPHRASE)))
        elif again and not first.startswith(again):
            self._say(tr("The two passphrases differ."), "err")
        else:
            self._say("")


class EncryptForm(_NewPassphrase):
    def __init__(self, sealing: Sealing, theme: Theme, parent: QWidget) -> None:
        fields = PassphraseFields(theme, lambda: (tr("Passphrase"), tr("The same again")))
        super().__init__(fields, sealing, theme, parent)
        self._remember = CheckBox(theme, "")
        self._says.say(self._remember.setText, lambda: tr("Keep the key in the keyring, so that no start asks"))
        self._explain(lambda: joined(encryption.promise(), encryption.warning(), encryption.leftovers()))
        self._begin(
            lambda: tr("Encrypt conversations"),
            lambda: tr("Encrypt"),
            fields,
            self._further,
            self._remember,
            _Restart(theme, self._says),
        )
        self._follow()
        fields.fields[0].setFocus()

    @Slot()
    def _submit(self) -> None:
        if self._do.isEnabled():
            self.accept()
            self._sealing.encrypt(self._fields.fields[0].text(), remember=self._remember.isChecked())


class ChangeForm(_NewPassphrase):
    def __init__(self, sealing: Sealing, theme: Theme, parent: QWidget) -> None:
        super().__init__(PassphraseFields(theme, _three_names), sealing, theme, parent)
        self._explain(encryption.warning)
        self._begin(lambda: tr("Change the passphrase"), lambda: tr("Change"), self._fields, self._further)
        sealing.passphrase_changed.connect(self.accept)
        sealing.failed.connect(self._refuse)
        self._follow()
        self._fields.fields[0].setFocus()

    @Slot()
    def _submit(self) -> None:
        if self._do.isEnabled():
            self._fields.setEnabled(False)
            self._do.setEnabled(False)
            self._say(tr("Changing…"))
            old, new, _ = (field.text() for field in self._fields.fields)
            self._sealing.change_passphrase(old, new)

    @Slot(object)
    def _refuse(self, error: ChatError) -> None:
        self._fields.setEnabled(True)
        self._follow()
        is_wrong = isinstance(error, WrongPassphrase)
        words = tr("The passphrase until now is another one.")
        self._say(words if is_wrong else explain(error, Kept.NOTHING).text, "err")
        self._fields.fields[0].selectAll()
        self._fields.fields[0].setFocus()


class DecryptForm(_Form):
    def __init__(self, sealing: Sealing, theme: Theme, parent: QWidget) -> None:
        super().__init__(sealing, theme, parent)
        self._explain(_about_decrypting)
        self._begin(lambda: tr("Decrypt conversations"), lambda: tr("Decrypt"), _Restart(theme, self._says))
        self._do.setFocus()

    @Slot()
    def _submit(self) -> None:
        self.accept()
        self._sealing.decrypt()


class _Restart(WrappedText):
    """What happens to the window meanwhile."""

    def __init__(self, theme: Theme, says: Sayings) -> None:
        super().__init__(theme, LABEL)
        says.again(lambda: self.show_pieces(Piece(_about_window(), "text3")))


def _three_names() -> tuple[str, ...]:
    return tr("Passphrase until now"), tr("New passphrase"), tr("The same again")


def _about_window() -> str:
    return tr(
        "The window closes and opens again. Replies that are being written are stopped; what has come of them stays."
    )


def _about_decrypting() -> str:
    return tr("Conversations, search index and backups can then be read by everybody who has the files.")

"""One endpoint as a form. Nothing is half kept: Save checks and stores all of it, or says what is wrong."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError, PlainHttpRefused
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource
from desktop_chat.services.accounts import Accounts
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button, CheckBox, Kind
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import Kept, explain


class EndpointForm(QWidget):
    """`stored` carries the id of an endpoint that was added or changed."""

    stored = Signal(str)

    def __init__(self, accounts: Accounts, theme: Theme) -> None:
        super().__init__()
        self._accounts = accounts
        self._endpoint: Endpoint | None = None
        self._is_new = False
        self._name, self._address, self._key, self._model = (QLineEdit() for _ in range(4))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._plain_http = CheckBox(theme, tr("Send in clear text over http"))
        self._plain_http.hide()
        self._file = Button(theme, tr("Choose a GGUF file…"))
        self._save = Button(theme, tr("Save"), Kind.PRIMARY)
        self._test = Button(theme, tr("Test"))
        self._default = Button(theme, tr("Make default"))
        self._says = QLabel()
        self._says.setWordWrap(True)
        self._says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange(theme)
        self._save.clicked.connect(self._store)
        self._test.clicked.connect(self._try)
        self._default.clicked.connect(self._make_default)
        self._file.clicked.connect(self._pick_file)
        accounts.models_listed.connect(self._tell_models)

    def _arrange(self, theme: Theme) -> None:
        metrics = theme.metrics
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setHorizontalSpacing(metrics.space16)
        form.setVerticalSpacing(metrics.space12)
        for words, field in (
            (tr("Name"), self._name),
            (tr("Address"), self._address),
            (tr("API key"), self._key),
            (tr("Model"), self._model),
        ):
            label = QLabel(words)
            label.setProperty("tone", "text2")
            label.setBuddy(field)
            field.setAccessibleName(words)
            form.addRow(label, field)
        form.addRow("", self._plain_http)
        form.addRow("", self._file)
        buttons = QHBoxLayout()
        buttons.setSpacing(metrics.space8)
        for button in (self._save, self._test, self._default):
            buttons.addWidget(button)
        buttons.addStretch(1)
        form.addRow("", buttons)
        form.addRow("", self._says)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addStretch(1)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show_endpoint(self, endpoint: Endpoint | None) -> None:
        """An endpoint that is stored; None empties the form."""
        self._is_new = False
        self._present(endpoint)

    def show_new(self, endpoint: Endpoint) -> None:
        """An endpoint that is not stored yet."""
        self._is_new = True
        self._present(endpoint)
        (self._key if endpoint.name else self._name).setFocus()

    def _present(self, endpoint: Endpoint | None) -> None:
        if endpoint == self._endpoint:
            return
        self._endpoint = endpoint
        self.setEnabled(endpoint is not None)
        self._name.setText(endpoint.name if endpoint else "")
        self._address.setText(endpoint.base_url if endpoint else "")
        self._model.setText(endpoint.model or "" if endpoint else "")
        self._key.clear()
        is_local = endpoint is not None and endpoint.kind is EndpointKind.LOCAL_MODEL
        self._address.setEnabled(not is_local)
        self._key.setEnabled(not is_local)
        self._file.setVisible(is_local)
        self._plain_http.setChecked(bool(endpoint and endpoint.allow_plain_http))
        self._plain_http.setVisible(bool(endpoint and endpoint.allow_plain_http))
        self._key.setPlaceholderText(self._key_hint(endpoint))
        self._default.setEnabled(not self._is_new)
        self._test.setEnabled(not self._is_new)
        self._say("")

    def _key_hint(self, endpoint: Endpoint | None) -> str:
        if endpoint is None or self._is_new:
            return tr("Kept in the system keyring, never in a file.")
        match endpoint.key_source:
            case KeySource.KEYRING:
                return tr("In the keyring. Type a new one to replace it.")
            case KeySource.ENVIRONMENT:
                return tr("Read from the variable {name}.").format(name=endpoint.key_variable)
        return tr("none")

    # -- what is done ------------------------------------------------------------------------------------------------

    @Slot()
    def _store(self) -> None:
        if self._endpoint is None:
            return
        key = self._key.text().strip() or None
        source = self._endpoint.key_source
        if key:
            source = KeySource.KEYRING
        elif self._is_new and source is KeySource.KEYRING:
            source = KeySource.NONE
        wanted = replace(
            self._endpoint,
            name=self._name.text().strip() or self._address.text().strip(),
            base_url=self._address.text().strip(),
            model=self._model.text().strip() or None,
            key_source=source,
            allow_plain_http=self._plain_http.isChecked(),
        )
        self._say(tr("Saving…"))
        verb = self._accounts.add if self._is_new else self._accounts.change
        verb(wanted, key, self._kept, self._fail)

    def _kept(self, endpoint: Endpoint, in_keyring: bool) -> None:
        self._is_new = False
        self._present(endpoint)
        self.stored.emit(endpoint.id)
        self._say(
            tr("Saved.")
            if in_keyring
            else tr("Saved. There is no safe keyring here, so the key is kept only until the program ends."),
            tone="ok" if in_keyring else "warn",
        )

    @Slot()
    def _try(self) -> None:
        if self._endpoint is not None:
            self._say(tr("Asking for the models…"))
            self._accounts.list_models(self._endpoint, self._fail)

    @Slot(str)
    def _tell_models(self, endpoint_id: str) -> None:
        if self._endpoint is None or endpoint_id != self._endpoint.id:
            return
        models = self._accounts.models(endpoint_id)
        told = trn("It answers, with {n} model: {names}", "It answers, with {n} models: {names}", len(models))
        self._say(told.format(n=len(models), names=", ".join(models[:12])), tone="ok")

    @Slot()
    def _make_default(self) -> None:
        if self._endpoint is not None:
            self._accounts.set_default(self._endpoint.id)

    @Slot()
    def _pick_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a GGUF file…"), "", "GGUF (*.gguf)")
        if path and self._endpoint is not None:
            self._endpoint = replace(self._endpoint, model_path=path)
            self._store()

    def _fail(self, error: ChatError) -> None:
        self._plain_http.setVisible(self._plain_http.isVisible() or isinstance(error, PlainHttpRefused))
        self._say(explain(error, Kept.NOTHING).text, tone="err")

    def _say(self, words: str, tone: str = "text2") -> None:
        self._says.setText(words)
        self._says.setProperty("tone", tone)
        self._says.style().unpolish(self._says)
        self._says.style().polish(self._says)

"""One endpoint as a form. Every change is kept as it is made, or the form says why it cannot be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.errors import BadAddress, ChatError, PlainHttpRefused
from desktop_chat.domain.models import (
    Endpoint,
    EndpointKind,
    KeySource,
    Options,
    needs_confirmation,
    normalised_address,
    origin,
)
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.directory import preferred_model, providers
from desktop_chat.ui.answers import Answers
from desktop_chat.ui.key_words import kept_for_this_run
from desktop_chat.ui.look import Theme
from desktop_chat.ui.model_file import pick_model_file
from desktop_chat.ui.note import Note
from desktop_chat.ui.preferences.endpoint_fields import BelowFields, EndpointFields
from desktop_chat.ui.preferences.findings import FindingsBox
from desktop_chat.ui.preferences.keeping import Keeping, Refused, Stored
from desktop_chat.ui.preferences.key_state import KeyState
from desktop_chat.ui.preferences.trials import Trials
from desktop_chat.ui.widgets import Button
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Explanation, Kept, explain
from desktop_chat.words.explanation import named

_SAYS_LINES = 3


class EndpointForm(QWidget):
    """Shows one endpoint at a time; a draft is stored as soon as it has an address."""

    examination_requested = Signal()

    def __init__(self, accounts: Accounts, trials: Trials, theme: Theme) -> None:
        super().__init__()
        self._accounts = accounts
        self._trials = trials
        self._shown: Endpoint | None = None
        self._is_draft = False
        self._key_given = False
        self._refused: Endpoint | None = None
        self._why: ChatError | None = None
        self._tests_next = False
        heard = Answers(self).heard
        self._keeping = Keeping(accounts, heard(self._on_kept), heard(self._on_refused))
        self._fields = EndpointFields(theme)
        self._key_state = KeyState(accounts, self._fields.key)
        self._says = Note(theme, _SAYS_LINES)
        self._allow = Button(theme, "")
        self._allow.set_small()
        self._findings = FindingsBox(theme)
        self._arrange(theme)
        self._connect()
        self.retranslate()
        self.show_endpoint(None)

    def retranslate(self) -> None:
        """What was said about a change that could not be kept is said until it can be."""
        self._allow.set_words(tr("Allow plain http"))
        self._fields.retranslate()
        self._findings.retranslate()
        if self._shown is not None:
            self._present(self._shown)
            self._key_state.say_again(self._shown, is_stored=not self._is_draft)
            if self._refused is None:
                self._say_standing()
            elif self._why is not None:
                self._says.explain(explain(self._why, Kept.NOTHING))

    def _arrange(self, theme: Theme) -> None:
        m = theme.metrics
        said = BelowFields(theme)
        said.row.addWidget(self._says, 1)
        said.row.addWidget(self._allow, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.space12)
        column.addWidget(self._fields)
        column.addWidget(said)
        found = QHBoxLayout()
        found.setContentsMargins(m.space12, 0, m.space4, 0)
        found.addWidget(self._findings)
        column.addLayout(found)
        column.addStretch(1)

    def _connect(self) -> None:
        fields = self._fields
        fields.name.editingFinished.connect(self.keep)
        fields.address.editingFinished.connect(self.keep)
        fields.key.entered.connect(self._keep_key)
        fields.choose_file.clicked.connect(self._pick_file)
        fields.model.picked.connect(self.keep)
        fields.model.list_requested.connect(self.test)
        fields.make_default.clicked.connect(self._make_default)
        fields.options_changed.connect(self._set_options)
        fields.waits.refused.connect(self._says.explain)
        self._accounts.changed.connect(self._show_parameters)
        self._allow.clicked.connect(self._allow_plain_http)
        self._findings.requested.connect(self.test)
        self._findings.examination_requested.connect(self.examination_requested)
        self._trials.changed.connect(self._on_trial)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show_endpoint(self, endpoint: Endpoint | None, *, is_draft: bool = False) -> None:
        """Another endpoint, or the same as it is stored now."""
        before, self._shown, self._is_draft = self._shown, endpoint, is_draft
        is_other = endpoint is None or before is None or endpoint.id != before.id
        self.setVisible(endpoint is not None)
        if is_other:
            self._refused, self._key_given, self._tests_next = None, False, False
            self._fields.forget_typing()
        elif _place(before) != _place(endpoint):
            self._trials.forget(endpoint.id if endpoint else "")
        if endpoint is not None:
            self._present(endpoint)
            if is_other:
                self._say_standing()

    def _present(self, endpoint: Endpoint) -> None:
        default = self._accounts.default()
        self._fields.show_endpoint(endpoint)
        self._fields.show_default(
            is_default=default is not None and default.id == endpoint.id, is_stored=not self._is_draft
        )
        self._key_state.show(endpoint, is_stored=not self._is_draft)
        self._show_trial(endpoint)

    def _show_trial(self, endpoint: Endpoint) -> None:
        listed = self._trials.models(endpoint.id)
        choices = listed or ((endpoint.model,) if endpoint.model else ())
        self._fields.model.show_models(endpoint.model or "", choices, is_list=listed is not None)
        is_examined = self._trials.examining.is_running(endpoint.id)
        found, known = self._trials.found(endpoint), self._trials.examined(endpoint)
        if is_examined:
            self._findings.say(tr("Examining {model}…").format(model=named(endpoint.model or endpoint.name)))
        elif self._trials.is_running(endpoint.id):
            is_local = endpoint.kind is EndpointKind.LOCAL_MODEL
            asking = tr("Asking {host}…").format(host=named(endpoint.host))
            self._findings.say(tr("Starting the model…") if is_local else asking)
        elif found or known:
            self._findings.show_findings((*found, *known))
        else:
            self._findings.say(tr("Not tested yet."))
        self._findings.set_tested(tested=bool(found))
        self._findings.set_ready(not self._trials.is_running(endpoint.id) and not is_examined)
        self._findings.set_examining(on=is_examined, possible=not self._is_draft and bool(endpoint.model))

    def _say_standing(self) -> None:
        """What is to be known about an endpoint with which nothing is wrong."""
        self._allow.hide()
        if self._shown and self._shown.allow_plain_http and needs_confirmation(self._shown.base_url):
            told = tr("What you write can be read on the way to {host}: the connection is not encrypted.")
            self._says.say(told.format(host=named(self._shown.host)), "warn")
        else:
            self._says.say("")

    def close_up(self) -> bool:
        """Keeps what is still being typed; False when it cannot be."""
        self._fields.key.submit()
        return self.keep()

    def focus_first_gap(self) -> None:
        """The first field that a new endpoint still needs."""
        address = self._shown.base_url if self._shown else ""
        if self._shown and self._shown.kind is EndpointKind.REMOTE and (not address or "{" in address):
            self._fields.address.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if "{" in address:  # the part that only its owner knows
                self._fields.address.setSelection(address.index("{"), address.index("}") + 1 - address.index("{"))
        elif self._shown and self._shown.kind is EndpointKind.REMOTE:
            self._fields.key.focus_field()
        else:
            self._fields.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- keeping -----------------------------------------------------------------------------------------------------

    @Slot()
    def keep(self) -> bool:
        """Keeps what was changed; False when it cannot be, which the form then says."""
        wanted = self._wanted()
        if wanted is None or (self._is_draft and not wanted.base_url and wanted.kind is EndpointKind.REMOTE):
            return True
        if wanted == self._shown and not self._is_draft:
            self._fields.forget_typing()
            self._present(wanted)
            self._say_standing()
            return True
        if self._is_taken(wanted.name):
            told = tr("There is already an endpoint called “{name}”.").format(name=named(wanted.name))
            self._says.explain(Explanation(told, tr("Choose another name.")))
            return False
        return self._store(wanted)

    def _store(self, wanted: Endpoint, key: str | None = None) -> bool:
        self._refused = None
        self._say_standing()
        self._keeping.keep(wanted, key)
        return self._refused is None  # a bad address is refused at once

    def _wanted(self) -> Endpoint | None:
        """The endpoint as the form has it. Plain http was allowed for one server only."""
        if self._shown is None:
            return None
        address = _normalised(self._fields.address.text())
        if self._shown.kind is EndpointKind.LOCAL_MODEL:
            address = self._shown.base_url
        wanted = replace(
            self._shown,
            base_url=address,
            model=self._fields.model.currentText().strip() or None,
            key_source=KeySource.KEYRING if self._key_given else self._shown.key_source,
            allow_plain_http=self._shown.allow_plain_http and _is_same_server(address, self._shown.base_url),
        )
        return replace(wanted, name=self._fields.name.text().strip() or wanted.host)

    def _is_taken(self, name: str) -> bool:
        shown = self._shown
        return any(known.name == name and shown and known.id != shown.id for known in self._accounts.all())

    @Slot(str)
    def _keep_key(self, key: str) -> None:
        self._key_given = True
        wanted = self._wanted()
        if wanted is not None and (wanted.base_url or not self._is_draft):
            self._store(wanted, key)
        else:
            self._key_given = False
            self._fields.key.let_retry()
            self._says.explain(Explanation(tr("Enter the address first."), ""))
            self._fields.address.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _allow_plain_http(self) -> None:
        if self._refused is not None:
            self._store(replace(self._refused, allow_plain_http=True))

    @Slot()
    def _make_default(self) -> None:
        if self._shown is not None:
            self._accounts.set_default(self._shown.id)

    @Slot(object)
    def _set_options(self, options: Options) -> None:
        if self._shown is not None:
            self._say_standing()
            self._accounts.set_options(self._shown.id, options)

    @Slot()
    def _show_parameters(self) -> None:
        """Those of the stored endpoint, which are set elsewhere as well."""
        shown = self._shown
        stored = next((known for known in self._accounts.all() if shown and known.id == shown.id), None)
        if shown is not None and stored is not None and stored.options != shown.options:
            self._shown = replace(shown, options=stored.options)
            self._fields.show_endpoint(self._shown)

    @Slot()
    def _pick_file(self) -> None:
        pick_model_file(self).fileSelected.connect(self._take_file)

    @Slot(str)
    def _take_file(self, path: str) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self._tests_next = True
            self._store(replace(wanted, model_path=path))

    def _on_kept(self, stored: Stored) -> None:
        endpoint = stored.endpoint
        if self._shown is None or endpoint.id != self._shown.id:
            return
        if stored.with_key:
            self._trials.forget(endpoint.id)
        self._key_given = False
        self._fields.forget_typing()
        self.show_endpoint(endpoint)
        self._say_standing()
        if stored.with_key:
            self._key_state.look(endpoint, is_stored=True)
            if not stored.in_keyring:
                self._says.explain(kept_for_this_run(), "warn")
        if stored.with_key or self._tests_next:
            self._tests_next = False
            self._trials.run(endpoint)

    def _on_refused(self, refused: Refused) -> None:
        if self._shown is not None and refused.endpoint.id == self._shown.id:
            self._refused, self._key_given, self._tests_next = refused.endpoint, False, False
            self._why = refused.error
            self._fields.key.let_retry()
            self._says.explain(explain(refused.error, Kept.NOTHING))
            self._allow.setVisible(isinstance(refused.error, PlainHttpRefused))

    # -- testing -----------------------------------------------------------------------------------------------------

    @Slot()
    def test(self) -> None:
        """Keeps what was typed first: what is tested is what is kept."""
        if self._shown is None or not self.keep():
            self._fields.model.give_up()
        elif self._keeping.is_busy:
            self._tests_next = True
        elif self._is_draft:
            self.focus_first_gap()
        else:
            self._trials.run(self._shown)

    @Slot(str)
    def _on_trial(self, endpoint_id: str) -> None:
        if self._shown is None or endpoint_id != self._shown.id:
            return
        self._show_trial(self._shown)
        models = self._trials.models(endpoint_id)
        if self._trials.went_well(endpoint_id) is False:
            self._fields.model.give_up()
        elif models and not self._shown.model and not self._is_draft:
            known = next((known for known in providers() if known.base_url == self._shown.base_url), None)
            self._store(replace(self._shown, model=preferred_model(known, models)))


def _normalised(address: str) -> str:
    """The address in its one form, or as it was typed where it is none: whoever keeps it will say so."""
    try:
        return normalised_address(address) if address.strip() else ""
    except BadAddress:
        return address.strip()


def _is_same_server(address: str, before: str) -> bool:
    try:
        return origin(address) == origin(before)
    except ValueError:
        return False


def _place(endpoint: Endpoint | None) -> tuple[str, str | None]:
    return (endpoint.base_url, endpoint.model_path) if endpoint else ("", None)

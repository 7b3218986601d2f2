"""Who can be asked: the endpoints, their addresses, keys and models."""

from __future__ import annotations

from functools import partial
from itertools import chain, count

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.directory import KnownProvider, all_providers
from desktop_chat.services.examining import Examining
from desktop_chat.ui.answers import Answers
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.model_file import pick_model_file
from desktop_chat.ui.preferences.doctor import Doctor
from desktop_chat.ui.preferences.endpoint_form import EndpointForm
from desktop_chat.ui.preferences.endpoint_rows import EndpointList, EndpointRow, Sign
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.preferences.keeping import Keeping, Stored
from desktop_chat.ui.preferences.page import SettingsPage
from desktop_chat.ui.preferences.trials import Trials
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.ui.widgets import Button, Rule
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.explanation import named


class EndpointsPage(SettingsPage):
    """List at the left, the form of the chosen endpoint at the right."""

    def __init__(self, accounts: Accounts, examining: Examining, theme: Theme) -> None:
        super().__init__()
        self._accounts = accounts
        self._theme = theme
        self._draft: Endpoint | None = None
        self._was_warned = False
        self._trials = Trials(accounts, examining, self)
        self._answers = Answers(self)
        heard = self._answers.heard
        self._adding = Keeping(accounts, heard(self._show_added), heard(lambda refused: self._tell(refused.error)))
        self._list = EndpointList(theme)
        self._add = Button(theme, "", icon=Icon.ADD)
        self._remove = Button(theme, "")
        self._form = EndpointForm(accounts, self._trials, theme)
        self._foot = Foot(theme, "")
        self._doctor = Doctor(examining, self._chosen, self._form, self._foot)
        self._arrange()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Endpoints"))
        self._add.set_words(tr("Add…"))
        self._remove.set_words(tr("Remove"))
        self._list.setAccessibleName(tr("Endpoints"))
        self._form.retranslate()
        self._foot.retranslate(tr("Changes are kept as you make them."))
        self._fill()

    def _arrange(self) -> None:
        m = self._theme.metrics
        buttons = QHBoxLayout()
        buttons.setContentsMargins(m.space12, m.space12, m.space12, m.space12)
        buttons.setSpacing(m.space8)
        for button in (self._add, self._remove):
            button.set_small()
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(0, m.space8, 0, 0)
        left.setSpacing(0)
        self._list.setFixedWidth(m.endpoint_list)
        left.addWidget(self._list, 1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setContentsMargins(m.space16, m.space16, m.space20, m.space12)
        right.setSpacing(m.space12)
        right.addWidget(_scrolled(self._form), 1)
        right.addWidget(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(Rule(self._theme, upright=True))
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self._list.chosen.connect(self._show)
        self._list.removal_requested.connect(self._ask_to_remove)
        self._add.clicked.connect(self._offer)
        self._remove.clicked.connect(self._ask_to_remove)
        self._foot.close_requested.connect(self.close_requested)
        self._doctor.ended.connect(self._return_to_list)
        self._foot.declined.connect(self._return_to_list)
        self._accounts.changed.connect(self._fill)
        self._trials.changed.connect(self._fill)

    def lead_in(self) -> None:
        """Somebody who has none yet wants to enter one."""
        if self._accounts.all():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._start_draft()

    def choose(self, endpoint_id: str) -> None:
        """Shows that endpoint, or the first where it is not there."""
        self._list.choose(endpoint_id)

    # -- the list ----------------------------------------------------------------------------------------------------

    @Slot()
    def _fill(self) -> None:
        default, endpoints = self._accounts.default(), list(self._accounts.all())
        if self._draft and any(stored.id == self._draft.id for stored in endpoints):
            self._draft = None
        if self._draft:
            endpoints.append(self._draft)
        self._list.show_endpoints(
            EndpointRow(endpoint, default is not None and endpoint.id == default.id, self._sign(endpoint))
            for endpoint in endpoints
        )
        self._remove.setEnabled(bool(endpoints))
        self._present()

    def _sign(self, endpoint: Endpoint) -> Sign | None:
        match self._trials.went_well(endpoint.id):
            case True:
                return Sign(Icon.DONE, "ok", tr("It answered."))
            case False:
                return Sign(Icon.WARNING, "warn_mark", tr("The last test failed."))
        return None

    def _chosen(self) -> Endpoint | None:
        wanted = self._list.chosen_id()
        if self._draft and self._draft.id == wanted:
            return self._draft
        return next((endpoint for endpoint in self._accounts.all() if endpoint.id == wanted), None)

    @Slot(str)
    def _show(self, endpoint_id: str) -> None:
        """Another row was chosen."""
        self._was_warned = False
        self._foot.rest()
        self._present()

    def _present(self) -> None:
        chosen = self._chosen()
        self._form.show_endpoint(chosen, is_draft=chosen is not None and chosen is self._draft)

    @Slot()
    def _return_to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- adding ------------------------------------------------------------------------------------------------------

    @Slot()
    def _offer(self) -> None:
        """Known providers, the servers and models of this computer, or any address."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = all_providers()
        for is_local in (False, True):
            for provider in known:
                if provider.is_local is is_local:
                    menu.addAction(named(provider.name), partial(self._add_known, provider))
            menu.addSeparator()
        menu.addAction(tr("Local model"), partial(self._add_model, None))
        menu.addAction(tr("Model file…"), self._pick_file)
        menu.addSeparator()
        menu.addAction(tr("Another address…"), self._start_draft)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _add_known(self, provider: KnownProvider) -> None:
        if provider.is_template:
            self._draft = Endpoint(new_id(), self._free_name(provider.name), provider.base_url)
            self._fill()
            self._start_draft()
            return
        source = KeySource.NONE if provider.is_local else KeySource.KEYRING
        self._adding.keep(Endpoint(new_id(), self._free_name(provider.name), provider.base_url, key_source=source))

    @Slot()
    def _pick_file(self) -> None:
        pick_model_file(self).fileSelected.connect(self._add_model)

    @Slot(str)
    def _add_model(self, path: str | None) -> None:
        self._foot.say(tr("Starting the model…"))
        heard = self._answers.heard
        self._accounts.add_local(heard(self._show_model), heard(self._tell), path)

    @Slot()
    def _start_draft(self) -> None:
        if self._draft is None:
            self._draft = Endpoint(new_id(), "", "")
            self._fill()
        self._list.choose(self._draft.id)
        self._form.focus_first_gap()

    def _free_name(self, name: str) -> str:
        taken = {endpoint.name for endpoint in self._accounts.all()}
        numbered = (f"{name} {number}" for number in count(2))
        return next(free for free in chain([name], numbered) if free not in taken)

    def _show_added(self, stored: Stored) -> None:
        """A server of this computer needs no key, so it is asked at once."""
        self._list.choose(stored.endpoint.id)
        self._form.focus_first_gap()
        if stored.endpoint.key_source is KeySource.NONE:
            self._form.test()

    def _show_model(self, endpoint: Endpoint, _in_keyring: bool) -> None:
        self._list.choose(endpoint.id)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._foot.rest()

    def _tell(self, error: ChatError) -> None:
        self._foot.explain(explain(error, Kept.NOTHING))

    # -- removing and leaving ----------------------------------------------------------------------------------------

    @Slot()
    def _ask_to_remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen is self._draft:
            self._drop_draft()
            return
        question = tr("Remove “{name}” and its key? Conversations stay as they are.")
        self._foot.ask(question.format(name=named(chosen.name)), tr("Remove"), self._remove_chosen)

    def _drop_draft(self) -> None:
        self._draft = None
        self._fill()
        self._return_to_list()

    def _remove_chosen(self) -> None:
        if chosen := self._chosen():
            self._accounts.remove(chosen.id)
            self._return_to_list()

    def may_leave(self) -> bool:
        if self._form.close_up() or self._was_warned:
            return True
        self._was_warned = True
        return False


def _scrolled(form: QWidget) -> QWidget:
    """What was found may need more room than there is."""
    ground = QFrame()
    ground.setProperty("surface", "raised")
    around = QVBoxLayout(ground)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(form)
    pane = ScrollPane()
    pane.setWidget(ground)
    return pane

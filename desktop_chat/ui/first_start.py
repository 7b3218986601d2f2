"""One card instead of a wizard: which model answers?

Three ways, each complete in itself and reached by one key. The card stands alone in the window until one is taken or
the person would rather look around first.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.directory import KnownProvider, preferred_model
from desktop_chat.services.local_model import LocalModel
from desktop_chat.ui.answers import Answers
from desktop_chat.ui.first_start_ways import KeyWay, LocalWay, ServerWay, Way
from desktop_chat.ui.flow import Flow
from desktop_chat.ui.key_words import kept_for_this_run
from desktop_chat.ui.keys import claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.ui.theme import CARD_TITLE, CONTROL, SMALL
from desktop_chat.ui.widgets import ElidedLabel, LinkButton, Rule
from desktop_chat.words.catalogue import current, tr
from desktop_chat.words.errors import Kept, explain

_LOOK_AGAIN_MS = 2000


class FirstStart(QFrame):
    """Ends with `finished`: an endpoint was added, or the person would rather look around."""

    finished = Signal()
    remarked = Signal(object)
    """An `Explanation` of something that the person should know about the endpoint that was added."""
    endpoints_requested = Signal()
    language_requested = Signal()

    def __init__(self, accounts: Accounts, local_model: LocalModel, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._accounts = accounts
        self._theme = theme
        self._answers = Answers(self)
        self._checks = Answers(self)
        self._looked = QElapsedTimer()
        self._busy: Way | None = None
        self._checking = False
        self._is_over = False
        self._key = KeyWay(theme)
        self._server = ServerWay(theme)
        self._local = LocalWay(theme, is_bundled=local_model.is_bundled())
        self._ways: tuple[Way, ...] = (self._key, self._server, self._local)
        self._build()
        self._connect()
        self.retranslate()
        self._look_for_servers()

    # -- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        m = self._theme.metrics
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.space16, m.space16, m.space16, m.space16)
        column.setSpacing(m.space16)
        column.addStretch(1)
        column.addLayout(self._centred(self._card()))
        column.addLayout(self._centred(self._foot()))
        column.addStretch(1)
        scroll = ScrollPane()
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)

    def _centred(self, part: QWidget) -> QHBoxLayout:
        """As wide as a card where there is room."""
        part.setMaximumWidth(self._theme.metrics.card)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(part, self._theme.metrics.card)
        row.addStretch(1)
        return row

    def _card(self) -> QWidget:
        m = self._theme.metrics
        self._title = ElidedLabel(self._theme, CARD_TITLE)
        self._subtitle = ElidedLabel(self._theme, CONTROL)
        self._subtitle.set_ink("text2")
        head = QVBoxLayout()
        head.setContentsMargins(m.space16 + m.space24, m.space24, m.space24, m.space20)
        head.setSpacing(m.space2)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(m.border, m.border, m.border, m.border)
        inside.setSpacing(0)
        inside.addLayout(head)
        for way in self._ways:
            inside.addWidget(Rule(self._theme))
            inside.addWidget(way)
        return card

    def _foot(self) -> QWidget:
        foot = QWidget()
        self._promise, self._keys = (ElidedLabel(self._theme, SMALL) for _ in range(2))
        self._leave = LinkButton(self._theme, "", style=SMALL)
        self._language = LinkButton(self._theme, "", style=SMALL)
        row = Flow(self._theme.metrics.space12)
        foot.setLayout(row)
        row.add(self._promise, stretches=True)
        for part in (self._keys, self._leave, self._language):
            row.add(part)
        return foot

    def _connect(self) -> None:
        self._key.submitted.connect(self._check_key)
        self._server.submitted.connect(self._take_server)
        self._server.other_requested.connect(self.endpoints_requested)
        self._local.submitted.connect(self._take_local)
        self._leave.clicked.connect(self._finish)
        self._language.clicked.connect(self.language_requested)
        for number, way in enumerate(self._ways, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(way.take)

    def retranslate(self) -> None:
        for way in self._ways:
            way.retranslate()
        self._title.setText(tr("Which model answers?"))
        self._subtitle.setText(tr("One of these is enough. The others can be added at any time."))
        self._promise.setText(tr("Checking a key only asks for the list of models."))
        self._keys.setText("Alt+1, 2, 3")
        self._leave.set_words(tr("Esc: look around first"))
        self._language.set_words("English" if current().startswith("zh") else "中文")

    def focus_first(self) -> None:
        self._key.take()

    # -- the three ways ----------------------------------------------------------------------------------------------

    @Slot(str, object)
    def _check_key(self, key: str, known: KnownProvider) -> None:
        if self._busy:
            return
        endpoint = Endpoint(new_id(), known.name, known.base_url, key_source=KeySource.KEYRING)

        def add(models: tuple[str, ...]) -> None:
            self._checking = False
            self._add(replace(endpoint, model=preferred_model(known, models)), key)

        self._wait(self._key, tr("Asking {host} for its models. Esc stops.").format(host=endpoint.host))
        self._checking = True
        self._accounts.check(endpoint, key, self._checks.heard(add), self._checks.heard(self._fail))

    @Slot(object)
    def _take_server(self, endpoint: Endpoint) -> None:
        if not self._busy:
            self._wait(self._server, tr("Saving…"))
            self._add(endpoint, None)

    @Slot(str)
    def _take_local(self, model_path: str) -> None:
        if not self._busy:
            self._wait(self._local, tr("Starting the model…"))
            heard = self._answers.heard
            self._accounts.add_local(heard(self._added), heard(self._fail), model_path or None)

    def _add(self, endpoint: Endpoint, key: str | None) -> None:
        self._accounts.add(endpoint, key, self._answers.heard(self._added), self._answers.heard(self._fail))

    def _look_for_servers(self) -> None:
        self._looked.start()
        self._accounts.discover(self._answers.heard(self._server.offer))

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back to the window may have started a server meanwhile."""
        super().changeEvent(event)
        came_back = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if came_back and not self._is_over and not self._server.has_any and self._looked.hasExpired(_LOOK_AGAIN_MS):
            self._look_for_servers()

    # -- how it goes on ----------------------------------------------------------------------------------------------

    def _wait(self, way: Way, words: str) -> None:
        self._busy = way
        for one in self._ways:
            one.set_ready(False)
        way.say(words)

    def _rest(self) -> None:
        """Ready for another try; what was typed is still there."""
        self._busy, self._checking = None, False
        for way in self._ways:
            way.set_ready(True)

    def _fail(self, error: ChatError) -> None:
        way = self._busy or self._key
        self._rest()
        way.explain(explain(error, Kept.NOTHING))
        way.focus_input()

    def _stop(self) -> None:
        """What the check says is no longer wanted; nothing was stored yet."""
        self._checks.none()
        self._rest()
        self._key.say("")
        self._key.focus_input()

    def _added(self, endpoint: Endpoint, kept: bool) -> None:
        self._finish()
        if not kept:
            self.remarked.emit(kept_for_this_run())

    @Slot()
    def _finish(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._answers.none()
            self._checks.none()
            self.finished.emit()

    def event(self, event: QEvent) -> bool:
        # Esc is a command of the window as well, and would otherwise be nobody's.
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._checking:
            self._stop()
        else:
            self._finish()

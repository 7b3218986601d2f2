"""One card instead of a wizard: which model answers?

Three ways, each complete in itself and reached by one key. The card stands alone in the window until one is taken or
the person would rather look around first.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.directory import KnownProvider, preferred_model, providers, recognise
from desktop_chat.services.local_model import LocalModel
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button, Kind, LinkButton, Rule, Select
from desktop_chat.words.catalogue import current, tr, trn
from desktop_chat.words.errors import Kept, explain


class _Way(QWidget):
    """One numbered way: a title, a sentence, a row of controls, and what is said about them."""

    def __init__(self, number: int, theme: Theme) -> None:
        super().__init__()
        metrics = theme.metrics
        self._number = QLabel(str(number))
        self._number.setProperty("type", "way_title")
        self._number.setProperty("tone", "text3")
        self.title = _label("way_title")
        self.about = _label("control", "text2")
        self.says = _label("label")
        self.row = QHBoxLayout()
        self.row.setSpacing(metrics.space8)
        grid = QGridLayout(self)
        grid.setContentsMargins(metrics.space16, metrics.space20, metrics.space24, metrics.space20)
        grid.setHorizontalSpacing(metrics.space16)
        grid.setVerticalSpacing(metrics.space4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.about, 1, 1)
        grid.addLayout(self.row, 2, 1)
        grid.addWidget(self.says, 3, 1)
        grid.setRowMinimumHeight(2, metrics.field + metrics.space12)


class FirstStart(QFrame):
    """Ends with `finished`: an endpoint was added, or the person pressed Esc."""

    finished = Signal()
    endpoints_requested = Signal()
    language_requested = Signal()

    def __init__(self, accounts: Accounts, local_model: LocalModel, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._accounts = accounts
        self._theme = theme
        self._found: tuple[Endpoint, tuple[str, ...]] | None = None
        self._ways = [_Way(number, theme) for number in (1, 2, 3)]
        self._build_key(self._ways[0])
        self._build_server(self._ways[1])
        self._build_local(self._ways[2], available=local_model.is_bundled())
        self._build_card()
        self._bind_keys()
        self.retranslate()
        accounts.discover(self._show_server)

    # -- building ----------------------------------------------------------------------------------------------------

    def _build_key(self, way: _Way) -> None:
        self._key = QLineEdit()
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.textChanged.connect(self._recognise)
        self._key.returnPressed.connect(self._check_key)
        self._provider = Select(self._theme)
        for known in providers():
            if not known.is_local:
                self._provider.addItem(known.name, known)
        self._check = Button(self._theme, "", Kind.PRIMARY)
        self._check.clicked.connect(self._check_key)
        way.row.addWidget(self._key, 1)
        way.row.addWidget(self._provider)
        way.row.addWidget(self._check)

    def _build_server(self, way: _Way) -> None:
        self._models = Select(self._theme)
        self._models.setVisible(False)
        self._use_server = Button(self._theme, "")
        self._use_server.setEnabled(False)
        self._use_server.clicked.connect(self._take_server)
        self._other = Button(self._theme, "")
        self._other.clicked.connect(self.endpoints_requested)
        way.row.addWidget(self._models)
        way.row.addWidget(self._use_server)
        way.row.addWidget(self._other)
        way.row.addStretch(1)

    def _build_local(self, way: _Way, *, available: bool) -> None:
        self._start_local = Button(self._theme, "")
        self._start_local.clicked.connect(self._take_local)
        self._local_available = available
        way.row.addWidget(self._start_local)
        way.row.addStretch(1)

    def _build_card(self) -> None:
        metrics = self._theme.metrics
        self._title = _label("card_title")
        self._subtitle = _label("control", "text2")
        head = QVBoxLayout()
        head.setContentsMargins(metrics.space32 + metrics.space8, metrics.space24, metrics.space24, metrics.space20)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        card = QFrame()
        card.setProperty("surface", "card")
        card.setFixedWidth(metrics.card)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(head)
        for way in self._ways:
            inside.addWidget(Rule(self._theme))
            inside.addWidget(way)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._foot(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedWidth(self._theme.metrics.card)
        self._promise = _label("label", "text3")
        self._hints = _label("label", "text3")
        self._language = LinkButton(self._theme, "")
        self._language.clicked.connect(self.language_requested)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, self._theme.metrics.space8, 0, 0)
        row.addWidget(self._promise)
        row.addStretch(1)
        row.addWidget(self._hints)
        row.addWidget(self._language)
        return foot

    def _bind_keys(self) -> None:
        ways = (
            (self._key, None),
            (self._use_server, self._take_server),
            (self._start_local, self._take_local),
        )
        for number, (widget, act) in enumerate(ways, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act or widget.setFocus)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.finished)

    def retranslate(self) -> None:
        key, server, local = self._ways
        self._title.setText(tr("Which model answers?"))
        self._subtitle.setText(tr("One of these is enough. The others can be added at any time."))
        key.title.setText(tr("Paste an API key"))
        key.about.setText(tr("The provider is recognised by the key where that is possible."))
        key.says.setText(tr("Kept in the system keyring, never in a file."))
        self._key.setAccessibleName(tr("API key"))
        self._provider.setAccessibleName(tr("Provider"))
        self._check.set_words(tr("Check and start"))
        server.title.setText(tr("Use a server on this computer"))
        self._use_server.set_words(tr("Use this server"))
        self._other.set_words(tr("Another address…"))
        self._models.setAccessibleName(tr("Models of the server"))
        self._say_server()
        local.title.setText(tr("Try the local model"))
        local.about.setText(tr("Small, included, works without network or key. For trying things out, not for facts."))
        self._start_local.set_words(tr("Start the local model"))
        self._promise.setText(tr("Checking a key only asks for the list of models."))
        self._hints.setText(tr("Alt+1, 2, 3  ·  Esc: look around first  ·"))
        self._language.set_words("English" if current().startswith("zh") else "中文")

    def focus_first(self) -> None:
        self._key.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the three ways ----------------------------------------------------------------------------------------------

    @Slot(str)
    def _recognise(self, key: str) -> None:
        known = recognise(key.strip())
        place = self._provider.findText(known.name) if known else -1
        if place >= 0:
            self._provider.setCurrentIndex(place)

    @Slot()
    def _check_key(self) -> None:
        key = self._key.text().strip()
        known: KnownProvider = self._provider.currentData()
        if not key:
            self._say(0, tr("Paste the key first."), wrong=True)
            self._key.setFocus()
            return
        endpoint = Endpoint(new_id(), known.name, known.base_url, key_source=KeySource.KEYRING)
        self._wait(0, tr("Asking {host} for its models…").format(host=endpoint.host))
        self._accounts.check(
            endpoint,
            key,
            lambda models: self._add(endpoint, key, preferred_model(known, models)),
            self._failed(0),
        )

    @Slot()
    def _take_server(self) -> None:
        if self._found is None:
            return
        endpoint, _ = self._found
        self._add(endpoint, None, self._models.currentText(), 1)

    @Slot()
    def _take_local(self) -> None:
        self._wait(2, tr("Starting the local model…"))
        self._accounts.add_local(self._added, self._failed(2))

    def _add(self, endpoint: Endpoint, key: str | None, model: str | None, way: int = 0) -> None:
        self._accounts.add(replace(endpoint, model=model), key, self._added, self._failed(way))

    def _added(self, endpoint: Endpoint, kept: bool) -> None:
        self.finished.emit()

    # -- what is said ------------------------------------------------------------------------------------------------

    def _show_server(self, endpoint: Endpoint, models: tuple[str, ...]) -> None:
        if self._found is not None:
            return
        self._found = endpoint, models
        self._models.addItems(models)
        self._models.setVisible(True)
        self._use_server.setEnabled(True)
        self._say_server()

    def _say_server(self) -> None:
        way = self._ways[1]
        if self._found is None:
            way.about.setText(tr("No server was found at the usual ports."))
            return
        endpoint, models = self._found
        way.about.setText(
            trn(
                "Found {name} at {host} with {n} model.",
                "Found {name} at {host} with {n} models.",
                len(models),
            ).format(name=endpoint.name, host=endpoint.host, n=len(models))
        )

    def _wait(self, way: int, words: str) -> None:
        for button in (self._check, self._start_local):
            button.setEnabled(False)
        self._say(way, words)

    def _failed(self, way: int) -> Callable[[ChatError], None]:
        def tell(error: ChatError) -> None:
            for button in (self._check, self._start_local):
                button.setEnabled(True)
            self._say(way, explain(error, Kept.NOTHING).text, wrong=True)

        return tell

    def _say(self, way: int, words: str, *, wrong: bool = False) -> None:
        label = self._ways[way].says
        label.setText(words)
        label.setProperty("tone", "err" if wrong else "text2")
        label.style().unpolish(label)
        label.style().polish(label)


def _label(kind: str, tone: str = "") -> QLabel:
    label = QLabel()
    label.setProperty("type", kind)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    return label

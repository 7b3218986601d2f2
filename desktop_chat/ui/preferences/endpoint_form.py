"""One endpoint as a form. Every change is kept as it is made, or the form says why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.errors import PlainHttpRefused
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource, needs_confirmation, origin
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.directory import preferred_model, providers
from desktop_chat.ui.first_start_ways import pick_model_file
from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.preferences.findings import FindingsBox
from desktop_chat.ui.preferences.keeping import Keeping, Kept, Refused
from desktop_chat.ui.preferences.key_row import KeyRow
from desktop_chat.ui.preferences.key_state import KeyState
from desktop_chat.ui.preferences.model_select import ModelSelect
from desktop_chat.ui.preferences.trials import Trials
from desktop_chat.ui.theme import CONTROL, MONO
from desktop_chat.ui.widgets import Button, ElidedLabel, Field
from desktop_chat.words import errors
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Explanation, explain
from desktop_chat.words.explanation import named

_SAYS_LINES = 3


class EndpointForm(QWidget):
    """Shows one endpoint at a time; one that is not stored yet is stored as soon as it has an address."""

    stored = Signal(str)

    def __init__(self, accounts: Accounts, trials: Trials, theme: Theme) -> None:
        super().__init__()
        self._accounts = accounts
        self._trials = trials
        self._theme = theme
        self._shown: Endpoint | None = None
        self._is_draft = False
        self._refused: Endpoint | None = None
        self._tests_next = ""
        self._keeping = Keeping(accounts, self)
        self._make_fields()
        self._key_state = KeyState(accounts, self._key)
        self._arrange()
        self._connect()
        self.show_endpoint(None)

    # -- building ----------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        theme = self._theme
        self._name, self._address = Field(theme), Field(theme)
        self._address.setFont(theme.font(MONO))
        self._address.setPlaceholderText("https://api.example.com/v1")
        self._address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._key = KeyRow(theme)
        self._file, self._choose_file = ElidedLabel(theme, CONTROL), _small(theme, tr("Choose a file…"))
        self._model = ModelSelect(theme)
        self._is_default = ElidedLabel(theme, CONTROL, tr("New conversations use it."))
        self._is_default.set_ink("text2")
        self._make_default = _small(theme, tr("Make default"))
        self._default = QStackedWidget()
        for page in (_lead(self._is_default), _lead(self._make_default)):
            self._default.addWidget(page)
        self._says = Note(theme, _SAYS_LINES)
        self._allow = _small(theme, tr("Allow plain http"))
        self._allow.hide()
        self._findings = FindingsBox(theme)

    def _arrange(self) -> None:
        m = self._theme.metrics
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.space16)
        grid.setVerticalSpacing(m.space12)
        grid.setColumnMinimumWidth(0, m.form_label)
        grid.setColumnStretch(1, 1)
        file = QWidget()
        row = QHBoxLayout(file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.space8)
        row.addWidget(self._file, 1)
        row.addWidget(self._choose_file)
        self._remote = (self._row(grid, tr("Address"), self._address, 1), self._row(grid, tr("API key"), self._key, 2))
        self._local = (self._row(grid, tr("Model file"), file, 3),)
        self._row(grid, tr("Name"), self._name, 0)
        self._row(grid, tr("Default model"), self._model, 4)
        self._row(grid, tr("Default"), self._default, 5)
        said = QHBoxLayout()
        said.setSpacing(m.space8)
        said.addWidget(self._says, 1)
        said.addWidget(self._allow, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(said, 6, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.space12)
        column.addLayout(grid)
        column.addWidget(self._findings)
        column.addStretch(1)

    def _row(self, grid: QGridLayout, words: str, field: QWidget, place: int) -> tuple[QWidget, QWidget]:
        label = ElidedLabel(self._theme, CONTROL, words)
        label.set_ink("text2")
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setBuddy(field)
        field.setAccessibleName(words)
        field.setMinimumHeight(self._theme.metrics.field)
        grid.addWidget(label, place, 0)
        grid.addWidget(field, place, 1)
        return label, field

    def _connect(self) -> None:
        self._name.editingFinished.connect(self.keep)
        self._address.editingFinished.connect(self.keep)
        self._key.entered.connect(self._keep_key)
        self._choose_file.clicked.connect(self._pick_file)
        self._model.picked.connect(self.keep)
        self._model.list_requested.connect(self._test)
        self._make_default.clicked.connect(self._set_default)
        self._allow.clicked.connect(self._allow_plain_http)
        self._findings.requested.connect(self._test)
        self._keeping.kept.connect(self._on_kept)
        self._keeping.refused.connect(self._on_refused)
        self._trials.changed.connect(self._on_trial)
        self._accounts.changed.connect(self._show_default)

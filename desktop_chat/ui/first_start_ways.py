"""The three ways of the first card: a key, a server on this computer, the local model.

Each says in its own line what is being done and what went wrong, in a place that is kept for it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop_chat.domain.models import Endpoint
from desktop_chat.services.directory import KnownProvider, providers, recognise
from desktop_chat.ui.flow import Flow
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.model_file import pick_model_file
from desktop_chat.ui.note import Note
from desktop_chat.ui.theme import CONTROL, TIME, WAY_TITLE
from desktop_chat.ui.widgets import Button, ElidedLabel, Field, Kind, Select
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import Explanation, Remedy
from desktop_chat.words.explanation import named

_NOTE_LINES = 3
_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class Way(QWidget):
    """One numbered way: a title, a sentence, a row of controls, and room for what is said about them."""

    def __init__(self, number: int, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        m = theme.metrics
        self._number = ElidedLabel(theme, replace(WAY_TITLE, weight=CONTROL.weight), str(number))
        self._number.set_ink("text3")
        self._number.setFixedWidth(m.space24)
        self._title = ElidedLabel(theme, WAY_TITLE)
        self._about = Note(theme, 1, CONTROL, grows=True)
        self._row = Flow(m.space8)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(m.space16, m.space20, m.space24, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._number, 0, 0)
        self._grid.addWidget(self._title, 0, 1)
        self._grid.setRowMinimumHeight(1, m.space2)
        self._grid.addWidget(self._about, 2, 1)
        self._grid.setRowMinimumHeight(3, m.space12)
        self._grid.addLayout(self._row, 4, 1)
        self._grid.setRowMinimumHeight(5, m.space20)

    def take(self) -> None:
        """Alt and the number: do it, or lead to where it is done."""
        raise NotImplementedError

    def retranslate(self) -> None:
        raise NotImplementedError

    def set_ready(self, ready: bool) -> None:
        """Whether its buttons can be pressed."""
        raise NotImplementedError

    def focus_input(self) -> None:
        raise NotImplementedError

    def say(self, words: str) -> None:
        """What is being done; "" for what stands there at rest."""
        raise NotImplementedError

    def explain(self, told: Explanation) -> None:
        raise NotImplementedError


class KeyWay(Way):
    """A key, and whose it is. A key is never sent to a provider that nobody chose."""

    submitted = Signal(str, object)
    """The key and its `KnownProvider`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(1, theme)
        m = theme.metrics
        self._recognised: KnownProvider | None = None
        self._key = Field(theme)
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.setMinimumWidth(3 * m.space48)
        self._provider = Select(theme)
        for known in providers():
            if not known.is_local:
                self._provider.addItem(known.name, known)
        self._provider.setCurrentIndex(-1)
        self._provider.setMinimumWidth(2 * m.space48)
        self._check = Button(theme, "", Kind.PRIMARY)
        self._row.add(self._key, stretches=True)
        self._row.add(self._provider)
        self._row.add(self._check)
        self._mark = Mark(theme, Icon.KEYRING, "text3", TIME)
        self._note = Note(theme, _NOTE_LINES)
        said = QHBoxLayout()
        said.setContentsMargins(0, m.space8, 0, m.space4)
        said.setSpacing(m.space4)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._note)
        self._grid.addLayout(said, 5, 1)
        self._key.textChanged.connect(self._recognise)
        self._key.returnPressed.connect(self._submit)
        self._check.clicked.connect(self._submit)

    def take(self) -> None:
        self._key.setFocus(_BY_KEY)

    focus_input = take

    def retranslate(self) -> None:
        self._title.setText(tr("Paste an API key"))
        self._about.say(tr("The provider is recognised by the key where that is possible."))
        self._key.setAccessibleName(tr("API key"))
        self._provider.setAccessibleName(tr("Provider"))
        self._provider.setPlaceholderText(tr("Provider"))
        self._check.set_words(tr("Check and start"))
        self.say("")

    def set_ready(self, ready: bool) -> None:
        self._provider.setEnabled(ready)
        self._check.setEnabled(ready)

    def say(self, words: str) -> None:
        self._mark.show_icon(Icon.KEYRING, "text3")
        self._note.say(words or tr("Kept in the system keyring, never in a file."))

    def explain(self, told: Explanation) -> None:
        self._mark.show_icon(Icon.ERROR, "err_mark")
        # Advice about an endpoint's settings is no use to somebody who has none yet.
        self._note.explain(replace(told, detail="") if told.remedy is Remedy.OPEN_ENDPOINT else told)

    @Slot(str)
    def _recognise(self, key: str) -> None:
        """Chooses the provider whose key it can only be, and takes that choice back with the key."""
        known = recognise(key)
        if known is None and self._provider.currentData() == self._recognised:
            self._provider.setCurrentIndex(-1)
        elif known is not None and (place := self._provider.findText(known.name)) >= 0:
            self._provider.setCurrentIndex(place)
        self._recognised = known

    @Slot()
    def _submit(self) -> None:
        key, known = self._key.text().strip(), self._provider.currentData()
        if not self._check.isEnabled():
            return
        if not key:
            self.explain(Explanation(tr("Paste the key first."), ""))
            self.take()
        elif known is None:
            self.explain(Explanation(tr("Choose whose key this is."), ""))
            self._provider.setFocus(_BY_KEY)
        else:
            self.submitted.emit(key, known)


class ServerWay(Way):
    """The servers that were found at the usual ports, with the models of all of them in one list."""

    submitted = Signal(object)
    """The `Endpoint` with the model that was chosen."""
    other_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(2, theme)
        self._found: list[tuple[Endpoint, int]] = []
        self._is_ready = True
        self._models = Select(theme)
        self._models.setMinimumWidth(2 * theme.metrics.space48)
        self._models.setMaximumWidth(theme.metrics.sidebar_min)
        self._models.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._use = Button(theme, "")
        self._other = Button(theme, "")
        self._row.add(self._models, stretches=True)
        self._row.add(self._use)
        self._row.add(self._other)
        self._use.clicked.connect(self._submit)
        self._other.clicked.connect(self.other_requested)

    @property
    def has_any(self) -> bool:
        return bool(self._found)

    def offer(self, endpoint: Endpoint, models: tuple[str, ...]) -> None:
        """A server was found. One that is looked for twice is still one."""
        if endpoint.base_url in {known.base_url for known, _ in self._found}:
            return
        self._found.append((endpoint, len(models)))
        chosen = self._models.currentIndex()
        for model in models:
            self._models.addItem(named(model), (endpoint, model))
        self._models.setCurrentIndex(max(chosen, 0))
        self._name_servers()
        self.set_ready(self._is_ready)
        self.say("")

    def _name_servers(self) -> None:
        """A model's name is not enough where several servers have some."""
        if len(self._found) > 1:
            for place in range(self._models.count()):
                endpoint, model = self._models.itemData(place)
                self._models.setItemText(place, f"{named(model)} — {endpoint.name}")

    def take(self) -> None:
        if self._found and self._is_ready:
            self._submit()
        else:
            self._other.setFocus(_BY_KEY)

    def focus_input(self) -> None:
        (self._models if self._found else self._other).setFocus(_BY_KEY)

    def retranslate(self) -> None:
        self._title.setText(tr("Use a server on this computer"))
        self._use.set_words(tr("Use this server"))
        self._other.set_words(tr("Another address…"))
        self._models.setAccessibleName(tr("Models of the server"))
        self._models.setPlaceholderText(tr("Models of the server"))
        self.set_ready(self._is_ready)
        self.say("")

    def set_ready(self, ready: bool) -> None:
        self._is_ready = ready
        self._models.setEnabled(ready and self.has_any)
        self._use.setEnabled(ready and self.has_any)
        self._other.setEnabled(ready)

    def say(self, words: str) -> None:
        self._about.say(words or self._found_words())

    def explain(self, told: Explanation) -> None:
        self._about.explain(told)

    def _found_words(self) -> str:
        if not self._found:
            names = ", ".join(known.name for known in providers() if known.is_local)
            return tr("No server found yet. Looked for {names}.").format(names=names)
        models = sum(count for _, count in self._found)
        endpoint = self._found[0][0]
        if len(self._found) == 1:
            told = trn("Found {name} at {host} with {n} model.", "Found {name} at {host} with {n} models.", models)
            return told.format(name=endpoint.name, host=endpoint.host, n=models)
        names = ", ".join(endpoint.name for endpoint, _ in self._found)
        return trn("Found {names} with {n} model.", "Found {names} with {n} models.", models).format(
            names=names, n=models
        )

    @Slot()
    def _submit(self) -> None:
        endpoint, model = self._models.currentData()
        self.submitted.emit(replace(endpoint, model=model))


class LocalWay(Way):
    """The model that comes with the program; where it does not, any model file of the person's own."""

    submitted = Signal(str)
    """The path of a model file, "" for the bundled model."""

    def __init__(self, theme: Theme, *, is_bundled: bool) -> None:
        super().__init__(3, theme)
        m = theme.metrics
        self._is_bundled = is_bundled
        self._start = Button(theme, "")
        self._start.clicked.connect(self.take)
        self._note = Note(theme, _NOTE_LINES, beside=m.button)
        both = QHBoxLayout()
        both.setSpacing(m.space12)
        both.addWidget(self._start, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._note, 1, Qt.AlignmentFlag.AlignTop)
        both.setContentsMargins(0, 0, 0, m.space4)
        self._grid.addLayout(both, 5, 1)

    @Slot()
    def take(self) -> None:
        if not self._start.isEnabled():
            return
        if self._is_bundled:
            self.submitted.emit("")
        else:
            pick_model_file(self).fileSelected.connect(self.submitted)

    def focus_input(self) -> None:
        self._start.setFocus(_BY_KEY)

    def retranslate(self) -> None:
        if self._is_bundled:
            self._title.setText(tr("Try the local model"))
            about = tr("Small, included, works without network or key. For trying things out, not for facts.")
            self._start.set_words(tr("Start the local model"))
        else:
            self._title.setText(tr("Use a model file"))
            about = tr("Any model in the GGUF format runs on this computer, without network or key.")
            self._start.set_words(tr("Choose a file…"))
        self._about.say(about)
        self.say("")

    def set_ready(self, ready: bool) -> None:
        self._start.setEnabled(ready)

    def say(self, words: str) -> None:
        self._note.say(words)

    def explain(self, told: Explanation) -> None:
        self._note.explain(told)

"""The dialog of endpoints on real services, and what a person sees and does in it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.forms import Page
from desktop_chat.domain.models import Endpoint
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.asking import Asking
from desktop_chat.services.examining import Examining
from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.preferences.endpoint_form import EndpointForm
from desktop_chat.ui.preferences.endpoint_rows import EndpointList
from desktop_chat.ui.preferences.endpoints import EndpointsPage
from desktop_chat.ui.preferences.findings import FindingsBox
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.preferences.keeping import Keeping
from desktop_chat.ui.preferences.key_row import KeyRow
from desktop_chat.ui.preferences.window import SettingsWindow
from tests.services.world import World
from tests.ui.showing import Net, called, click, gone, show

KEY = "sk-0123456789abcdef01233f9a"
GATEWAY = "llm.example.com"

W = TypeVar("W", bound=QWidget)


class Desk:
    """A window behind, the dialog before it, and the net in which providers answer."""

    def __init__(self, world: World, net: Net, theme: Theme, qtbot: QtBot, accounts: Accounts | None = None) -> None:
        self.world, self.net = world, net
        self._theme, self._qtbot = theme, qtbot
        self.accounts = accounts or world.accounts
        self.behind = QWidget()
        show(self.behind, qtbot)
        self.open()

    def open(self) -> None:
        self.examining = Examining(self.accounts, Asking(self.world.preferences).examine, self.world.background)
        makers = {Page.ENDPOINTS: lambda: EndpointsPage(self.accounts, self.examining, self._theme)}
        self.dialog = SettingsWindow(makers, self.world.preferences, self._theme, self.behind)
        self.closed: list[int] = []
        self.dialog.finished.connect(self.closed.append)
        show(self.dialog, self._qtbot)
        self.dialog.open_at(Page.ENDPOINTS)
        self.page = self._part(EndpointsPage)
        self.list = self._part(EndpointList)
        self.key_row = self._part(KeyRow)
        self.foot = self._part(Foot)
        self._keeping: tuple[Keeping, ...] = (self.page._adding, self._part(EndpointForm)._keeping)

    def _part(self, kind: type[W]) -> W:
        (found,) = self.dialog.findChildren(kind)
        return found

    # -- what a person sees ------------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[str]:
        """Each row as a screen reader says it."""
        model = self.list.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(place, 0).data(role)) for place in range(model.rowCount())]

    @property
    def chosen(self) -> str:
        return str(self.list.currentIndex().data(Qt.ItemDataRole.DisplayRole))

    def field(self, name: str) -> QLineEdit:
        return called(self.dialog, QLineEdit, name)

    @property
    def model(self) -> QComboBox:
        return called(self.dialog, QComboBox, "Default model")

    @property
    def says(self) -> str:
        """What the form says below its fields."""
        notes = self._part(EndpointForm).findChildren(Note)
        return notes[0].said

    @property
    def findings(self) -> str:
        return self._part(FindingsBox).said

    def settle(self) -> None:
        """Waits until every change is written."""
        self._qtbot.waitUntil(lambda: not any(one.is_busy for one in self._keeping))
        self.world.settle()

    def stored(self, name: str) -> Endpoint:
        """As it lies in the store, once everything is written."""
        self.settle()
        return self.world.store.endpoints.by_name(name)

    @property
    def stored_names(self) -> list[str]:
        self.settle()
        return [endpoint.name for endpoint in self.world.store.endpoints.all()]

    def key_of(self, endpoint: Endpoint) -> str | None:
        self.settle()
        return self.world.keys.known.get(f"{endpoint.id} {endpoint.host}")

    # -- what a person does ------------------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        model = self.list.model()
        (index,) = [i for place in range(model.rowCount()) if (i := model.index(place, 0)).data() == name]
        self.list.setCurrentIndex(index)

    def menu(self, entry: str) -> None:
        """Opens the menu of what can be added, and chooses one of it."""
        click(self.dialog, "Add…")
        (menu,) = [menu for menu in self.dialog.findChildren(QMenu) if menu.isVisible()]
        (action,) = [action for action in menu.actions() if action.text() == entry]
        menu.close()
        show(self.dialog, self._qtbot)
        action.trigger()

    def edit(self, name: str, text: str) -> None:
        """Types into a field, and leaves it with Tab."""
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    # -- files -------------------------------------------------------------------------------------------------------

    def choose_file(self, path: str) -> None:
        """Answers the question for a model file."""
        (dialog,) = self.dialog.findChildren(QFileDialog)
        dialog.fileSelected.emit(path)
        gone(dialog)

    def is_labelled(self, words: str) -> bool:
        """Whether the form has a field of that name now."""
        labels = [label for label in self.dialog.findChildren(QLabel) if label.text() == words]
        return any(label.isVisible() for label in labels)

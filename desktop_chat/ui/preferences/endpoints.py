"""Who can be asked: the endpoints, their addresses, keys and models."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.directory import KnownProvider, providers
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.endpoint_form import EndpointForm
from desktop_chat.ui.widgets import Button, Rule, Select
from desktop_chat.words.catalogue import tr


class EndpointsDialog(QDialog):
    """List at the left, the chosen endpoint's form at the right."""

    def __init__(self, accounts: Accounts, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Endpoints"))
        self.resize(theme.metrics.settings_width * 5 // 6, theme.metrics.settings_height * 5 // 6)
        self._accounts = accounts
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Endpoints"))
        self._form = EndpointForm(accounts, theme)
        self._templates = Select(theme)
        self._templates.setAccessibleName(tr("Provider"))
        for known in providers():
            self._templates.addItem(known.name, known)
        self._templates.addItem(tr("Other…"), None)
        self._add = Button(theme, tr("Add"), icon=Icon.ADD)
        self._remove = Button(theme, tr("Remove"))
        self._close = Button(theme, tr("Close"))
        self._arrange(theme)
        self._connect()
        self._fill()

    def _arrange(self, theme: Theme) -> None:
        metrics = theme.metrics
        left = QVBoxLayout()
        left.setSpacing(metrics.space8)
        buttons = QHBoxLayout()
        for widget in (self._templates, self._add, self._remove):
            buttons.addWidget(widget)
        left.addWidget(self._list, 1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.addWidget(self._form, 1)
        right.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[metrics.space16] * 4)
        row.setSpacing(metrics.space16)
        row.addLayout(left, 2)
        row.addWidget(Rule(theme, upright=True))
        row.addLayout(right, 3)

    def _connect(self) -> None:
        self._list.currentItemChanged.connect(self._show)
        self._add.clicked.connect(self._add_one)
        self._remove.clicked.connect(self._remove_one)
        self._close.clicked.connect(self.accept)
        self._accounts.changed.connect(self._fill)
        self._form.stored.connect(self._select)

    @Slot()
    def _fill(self) -> None:
        """The list again, with the same endpoint chosen."""
        chosen = self._chosen()
        default = self._accounts.default()
        self._list.blockSignals(True)
        self._list.clear()
        for endpoint in self._accounts.all():
            mark = tr("{name} (default)").format(name=endpoint.name)
            item = QListWidgetItem(mark if default and endpoint.id == default.id else endpoint.name)
            item.setData(Qt.ItemDataRole.UserRole, endpoint.id)
            item.setToolTip(endpoint.host)
            self._list.addItem(item)
        self._list.blockSignals(False)
        self._select(chosen.id if chosen else "")

    @Slot(str)
    def _select(self, endpoint_id: str) -> None:
        places = range(self._list.count())
        ids = [self._list.item(place).data(Qt.ItemDataRole.UserRole) for place in places]
        if ids:
            self._list.setCurrentRow(ids.index(endpoint_id) if endpoint_id in ids else 0)
        self._show()

    def _chosen(self) -> Endpoint | None:
        item = self._list.currentItem()
        wanted = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return next((endpoint for endpoint in self._accounts.all() if endpoint.id == wanted), None)

    @Slot()
    def _show(self) -> None:
        chosen = self._chosen()
        self._remove.setEnabled(chosen is not None)
        if chosen is None and self._list.count() == 0:
            self._add_one()
        else:
            self._form.show_endpoint(chosen)

    @Slot()
    def _add_one(self) -> None:
        known: KnownProvider | None = self._templates.currentData()
        blank = Endpoint(new_id(), "", "", key_source=KeySource.KEYRING)
        if known is not None:
            source = KeySource.NONE if known.is_local else KeySource.KEYRING
            blank = replace(blank, name=known.name, base_url=known.base_url, key_source=source)
        self._form.show_new(blank)

    @Slot()
    def _remove_one(self) -> None:
        if chosen := self._chosen():
            self._accounts.remove(chosen.id)

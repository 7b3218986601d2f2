"""The fields of an endpoint, laid out: labels at the right of their column, one height for every row."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from desktop_chat.domain.models import Endpoint, EndpointKind
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.key_row import KeyRow
from desktop_chat.ui.preferences.model_select import ModelSelect
from desktop_chat.ui.theme import CONTROL, MONO
from desktop_chat.ui.widgets import Button, ElidedLabel, Field
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named


class EndpointFields(QWidget):
    """An endpoint with an address has a key, one with a model file has that."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = Field(theme)
        self.address = Field(theme, "https://api.example.com/v1")
        self.address.setFont(theme.font(MONO))
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.key = KeyRow(theme)
        self._file = ElidedLabel(theme, CONTROL)
        self.choose_file = _small(theme, tr("Choose a file…"))
        self.model = ModelSelect(theme)
        self.make_default = _small(theme, tr("Make default"))
        self._default = QStackedWidget()
        self._default.addWidget(self._quiet(tr("New conversations use it.")))
        self._default.addWidget(_led(self.make_default))
        m = theme.metrics
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(m.space16)
        self._grid.setVerticalSpacing(m.space12)
        self._grid.setColumnStretch(1, 1)
        self._add_rows()

    def _add_rows(self) -> None:
        file = QWidget()
        row = QHBoxLayout(file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.metrics.space8)
        row.addWidget(self._file, 1)
        row.addWidget(self.choose_file)
        self._row(0, tr("Name"), self.name)
        self._remote = (*self._row(1, tr("Address"), self.address), *self._row(2, tr("API key"), self.key))
        self._local = self._row(3, tr("Model file"), file)
        self._row(4, tr("Default model"), self.model)
        self._row(5, tr("Default"), self._default)

    def _row(self, place: int, words: str, field: QWidget) -> tuple[QWidget, QWidget]:
        label = ElidedLabel(self._theme, CONTROL, words)
        label.set_ink("text2")
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setBuddy(field)
        label.setFixedWidth(self._theme.metrics.form_label)
        field.setAccessibleName(words)
        field.setFixedHeight(self._theme.metrics.field)
        self._grid.addWidget(label, place, 0)
        self._grid.addWidget(field, place, 1)
        return label, field

    def _quiet(self, words: str) -> ElidedLabel:
        label = ElidedLabel(self._theme, CONTROL, words)
        label.set_ink("text2")
        return label

    def show_endpoint(self, endpoint: Endpoint) -> None:
        """What was typed and is not kept yet stays."""
        is_local = endpoint.kind is EndpointKind.LOCAL_MODEL
        for widget in self._remote:
            widget.setVisible(not is_local)
        for widget in self._local:
            widget.setVisible(is_local)
        if not self.name.isModified():
            self.name.setText(endpoint.name)
        if not self.address.isModified():
            self.address.setText(endpoint.base_url)
        path = endpoint.model_path
        self._file.setText(named(PurePath(path).name) if path else tr("included with the program"))

    def show_default(self, *, is_default: bool, is_stored: bool) -> None:
        self._default.setCurrentIndex(0 if is_default else 1)
        self.make_default.setEnabled(is_stored)

    def forget_typing(self) -> None:
        """What stands in the fields is what is kept, or is dropped for another endpoint."""
        self.name.setModified(False)
        self.address.setModified(False)


def _small(theme: Theme, words: str) -> Button:
    button = Button(theme, words)
    button.set_small()
    return button


def _led(widget: QWidget) -> QWidget:
    """At the start of its row."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return page

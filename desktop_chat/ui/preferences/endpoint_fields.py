"""The fields of an endpoint, laid out: labels at the right of their column, one height for every row."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from desktop_chat.domain.models import Endpoint, EndpointKind, Options
from desktop_chat.ui.composer.option_values import options_words
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.key_row import KeyRow
from desktop_chat.ui.preferences.model_select import ModelSelect
from desktop_chat.ui.preferences.waits import Waits
from desktop_chat.ui.theme import CONTROL, MONO
from desktop_chat.ui.widgets import Button, ElidedLabel, Field
from desktop_chat.words.catalogue import later, tr
from desktop_chat.words.explanation import named

_COLUMNS = 3  # as many labels wide is enough for a label and its field beside it


class EndpointFields(QWidget):
    """An endpoint with an address has a key, one with a model file has that."""

    options_changed = Signal(object)
    """The `Options` that conversations with it are to have by default."""
    _is_stacked = False

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = Field(theme)
        self.address = Field(theme, "https://api.example.com/v1")
        self.address.setFont(theme.font(MONO))
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.key = KeyRow(theme)
        self._file = ElidedLabel(theme, CONTROL)
        self.choose_file = _small(theme)
        self.model = ModelSelect(theme)
        self.make_default = _small(theme)
        self._default = QStackedWidget()
        self._used = ElidedLabel(theme, CONTROL)
        self._used.set_ink("text2")
        self._default.addWidget(roomy(theme, self._used))
        self._default.addWidget(roomy(theme, self.make_default, led=True))
        self._parameters = ElidedLabel(theme, CONTROL)
        self._parameters.set_ink("text2")
        self.clear_parameters = _small(theme)
        self.waits = Waits(theme)
        self._named: list[tuple[str, ElidedLabel, QWidget]] = []
        self._cells: list[tuple[ElidedLabel, QWidget]] = []
        m = theme.metrics
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(m.space16 - m.space4)
        self._grid.setVerticalSpacing(m.space4)
        self._grid.setColumnStretch(1, 1)
        self._add_rows()
        self.retranslate()

    def retranslate(self) -> None:
        for words, label, field in self._named:
            label.setText(tr(words))
            if not isinstance(field, Button):
                field.setAccessibleName(tr(words))
        self.choose_file.set_words(tr("Choose a file…"))
        self.make_default.set_words(tr("Make default"))
        self._used.setText(tr("New conversations use it."))
        self.clear_parameters.set_words(tr("Clear"))
        self.clear_parameters.setAccessibleDescription(tr("What conversations with this endpoint send by default"))
        for part in (self.key, self.model, self.waits):
            part.retranslate()

    def _add_rows(self) -> None:
        theme = self._theme
        self._row(0, later("Name"), roomy(theme, self.name), self.name)
        self._address = self._row(1, later("Address"), roomy(theme, self.address), self.address)
        self._key = self._row(2, later("API key"), self.key, self.key)
        self._local = self._row(3, later("Model file"), roomy(theme, self._file, self.choose_file), self.choose_file)
        self._model = self._row(4, later("Default model"), roomy(theme, self.model), self.model)
        self._row(5, later("Default"), self._default, self.make_default)
        cell = roomy(theme, self._parameters, self.clear_parameters)
        self._row(6, later("Parameters"), cell, self.clear_parameters)
        self._row(7, later("Wait at most"), roomy(theme, self.waits), self.waits)
        self.clear_parameters.clicked.connect(self._clear)
        self.waits.changed.connect(self.options_changed)

    def _row(self, place: int, words: str, cell: QWidget, field: QWidget) -> tuple[QWidget, QWidget]:
        m = self._theme.metrics
        label = ElidedLabel(self._theme, CONTROL)
        label.set_ink("text2")
        label.setBuddy(field)
        self._named.append((words, label, field))
        cell.setFixedHeight(m.field + 2 * m.space4)
        self._cells.append((label, cell))
        self._place(place)
        return label, cell

    def _place(self, place: int) -> None:
        """Label and cell beside each other, or one above the other where there is little room."""
        m, stacked = self._theme.metrics, self._is_stacked
        label, cell = self._cells[place]
        for widget in (label, cell):
            self._grid.removeWidget(widget)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag.AlignRight)
        label.setContentsMargins(m.space4 if stacked else 0, 0, 0, 0)
        label.setMinimumWidth(0 if stacked else m.form_label)
        label.setMaximumWidth(self.maximumWidth() if stacked else m.form_label)
        self._grid.addWidget(label, 2 * place, 0, 1, 2 if stacked else 1)
        self._grid.addWidget(cell, 2 * place + stacked, 0 if stacked else 1, 1, 2 if stacked else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = _is_narrow(event.size().width(), self._theme)
        if stacked is not self._is_stacked:
            self._is_stacked = stacked
            for place in range(len(self._cells)):
                self._place(place)

    def show_endpoint(self, endpoint: Endpoint) -> None:
        """What was typed and is not kept yet stays."""
        is_local = endpoint.kind is EndpointKind.LOCAL_MODEL
        for widget in (*self._address, *self._key, *self._model):
            widget.setVisible(not is_local)
        for widget in self._local:
            widget.setVisible(is_local)
        if not self.name.isModified():
            self.name.setText(endpoint.name)
        if not self.address.isModified():
            self.address.setText(endpoint.base_url)
        self._parameters.setText(options_words(endpoint.options) or tr("none set, the server's defaults apply"))
        self.waits.show_options(endpoint.options)
        self.clear_parameters.setVisible(endpoint.options != Options())
        path = endpoint.model_path
        self._file.setText(named(PurePath(path).name) if path else tr("included with the program"))

    def show_default(self, *, is_default: bool, is_stored: bool) -> None:
        self._default.setCurrentIndex(0 if is_default else 1)
        self.make_default.setEnabled(is_stored)

    def forget_typing(self) -> None:
        """What stands in the fields is what is kept, or is dropped for another endpoint."""
        self.name.setModified(False)
        self.address.setModified(False)
        self.waits.forget_typing()

    @Slot()
    def _clear(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes with what it clears
        self.options_changed.emit(Options())


def _small(theme: Theme) -> Button:
    button = Button(theme, "")
    button.set_small()
    return button


def roomy(theme: Theme, *widgets: QWidget, led: bool = False) -> QWidget:
    """A row's cell with room round it for the ring of a button; `led` ones keep to its start."""
    m = theme.metrics
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(m.space4, m.space4, m.space4, m.space4)
    row.setSpacing(m.space8)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, Button) else 1)
    if led:
        row.addStretch(1)
    return cell


class BelowFields(QWidget):
    """What is said below the fields, in line with them wherever they stand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.row = QHBoxLayout(self)
        self.row.setSpacing(theme.metrics.space8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._theme.metrics
        lead = m.space4 if _is_narrow(event.size().width(), self._theme) else m.form_label + m.space16
        self.row.setContentsMargins(lead, 0, m.space4, 0)


def _is_narrow(width: int, theme: Theme) -> bool:
    """Whether names stand above their fields there, and not beside them."""
    return width < _COLUMNS * theme.metrics.form_label

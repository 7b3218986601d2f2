"""Rows of a form, made from the settings table: each shows one setting and keeps a change as it is made."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.domain.forms import Form, Kind
from desktop_chat.domain.settings import Setting
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.wording import WORDS, Words
from desktop_chat.ui.summaries.writing import text_field
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.theme import CONTROL, SMALL
from desktop_chat.ui.widgets import Button, CheckBox, ElidedLabel, Field, Select
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count

_PROSE_LINES = 5
_ANY_WIDTH = (1 << 24) - 1


class Labelled(QWidget):
    """A label, the cell with its field, and below that what there is to say about it."""

    def __init__(self, field: QWidget, theme: Theme, cell: QWidget) -> None:
        super().__init__()
        m, self._theme = theme.metrics, theme
        self._label, self._about = ElidedLabel(theme, CONTROL), WrappedText(theme, SMALL)
        self._field = field
        self._label.set_ink("text2")
        self._label.setBuddy(field)
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(cell)
        right.addWidget(self._about)
        self._about.setContentsMargins(m.space4, 0, 0, 0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(right, 1)
        self.set_stacked(False)
        self.retranslate()

    def retranslate(self) -> None:
        raise NotImplementedError

    def width_beside(self) -> int:
        """What it takes with the label beside the field."""
        m = self._theme.metrics
        return m.fact_label + m.space16 + self._right.minimumSize().width()

    def set_stacked(self, stacked: bool) -> None:
        """Where there is little room the label stands above its field."""
        m = self._theme.metrics
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self._row.setSpacing(0 if stacked else m.space16 - m.space4)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag.AlignRight)
        self._label.setVisible(not stacked or bool(self._label.text()))
        self._label.setContentsMargins(m.space4 if stacked else 0, 0, 0, 0)
        self._label.setFixedHeight(self._theme.line(CONTROL) if stacked else m.field + 2 * m.space4)
        self._label.setMinimumWidth(0 if stacked else m.fact_label)
        self._label.setMaximumWidth(_ANY_WIDTH if stacked else m.fact_label)

    def say(self, label: str, about: str) -> None:
        self._label.setText(label)
        self._field.setAccessibleName(label)
        self._field.setAccessibleDescription(about)
        self._about.show_pieces(Piece(about, "text3"))
        self._about.setVisible(bool(about))


class SettingRow(Labelled):
    """`field` takes the keys."""

    refused = Signal(str)
    """Why what stands in the field is not kept."""
    kept = Signal()

    def __init__(self, setting: Setting[Any], preferences: Preferences, theme: Theme) -> None:
        assert setting.form is not None
        self.setting, self.form = setting, setting.form
        self._preferences, self._theme = preferences, theme
        self._words: Words = WORDS[setting.name]
        self.field: QWidget = self._made_field()
        super().__init__(self.field, theme, self._cell())
        self._connect()
        self.show_value()

    def _made_field(self) -> QWidget:
        raise NotImplementedError

    def _connect(self) -> None:
        """What of the field and of what stands beside it keeps a change."""
        raise NotImplementedError

    def show_value(self) -> None:
        """As it is now."""
        raise NotImplementedError

    def retranslate(self) -> None:
        self.say(tr(self._words.label), tr(self._words.about) if self._words.about else "")

    def finish(self) -> bool:
        """Keeps what is still being typed; False when it cannot be."""
        return True

    def _cell(self) -> QWidget:
        """The field with what stands beside it."""
        return beside(self._theme, self.field)

    def _keep(self, value: Any) -> None:
        self._preferences.set(self.setting, value)
        self.kept.emit()

    @property
    def _value(self) -> Any:
        return self._preferences.get(self.setting)


class ChoiceRow(SettingRow):
    field: Select

    def _made_field(self) -> Select:
        select = Select(self._theme)
        for value in self.form.choices:
            select.addItem("", value)
        return select

    def _connect(self) -> None:
        self.field.currentIndexChanged.connect(self._choose)

    def retranslate(self) -> None:
        super().retranslate()
        for place, value in enumerate(self.form.choices):
            self.field.setItemText(place, tr(self._words.choices[value]))
        m, font = self._theme.metrics, self._theme.font(CONTROL)
        widest = max(line_width(self.field.itemText(place), font) for place in range(self.field.count()))
        self.field.setMinimumWidth(ceil(widest) + 2 * m.field_padding + m.caret + m.space8)

    def show_value(self) -> None:
        self.field.setCurrentIndex(self.field.findData(str(self._value)))

    @Slot()
    def _choose(self) -> None:
        value = self.setting.read(self.field.currentData())
        if value != self._value:
            self._keep(value)


class SwitchRow(SettingRow):
    field: CheckBox

    def _made_field(self) -> CheckBox:
        return CheckBox(self._theme, "")

    def _connect(self) -> None:
        self.field.toggled.connect(self._keep)

    def retranslate(self) -> None:
        super().retranslate()
        self._label.setText("")
        self.field.setText(tr(self._words.label))

    def show_value(self) -> None:
        self.field.setChecked(bool(self._value))


class TextRow(SettingRow):
    """A line. What it may not be is said and not kept; it is kept once the field is left, or with Enter."""

    field: Field

    def _made_field(self) -> Field:
        return Field(self._theme)

    def _connect(self) -> None:
        self.field.editingFinished.connect(self.finish)

    def retranslate(self) -> None:
        super().retranslate()
        self.field.setPlaceholderText(tr(self._words.nothing) if self._words.nothing else "")

    def show_value(self) -> None:
        if not self.field.isModified():
            self.field.setText(self._written(self._value))
            self.field.setModified(False)

    def finish(self) -> bool:
        if not self.field.isModified():
            return True
        try:
            value = self._read(self.field.text().strip())
        except ValueError:
            self.refused.emit(self._refusal())
            return False
        self.field.setModified(False)
        self._keep(value)
        self.show_value()
        return True

    def _written(self, value: Any) -> str:
        return str(value)

    def _read(self, text: str) -> Any:
        return self.setting.read(text)

    def _refusal(self) -> str:
        return tr(self._words.refusal).format(text=named(self.field.text()))


class NumberRow(TextRow):
    """With its unit. An empty field is 0 where that stands for none."""

    def retranslate(self) -> None:
        super().retranslate()
        self._unit.setText(tr(self._words.unit))
        self.field.setAccessibleName(", ".join(filter(None, (tr(self._words.label), tr(self._words.unit)))))

    def _cell(self) -> QWidget:
        m = self._theme.metrics
        self._unit = ElidedLabel(self._theme, CONTROL)
        self._unit.set_ink("text2")
        self.field.setFixedWidth(m.form_label)
        return beside(self._theme, self.field, self._unit)

    def _written(self, value: Any) -> str:
        return "" if self.form.empty_is_none and not value else f"{value:g}" if isinstance(value, float) else str(value)

    def _read(self, text: str) -> Any:
        digits = text.replace(",", "").replace("，", "").replace(" ", "")
        if not digits and self.form.empty_is_none:
            return 0
        return self.setting.read(type(self.setting.default)(digits))

    def _refusal(self) -> str:
        bounds = {"least": count(int(self.form.least)), "most": count(int(self.form.most))}
        told = tr("“{text}” is not kept. Write a number from {least} to {most}.")
        return told.format(text=named(self.field.text()), **bounds)


class PathRow(TextRow):
    """A file or a folder, typed or chosen."""

    def retranslate(self) -> None:
        super().retranslate()
        self._choose.set_words(tr("Choose…"))
        self._choose.setAccessibleDescription(tr(self._words.label))

    def _cell(self) -> QWidget:
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._choose = Button(self._theme, "")
        return beside(self._theme, self.field, self._choose)

    def _connect(self) -> None:
        super()._connect()
        self._choose.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, tr(self._words.label), self.field.text() or str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_folder = self.form.kind is Kind.FOLDER
        dialog.setFileMode(QFileDialog.FileMode.Directory if is_folder else QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    @Slot(str)
    def _take(self, path: str) -> None:
        self.field.setText(path)
        self.field.setModified(True)
        self.finish()


class ProseRow(SettingRow):
    """Several lines, kept as they are written."""

    field: QPlainTextEdit

    def _made_field(self) -> QPlainTextEdit:
        text = text_field(self._theme, "", _PROSE_LINES)
        text.setFixedHeight(text.minimumHeight())
        return text

    def _connect(self) -> None:
        self.field.textChanged.connect(self._follow)

    def retranslate(self) -> None:
        super().retranslate()
        self.field.setPlaceholderText(tr(self._words.nothing))

    def show_value(self) -> None:
        if self.field.toPlainText() != self._value:
            self.field.setPlainText(self._value)

    @Slot()
    def _follow(self) -> None:
        if self.field.toPlainText() != self._value:
            self._keep(self.field.toPlainText())


_ROWS: dict[Kind, type[SettingRow]] = {
    Kind.CHOICE: ChoiceRow,
    Kind.NUMBER: NumberRow,
    Kind.SWITCH: SwitchRow,
    Kind.TEXT: TextRow,
    Kind.PROSE: ProseRow,
    Kind.FOLDER: PathRow,
    Kind.FILE: PathRow,
}


def row_for(setting: Setting[Any], preferences: Preferences, theme: Theme) -> SettingRow:
    form: Form | None = setting.form
    assert form is not None
    return _ROWS[form.kind](setting, preferences, theme)


def beside(theme: Theme, *widgets: QWidget) -> QWidget:
    """A row's cell with room round it for the ring of a button; a choice is as wide as what it holds."""
    m = theme.metrics
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(m.space4, m.space4, m.space4, m.space4)
    row.setSpacing(m.space8)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, Button | Select) else 1)
    if isinstance(widgets[0], Select):
        row.addStretch(1)
    return cell

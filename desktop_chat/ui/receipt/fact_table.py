"""Facts as a table: a label, a value or two beside each other, hairlines between the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.receipt.facts import Fact
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import ElidedLabel, Rule
from desktop_chat.words import times


class FactTable(QWidget):
    """`heads`, if any, stand over the columns of values, above a stronger rule."""

    def __init__(self, theme: Theme, heads: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        m = theme.metrics
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnMinimumWidth(0, m.fact_label)
        self._columns = max(1, len(heads))
        for column in range(self._columns):
            self._grid.setColumnStretch(column + 1, 1)
        self._shown: list[QWidget] = []
        if heads:
            self._grid.setRowMinimumHeight(0, m.header)
            for column, head in enumerate(heads):
                self._grid.addWidget(head, 0, column + 1)
            self._grid.addWidget(Rule(theme, "control"), 1, 0, 1, self._columns + 1)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        self.show_rows((fact.label, (fact,)) for fact in facts)

    def show_rows(self, rows: Iterable[tuple[str, Sequence[Fact | None]]]) -> None:
        """In the place of those that were shown."""
        for widget in self._shown:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for place, (name, facts) in enumerate(rows, 1):
            label = ElidedLabel(self._theme, CONTROL, name)
            label.set_ink("text2")
            values = [_Value(self._theme, fact) for fact in facts]
            for column, widget in enumerate((label, *values)):
                widget.setFixedHeight(self._theme.metrics.fact_row)
                self._grid.addWidget(widget, 2 * place, column)
            rule = Rule(self._theme)
            self._grid.addWidget(rule, 2 * place + 1, 0, 1, self._columns + 1)
            self._shown += [label, *values, rule]
        for widget in self._shown:
            widget.show()  # a layout would do so a moment later


class _Value(QWidget):
    """Icon, value and what qualifies it."""

    def __init__(self, theme: Theme, fact: Fact | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.metrics.space12, 0)
        row.setSpacing(theme.metrics.space8)
        told = fact or Fact("", times.UNKNOWN)
        if told.icon is not None:
            row.addWidget(Mark(theme, told.icon, told.ink, CONTROL))
        for words, ink in ((told.value, told.ink), (told.aside, "text3")):
            if words:
                label = ElidedLabel(theme, CONTROL, words)
                label.set_ink(ink)
                label.setMaximumWidth(label.sizeHint().width())
                if words is told.value:  # a short one is whole, however little room that leaves for the rest
                    label.setMinimumWidth(min(label.sizeHint().width(), theme.metrics.fact_label // 2))
                row.addWidget(label)
        row.addStretch(1)

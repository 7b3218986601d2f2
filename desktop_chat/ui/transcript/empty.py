"""What a conversation without messages shows: what its first request will carry, and nothing else.

It stands at the lower edge, on the strip above the composer, because that is where the next thing happens.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.columns import Columns
from desktop_chat.ui.transcript.page import Page
from desktop_chat.ui.transcript.spine import Spine, SpinePiece, draw_spine
from desktop_chat.ui.widgets import Rule
from desktop_chat.words.catalogue import tr


class Empty(QWidget):
    """A title, a sentence and a table; `show_rows` fills it."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._columns: Columns | None = None
        self._title = _label("card_title")
        self._sentence = _label("control", tone="text2")
        self._sentence.setWordWrap(True)
        self._table = QWidget()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(theme.metrics.space4)
        column.addWidget(self._sentence)
        column.addSpacing(theme.metrics.space16)
        column.addWidget(self._table)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Label, value and the key that changes it."""
        self._title.setText(tr("New conversation"))
        self._sentence.setText(tr("The first request will carry this, and nothing else."))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        table = self._table_of(rows)
        layout.replaceWidget(self._table, table)
        self._table.hide()  # not setParent(None): a layout shows its widgets later, and would show it as a window
        self._table.deleteLater()
        self._table = table
        table.show()

    def place(self, page: Page, view: QWidget) -> None:
        """At the lower edge of the view, in the columns of the page."""
        columns, metrics = page.columns, page.metrics
        self._columns = columns
        lead = columns.text - columns.spine
        edges = (lead, metrics.space4, columns.band_end - columns.text_end, metrics.space24)
        left, top, right, bottom = edges if not columns.mirrored else (edges[2], edges[1], edges[0], edges[3])
        self.setContentsMargins(0, 0, 0, 0)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(left, top, right, bottom)
        width = columns.band_end - columns.spine
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        box = columns.placed(columns.spine, max(0, view.height() - height), width, height).toRect()
        self.setGeometry(box.translated(-view.x(), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._columns is None:
            return
        metrics = self._theme.metrics
        x = self.width() - metrics.spine if self._columns.mirrored else 0
        draw_spine(QPainter(self), SpinePiece(x, 0, self.height(), Spine.SENT), self._theme.palette, metrics)

    def _table_of(self, rows: Sequence[tuple[str, str, str]]) -> QWidget:
        metrics = self._theme.metrics
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metrics.space12)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, metrics.margin_column)
        grid.setColumnStretch(1, 1)
        for number, (name, value, key) in enumerate(rows):
            grid.addWidget(Rule(self._theme), 2 * number, 0, 1, 3)
            grid.setRowMinimumHeight(2 * number + 1, metrics.ending - metrics.border)
            shown = _label("control")
            shown.setText(value)
            shown.setWordWrap(True)
            grid.addWidget(_named(name, "control", "text2"), 2 * number + 1, 0)
            grid.addWidget(shown, 2 * number + 1, 1)
            grid.addWidget(_named(key, "small", "text3"), 2 * number + 1, 2)
        grid.addWidget(Rule(self._theme), 2 * len(rows), 0, 1, 3)
        return table


def _label(kind: str, tone: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("type", kind)
    if tone:
        label.setProperty("tone", tone)
    return label


def _named(text: str, kind: str, tone: str) -> QLabel:
    label = _label(kind, tone)
    label.setText(text)
    return label

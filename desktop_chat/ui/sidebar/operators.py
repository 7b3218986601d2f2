"""What can be said in the search field beside words: a table where nothing was found, a line of links at the foot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_chat.domain.messages import Role
from desktop_chat.domain.query import Kind, Part, pieces
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import LABEL, ROW_TIME
from desktop_chat.ui.widgets import ElidedLabel, LinkButton
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, later, tr
from desktop_chat.words.times import count

# As they are typed, so they are the same in every language.
_TABLE = (
    ("role:assistant", later("who wrote it: user, assistant, system or tool")),
    ("model:qwen", later("part of the model's name")),
    ("folder:work", later("what lies in that folder")),
    ("has:code", later("what holds code; has:image for pictures")),
    ("after:2026-03", later("from that day, month or year on")),
    ("before:2026", later("earlier than that")),
    ('"one two"', later("these words, one after the other")),
)
_HINTS = ("role:", "model:", "folder:", "has:code", "before:", "after:")
_VALUES = tuple(f"role:{role}" for role in Role) + tuple(f"has:{part}" for part in Part)


class OperatorsPage(QWidget):
    """A sentence or two, and below it the operators, each a link that writes itself into the field."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sentence = WrappedText(theme, LABEL)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._meanings: list[WrappedText] = []
        for row, (operator, _) in enumerate(_TABLE):
            link = LinkButton(theme, operator, style=LABEL)
            link.clicked.connect(lambda _=False, operator=operator: self.chosen.emit(operator))
            self._meanings.append(WrappedText(theme, LABEL))
            self._grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._meanings[-1], row, 1)
        self._grid.setColumnStretch(1, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._table)
        self._column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def say(self, *sentences: str, offers: bool) -> None:
        """What stands above the table, which is there where something else could be asked."""
        self._table.setVisible(offers)
        self._sentence.show_pieces(Piece(joined(*sentences), "text2"))
        self._sentence.setVisible(any(sentences))

    def retranslate(self) -> None:
        for meaning, (_, words) in zip(self._meanings, _TABLE, strict=True):
            meaning.show_pieces(Piece(tr(words), "text2"))

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self._column.setContentsMargins(m.space20 - m.space2, m.space12, m.space16, 0)
        self._column.setSpacing(m.space12)
        self._sentence.setContentsMargins(m.space2, 0, 0, 0)  # as the links below have it
        self._grid.setHorizontalSpacing(m.space12)
        self._grid.setVerticalSpacing(m.space4)


class OperatorHints(QWidget):
    """The operators that the query does not have yet, as many as fit; or the values of the one that is being typed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._also = ElidedLabel(theme, LABEL)
        self._took = ElidedLabel(theme, ROW_TIME)
        self._links = {hint: LinkButton(theme, hint, style=LABEL) for hint in (*_HINTS, *_VALUES)}
        self._query = ""
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._also)
        for hint, link in self._links.items():
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the field, or these would go
            link.clicked.connect(lambda _=False, hint=hint: self.chosen.emit(hint))
            self._row.addWidget(link)
        self._row.addStretch(1)
        self._row.addWidget(self._took)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def show_for(self, query: str, milliseconds: int | None) -> None:
        """What else that query could say, and how long its answer took."""
        self._query = query
        _say(self._took, "" if milliseconds is None else tr("{n} ms").format(n=count(milliseconds)))
        self._choose()

    def retranslate(self) -> None:
        _say(self._also, tr("Also:"))
        self._choose()

    def sizeHint(self) -> QSize:
        m = self._theme.metrics
        return QSize(m.sidebar_min, m.button_small + 2 * (m.space4 + m.space2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        values = _values_for(self._query)
        hints = values or _unused_in(self._query)
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - margins.left() - margins.right()
        self._also.setVisible(bool(self._query.strip()) and not values)
        room -= 0 if self._also.isHidden() else self._also.sizeHint().width() + gap
        for hint, link in self._links.items():
            room -= link.sizeHint().width() + gap if hint in hints else 0
            link.setVisible(hint in hints and room >= 0)
        self._took.setVisible(bool(self._took.text()) and room >= self._took.sizeHint().width())

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self._row.setContentsMargins(m.space16, 0, m.space16, 0)
        self._row.setSpacing(m.space4)
        for label in (self._also, self._took):
            _say(label, label.text())
        self._choose()


def _values_for(query: str) -> set[str]:
    """What the operator at its end can be told."""
    found = pieces(query)
    if not found or found[-1].kind is not Kind.UNFINISHED or found[-1].end < len(query):
        return set()
    return {value for value in _VALUES if value.startswith(f"{found[-1].name}:")}


def _unused_in(query: str) -> set[str]:
    used = {piece.name for piece in pieces(query)}
    return {hint for hint in _HINTS if hint.partition(":")[0] not in used}


def _say(label: ElidedLabel, words: str) -> None:
    """All of it: what is short is not elided."""
    label.setText(words)
    label.setFixedWidth(label.sizeHint().width())

"""A few sentences on fixed lines, as wide as there is room.

A label of Qt's opens its lines for a Chinese word and sets it tight against Latin ones; sentences that stand beside the
page's text are set as the page is.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.transcript.typeset import Paragraph, Span, TextLook
from desktop_chat.words.catalogue import joined


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one ink; `strong` ones are 600."""

    text: str
    ink: str
    strong: bool = False


class WrappedText(QWidget):
    """Pieces one after another, as running text."""

    def __init__(self, theme: Theme, style: TextStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._style = theme, style
        self._pieces: tuple[Piece, ...] = ()
        self._set: Paragraph | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_pieces(self, *pieces: Piece) -> None:
        self._pieces = tuple(piece for piece in pieces if piece.text)
        self.setAccessibleName(self.text)
        self._restyle()

    @property
    def text(self) -> str:
        return joined(*(piece.text for piece in self._pieces))

    @Slot()
    def _restyle(self) -> None:
        self._set = None
        self.updateGeometry()
        self.update()

    def _paragraph(self) -> Paragraph:
        if self._set is None:
            look = TextLook(self._theme.font(self._style), self._theme.line(self._style))
            self._set = Paragraph(self.text, look, self._spans())
        return self._set

    def _spans(self) -> list[Span]:
        spans: list[Span] = []
        said = ""
        for piece in self._pieces:
            start = len(joined(said, piece.text)) - len(piece.text)
            said = joined(said, piece.text)
            looks = QTextCharFormat()
            looks.setForeground(self._theme.colour(piece.ink))
            if piece.strong:
                looks.setFontWeight(QFont.Weight.DemiBold)
            spans.append(Span(start, len(said), looks))
        return spans

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        return round(self._paragraph().layout(max(1, inner))) + around.top() + around.bottom()

    def natural_width(self) -> int:
        """How wide the text is on one line."""
        paragraph = self._paragraph()
        paragraph.layout(float(1 << 20))
        return round(paragraph.natural_width) + 1

    def sizeHint(self) -> QSize:
        width = max(1, self.width())
        return QSize(self._theme.metrics.measure_min, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.metrics.space48, self._theme.line(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        inside = self.contentsRect()
        paragraph = self._paragraph()
        paragraph.layout(max(1, inside.width()))
        paragraph.draw(QPainter(self), QPointF(inside.topLeft()), self._theme.colour(self._style.ink))

"""How the text of a message is set, in the look that the window has now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import Metrics, TextStyle
from desktop_chat.ui.transcript.typeset import TextLook

_PRINTABLE = range(0x20, 0x7F)


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A way to set a line, and the widest of its plain letters."""

    look: TextLook
    widest: float

    def surely_fits(self, text: str, width: float) -> bool:
        """Whether it takes one line for certain; most lines of code do, and need not be set to be measured."""
        return len(text) * self.widest <= width and text.isascii() and text.isprintable()


@dataclass(frozen=True, slots=True, eq=False)
class BodyLook:
    """Faces and distances of a text. One object per look: who keeps layouts compares it by identity."""

    text: Face
    code: Face
    label: QFont
    metrics: Metrics

    @property
    def code_inset(self) -> int:
        return self.metrics.code_padding_side


@dataclass(frozen=True, slots=True)
class BodyInks:
    """The colours of a text: the reader's, or faded where it is not sent. Code keeps its ground."""

    text: QColor
    code: QColor
    ground: QColor
    edge: QColor
    label: QColor


def body_look(theme: Theme, style: TextStyle) -> BodyLook:
    """Text in that style, code in it in the code face."""
    return BodyLook(
        text=_face(theme, style),
        code=_face(theme, tokens.CODE, spaced=False),
        label=theme.font(tokens.LABEL),
        metrics=theme.metrics,
    )


def body_inks(theme: Theme, ink: str, *, faded: bool) -> BodyInks:
    palette = theme.palette
    return BodyInks(
        text=palette.faded if faded else theme.colour(ink),
        code=palette.faded if faded else palette.text,
        ground=palette.code,
        edge=palette.hairline,
        label=palette.text2,
    )


def _face(theme: Theme, style: TextStyle, *, spaced: bool = True) -> Face:
    font = theme.font(style)
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(chr(code)) for code in _PRINTABLE)
    return Face(TextLook(font, theme.line(style), spaced=spaced), widest)

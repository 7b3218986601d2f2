"""How the text of a message is set, in the look that the window has now.

A reader's text and the same text faded (where it is not sent) are two looks: ink is part of how a span is set, so what
keeps layouts only has to remember the look it was set for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from desktop_chat.domain.values import dataclass
from desktop_chat.markup.blocks import Look
from desktop_chat.markup.ink import Ink
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.fonts import as_code, with_tabular_figures
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import Metrics, TextStyle
from desktop_chat.ui.transcript.formulas import Found, at_once
from desktop_chat.ui.transcript.typeset import Paragraph, TextLook

FormulaFinder: TypeAlias = Callable[[str, float, bool], Found]

_PRINTABLE = range(0x20, 0x7F)
_SYNTAX = {
    Ink.KEYWORD: "syntax_keyword",
    Ink.STRING: "syntax_string",
    Ink.NUMBER: "syntax_number",
    Ink.COMMENT: "syntax_comment",
    Ink.NAME: "syntax_name",
    Ink.PUNCTUATION: "syntax_punctuation",
}


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A way to set a line, and the widest of its plain letters."""

    look: TextLook
    widest: float

    @property
    def line(self) -> int:
        return self.look.line

    def surely_fits(self, text: str, width: float) -> bool:
        """Whether it takes one line for certain; most lines of code do, and need not be set to be measured."""
        return len(text) * self.widest <= width and text.isascii() and text.isprintable()


class BodyLook:
    """Faces, inks and distances of a text. One object per look: who keeps layouts compares it by identity.

    `style` is the one that plain paragraphs have; `mirrored` says that lines begin on the right.
    """

    def __init__(
        self,
        theme: Theme,
        style: TextStyle,
        *,
        faded: bool = False,
        mirrored: bool = False,
        formulas: FormulaFinder = at_once,
    ) -> None:
        self._theme = theme
        self.style = style
        self.faded = faded
        self.mirrored = mirrored
        self._formulas = formulas
        self.metrics: Metrics = theme.metrics
        self._faces: dict[TextStyle, Face] = {}
        self._formats: dict[tuple[TextStyle, Look], QTextCharFormat] = {}
        self._inks: dict[Ink, QTextCharFormat] = {}
        self._padded: dict[tuple[TextStyle, Look], QTextCharFormat] = {}
        self._padding: QTextCharFormat | None = None
        self._wrapped_code: Face | None = None
        self._markers: dict[str, Paragraph] = {}

    @property
    def text(self) -> Face:
        return self.face(self.style)

    @property
    def code(self) -> Face:
        return self.face(tokens.CODE)

    @property
    def wrapped_code(self) -> Face:
        """Code whose long lines are broken."""
        if self._wrapped_code is None:
            look = self.code.look
            self._wrapped_code = Face(TextLook(look.font, look.line, spaced=look.spaced), self.code.widest)
        return self._wrapped_code

    def face(self, style: TextStyle) -> Face:
        if style not in self._faces:
            spaced = style.face is not tokens.Face.CODE
            self._faces[style] = _face(self._theme, style, spaced=spaced, wraps=spaced)
        return self._faces[style]

    def marker(self, words: str) -> Paragraph:
        """The marker of an item, set: figures of one width, in the line of its text."""
        if words not in self._markers:
            font = with_tabular_figures(QFont(self.font(self.style)))
            made = Paragraph(words, TextLook(font, self.line(self.style), wraps=False))
            made.layout(1)
            self._markers[words] = made
        return self._markers[words]

    def font(self, style: TextStyle) -> QFont:
        return self._theme.font(style)

    def line(self, style: TextStyle) -> int:
        return self._theme.line(style)

    def find_formula(self, tex: str, style: TextStyle, *, display: bool) -> Found:
        """A formula in the size of that style."""
        return self._formulas(tex, self.font(style).pixelSize(), display)

    # -- inks --------------------------------------------------------------------------------------------------------

    def ink(self, token: str) -> QColor:
        """The ink of words: one and the same for all of them where the text is faded."""
        return self._theme.palette.faded if self.faded else self._theme.colour(token)

    def ground(self, token: str) -> QColor:
        """Of what lies under words or beside them; it does not fade."""
        return self._theme.colour(token)

    # -- spans -------------------------------------------------------------------------------------------------------

    def format(self, style: TextStyle, look: Look) -> QTextCharFormat:
        """How a run of that look is set in a text of that style."""
        key = style, look
        if key not in self._formats:
            self._formats[key] = self._made(style, look)
        return self._formats[key]

    def room(self, width: float, length: int) -> QTextCharFormat:
        """Makes `length` letters take just that width, and not be seen."""
        font = QFont(self.font(self.style))
        font.setPixelSize(1)
        font.setKerning(False)
        natural = QFontMetricsF(font).horizontalAdvance("x" * length)
        made = QTextCharFormat()
        made.setFont(font)
        made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        made.setFontLetterSpacing((width - natural) / length)
        made.setForeground(QColor(Qt.GlobalColor.transparent))
        return made

    @property
    def padding(self) -> QTextCharFormat:
        """Of the character before inline code: room for the edge of its ground."""
        if self._padding is None:
            self._padding = QTextCharFormat()
            self._pad(self._padding)
        return self._padding

    def padded(self, style: TextStyle, look: Look) -> QTextCharFormat:
        """Of the last character of inline code."""
        key = style, look
        if key not in self._padded:
            made = QTextCharFormat(self.format(style, look))
            self._pad(made)
            self._padded[key] = made
        return self._padded[key]

    def _pad(self, made: QTextCharFormat) -> None:
        made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        made.setFontLetterSpacing(self.metrics.space4)

    def syntax(self, ink: Ink) -> QTextCharFormat:
        if ink not in self._inks:
            made = QTextCharFormat()
            made.setForeground(self.ink(_SYNTAX[ink]))
            self._inks[ink] = made
        return self._inks[ink]

    def _made(self, style: TextStyle, look: Look) -> QTextCharFormat:
        font = QFont(self.font(style))
        if Look.CODE in look:
            font = QFont(self.font(tokens.CODE))
            font.setPixelSize(max(1, round(self.font(style).pixelSize() * tokens.CODE.px / tokens.BODY.px)))
            as_code(font)
        elif Look.MATH in look:
            font = QFont(self.font(tokens.MATH))
            font.setPixelSize(self.font(style).pixelSize())
            font.setItalic(True)
        if Look.STRONG in look:
            font.setWeight(QFont.Weight(tokens.STRONG.weight))
        font.setItalic(font.italic() or Look.EMPHASIS in look)
        font.setStrikeOut(Look.STRUCK in look)
        font.setUnderline(Look.LINK in look)
        made = QTextCharFormat()
        made.setFont(font)
        if Look.LINK in look:
            made.setForeground(self.ink("link"))
        if Look.NOTE in look:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            made.setForeground(self.ink("text2"))
        return made


def _face(theme: Theme, style: TextStyle, *, spaced: bool, wraps: bool) -> Face:
    font = theme.font(style)
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(chr(code)) for code in _PRINTABLE)
    return Face(TextLook(font, theme.line(style), spaced=spaced, wraps=wraps), widest)

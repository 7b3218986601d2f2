"""Room for a sentence or two, kept whether anything is said or not: nothing moves when it is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import TIME, TextStyle
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.transcript.typeset import Paragraph, TextLook
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined
from desktop_chat.words.errors import Explanation


class Note(WrappedText):
    """As much of what there is to say as fits into `lines`; a screen reader hears all of it.

    `beside` is the height of what stands beside it: fewer lines are centred on that. One that `grows` takes more lines
    where the window is too narrow for all of it.
    """

    def __init__(
        self, theme: Theme, lines: int, style: TextStyle = TIME, beside: int = 0, *, grows: bool = False
    ) -> None:
        super().__init__(theme, style)
        self._lines, self._beside, self._grows = lines, beside, grows
        self._needed = 0
        self._choices: tuple[str, ...] = ("",)
        self._ink = style.ink
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, ink: str = "text2") -> None:
        self._tell((words,), ink)

    def explain(self, told: Explanation, ink: str = "err") -> None:
        """All of it, or without the provider's own words, or what happened alone."""
        self._tell((told.text, joined(told.headline, told.detail), told.headline), ink)

    @property
    def said(self) -> str:
        """All of what there is to say, shown or not."""
        return self._choices[0]

    def _tell(self, choices: tuple[str, ...], ink: str) -> None:
        is_news = choices[0] not in {"", self.said}
        self._choices, self._ink = choices, ink
        self._choose()
        if is_news and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, choices[0]))

    def _choose(self) -> None:
        line, width = self._theme.line(self._style), max(1, self.width())
        look = TextLook(self._theme.font(self._style), line)
        heights = [(Paragraph(words, look).layout(width), words) for words in self._choices]
        fitting = [(height, words) for height, words in heights if self._grows or height <= self._lines * line]
        height, words = fitting[0] if fitting else heights[-1]
        self.setContentsMargins(0, max(0, (self._beside - height) // 2), 0, 0)
        self.show_pieces(Piece(words, self._ink))
        self.setToolTip(plain_tip(self.said) if not fitting or words != self.said else "")
        if self._grows and height != self._needed:
            self._needed = height
            self.updateGeometry()
        self.setAccessibleName(self.said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def hasHeightForWidth(self) -> bool:
        return False

    def heightForWidth(self, width: int) -> int:
        return -1

    def sizeHint(self) -> QSize:
        height = max(self._lines * self._theme.line(self._style), self._beside, self._needed)
        return QSize(self._theme.metrics.space48, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

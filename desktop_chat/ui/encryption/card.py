"""A card that stands alone, before there is a window: what is the matter, what is asked, and what can be pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.theme import CARD_TITLE, CONTROL
from desktop_chat.ui.widgets import Button, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined


class Card(QDialog):
    def __init__(self, theme: Theme, icon: Icon, middle: QWidget, *buttons: Button) -> None:
        super().__init__()
        self.setWindowTitle("Desktop Chat")
        self._theme = theme
        self._mark = Mark(theme, icon, "text2", CARD_TITLE)
        self._title, self._about = WrappedText(theme, CARD_TITLE), WrappedText(theme, CONTROL)
        self._said = WrappedText(theme, CONTROL)
        self._said.hide()
        self._lay_out(middle, buttons)

    def _lay_out(self, middle: QWidget, buttons: tuple[Button, ...]) -> None:
        m = self._theme.metrics
        column = QVBoxLayout()
        column.setSpacing(m.space8)
        for widget in (self._title, self._about, middle, self._said):
            column.addWidget(widget)
        upper = QHBoxLayout()
        upper.setContentsMargins(m.space16, m.space24, m.space24, m.space20)
        upper.setSpacing(m.space8)
        upper.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(column, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
        foot.setSpacing(m.space8)
        foot.addStretch(1)
        for button in buttons:
            foot.addWidget(button)
        ground = QFrame()
        ground.setProperty("surface", "raised")
        self._inside = inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(upper)
        inside.addWidget(Rule(self._theme))
        inside.addLayout(foot)
        self._hanging = (column, upper, inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)

    def tell(self, title: str, about: str) -> None:
        self._title.show_pieces(Piece(title, CARD_TITLE.ink))
        self._about.show_pieces(Piece(about, "text2"))
        self._about.setVisible(bool(about))
        self.setAccessibleDescription(joined(title, about))
        self.fit()

    def say(self, words: str, ink: str = "text2") -> None:
        """Below what is asked; nothing for ""."""
        self._said.show_pieces(Piece(words, ink))
        self._said.setVisible(bool(words))
        self.fit()

    def fit(self) -> None:
        room = self.screen().availableSize()
        width = min(self._theme.metrics.card, room.width())
        for layout in self._hanging:  # a text that changes tells its own layout only, and that only later
            layout.invalidate()
        height = min(self._inside.totalHeightForWidth(width), room.height())
        self.setMinimumSize(width, height)
        self.resize(width, height)

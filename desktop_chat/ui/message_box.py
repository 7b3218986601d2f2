"""A few sentences that must be read: what happened, what is kept, and behind a button what only an expert wants.

Whoever opens a box gives its words as what makes them, so that they follow the language while it stands open.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.theme import CONTROL, MONO, TITLE
from desktop_chat.ui.widgets import Button
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, tr

Words = Callable[[], str]


class MessageBox(QDialog):
    """Closes with Esc or its button, which has the focus."""

    def __init__(self, theme: Theme, headline: Words, text: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Desktop Chat")
        self._theme = theme
        self._says = Sayings(self)
        self._headline, self._text = WrappedText(theme, TITLE), WrappedText(theme, CONTROL)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._says.say(self._details.setAccessibleName, lambda: tr("Details"))
        self._details.setFont(theme.font(MONO))
        self._details.hide()
        self._buttons = QHBoxLayout()
        self._arrange()
        self._says.again(lambda: self._say(headline(), text()))

    def _say(self, headline: str, text: str) -> None:
        self._words = joined(headline, text)
        self.setAccessibleDescription(self._words)
        self._headline.show_pieces(Piece(headline, TITLE.ink))
        self._text.show_pieces(Piece(text, "text2"))
        self._fit()

    def _arrange(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        words = QVBoxLayout()
        words.setSpacing(m.space8)
        words.addWidget(self._headline)
        words.addWidget(self._text)
        upper = QHBoxLayout()
        upper.setSpacing(m.space12)
        mark = Mark(self._theme, Icon.WARNING, "warn_mark", TITLE)
        upper.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(words, 1)
        self._buttons.setSpacing(m.space8)
        self._buttons.addStretch(1)
        self._inside = inside = QVBoxLayout(ground)
        inside.setContentsMargins(m.space24, m.space24, m.space24, m.space20)
        inside.setSpacing(m.space20)
        inside.addLayout(upper)
        inside.addWidget(self._details, 1)
        inside.addLayout(self._buttons)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)

    def add_button(self, words: Words) -> Button:
        """One that does something and leaves the box open."""
        button = Button(self._theme, "")
        self._says.say(button.set_words, words)
        self._buttons.addWidget(button)
        self._fit()
        return button

    def add_closing_button(self, words: Words) -> None:
        """The last one; Enter presses it."""
        button = self.add_button(words)
        button.clicked.connect(self.accept)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def show_details(self, details: str) -> None:
        """Offers them behind a button."""
        self._details.setPlainText(details)
        button = Button(self._theme, "")
        self._says.say(button.set_words, lambda: tr("Details"))
        button.setCheckable(True)
        button.toggled.connect(self._unfold)
        self._buttons.insertWidget(0, button)
        self._fit()

    @Slot(bool)
    def _unfold(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self._fit()

    def _fit(self) -> None:
        m = self._theme.metrics
        width = m.palette_width if self._details.isVisibleTo(self) else m.prose
        self._inside.invalidate()
        self._inside.activate()  # what lies deeper in it remembers how high it was, too
        height = self._inside.totalHeightForWidth(width)
        self.setMinimumSize(width, height)
        self.resize(width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying takes what is said, for whoever asks elsewhere what to do."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._words)
        else:
            super().keyPressEvent(event)

"""Prompts in the composer: a slash before the first letter opens the list of them, and so does a command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.look import Theme

if TYPE_CHECKING:
    from desktop_chat.domain.prompts import Prompt
    from desktop_chat.services.prompts import Prompts
    from desktop_chat.ui.prompts.prompt_list import PromptsBelow

SLASHES = ("/", "／", "、")
"""The others are what Chinese input methods make of the key; no message begins with them."""


class Inserting(QObject):
    """Of one editor, with what is `around` it. What was typed stays where the list is left by Esc, so a message may
    begin with a slash.
    """

    all_requested = Signal()
    """The window of all prompts."""

    def __init__(self, editor: Editor, around: QWidget, prompts: Callable[[], Prompts], theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._around, self._prompts, self._theme = editor, around, prompts, theme
        self._before = ""
        self._below: PromptsBelow | None = None
        self._is_wanted = False
        editor.textChanged.connect(self._follow)
        editor.cursorPositionChanged.connect(self._narrow)

    # -- a slash -----------------------------------------------------------------------------------------------------

    @Slot()
    def _follow(self) -> None:
        """The text is another one: by a slash that somebody has just typed, or otherwise."""
        text, before = self._editor.toPlainText(), self._before
        self._before = text
        if text == before:
            return
        if text[:1] in SLASHES and text[1:] == before and self._editor.hasFocus():
            self._is_wanted = True
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        """Shows what begins like what stands between the slash and the caret, if anything does."""
        typed = self._typed() if self._is_wanted else None
        if typed is None:
            self._is_wanted = False
            self._close()
        elif self._below is not None:
            self._below.follow(typed)
        elif not self._editor.composing:
            self._open(typed)

    def _typed(self) -> str | None:
        """What stands between a slash at the start and the caret; None where that is not on one line."""
        cursor = self._editor.textCursor()
        ahead = self._start(cursor.position()).selectedText()
        return ahead[1:] if ahead[:1] in SLASHES and "\u2029" not in ahead and not cursor.hasSelection() else None

    def _open(self, typed: str) -> None:
        from desktop_chat.ui.prompts.prompt_list import PromptsBelow

        below = PromptsBelow(self._prompts(), self._editor, self._around, self._theme)
        below.follow(typed)
        below.prompt_chosen.connect(self._take_below)
        below.all_requested.connect(self.all_requested)
        below.left.connect(self._leave)
        below.closed.connect(self._forget)
        below.start()
        if below.is_over:
            below.deleteLater()
        else:
            self._below = below

    def _close(self) -> None:
        if self._below is not None:
            self._below.close_popup(give_back=False)

    @Slot()
    def _leave(self) -> None:
        """Who has left the list writes a message."""
        self._is_wanted = False

    @Slot()
    def _forget(self) -> None:
        self._below = None

    @Slot(object)
    def _take_below(self, prompt: Prompt) -> None:
        self._is_wanted = False
        self._insert(prompt, self._start(self._editor.textCursor().position()))

    def _start(self, end: int) -> QTextCursor:
        """Everything before `end`."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- a command ---------------------------------------------------------------------------------------------------

    def pick(self) -> None:
        """The list with a field of its own; what is chosen comes to where the caret is."""
        from desktop_chat.domain.prompts import PromptKind
        from desktop_chat.ui.prompts.prompt_list import PromptList

        self._close()
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        popup = PromptList(self._prompts(), PromptKind.MESSAGE, self._theme, self._around)
        popup.prompt_chosen.connect(lambda prompt: self._insert(prompt, self._editor.textCursor()))
        popup.all_requested.connect(self.all_requested)
        popup.start()

    # -- inserting ---------------------------------------------------------------------------------------------------

    def _insert(self, prompt: Prompt, place: QTextCursor) -> None:
        """In the place of what `place` holds, once what the prompt leaves open is known."""
        from desktop_chat.ui.prompts.asking import fill_in

        fill_in(prompt, self._theme, self._editor.window(), partial(self._put, place))

    def _put(self, place: QTextCursor, text: str) -> None:
        place.insertText(text)
        self._editor.setTextCursor(place)
        self._editor.setFocus(Qt.FocusReason.PopupFocusReason)

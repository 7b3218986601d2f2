"""Verbs upon the texts that a person keeps."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class PromptVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.pane.inserting.all_requested.connect(self.edit)

    def insert(self) -> None:
        """Asks which, and for what it leaves open; it comes to where the caret is."""
        self._window.pane.inserting.pick()

    def choose_system_prompt(self) -> None:
        """Which of those that are kept stands before this conversation."""
        from desktop_chat.ui.prompts.choosing import choose_system_prompt

        window = self._window
        use = partial(self._use, window.pane.shown or "")
        window.pane.composer.focus_editor()
        choose_system_prompt(window.services.prompts(), window.theme, window.pane.composer.frame, use)

    @Slot()
    def edit(self) -> None:
        """All of them."""
        from desktop_chat.ui.prompts.choosing import show_prompts

        show_prompts(self._window.services.prompts(), self._window.theme, self._window)

    def _use(self, conversation_id: str, text: str) -> None:
        window, rules = self._window, self._window.services.rules
        if conversation_id in window.services.library:
            rules.change(conversation_id, replace(rules.policy(conversation_id), system_prompt=text))
            window.notices.say(
                tr("Another system prompt from now on"),
                tr("Undo"),
                window.conversations.undo,
                window.commands.keys("edit.undo"),
            )

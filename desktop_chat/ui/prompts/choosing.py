"""A system prompt from those that are kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_chat.domain.prompts import PromptKind
from desktop_chat.services.prompts import Prompts
from desktop_chat.ui.look import Theme
from desktop_chat.ui.prompts.asking import fill_in
from desktop_chat.ui.prompts.prompt_list import PromptList
from desktop_chat.ui.prompts.window import PromptsWindow


def choose_system_prompt(prompts: Prompts, theme: Theme, anchor: QWidget, then: Callable[[str], None]) -> None:
    """Opens the list at `anchor`; `then` gets the text of the one that is chosen, filled in."""
    window = anchor.window()
    popup = PromptList(prompts, PromptKind.SYSTEM, theme, anchor)
    popup.prompt_chosen.connect(lambda prompt: fill_in(prompt, theme, window, then))
    popup.all_requested.connect(lambda: show_prompts(prompts, theme, window))
    popup.start()


def show_prompts(prompts: Prompts, theme: Theme, window: QWidget) -> None:
    """All of them, in a window of their own."""
    shown = PromptsWindow(prompts, theme, window)
    shown.finished.connect(window.activateWindow)  # not every window manager does so
    shown.open()

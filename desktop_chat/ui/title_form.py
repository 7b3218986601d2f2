"""Asking a model for a title: only when a person wants one, with its price first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.bundle import Services
from desktop_chat.ui.asking_form import AskingForm
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import later, tr

_INSTRUCTION = later(
    "Give our conversation a title of at most six words, in the language of the conversation. Answer with the title"
    " alone, without quotation marks."
)


class TitleForm(AskingForm):
    """For one conversation."""

    def __init__(self, services: Services, conversation_id: ConversationId, theme: Theme, parent: QWidget) -> None:
        super().__init__(services.chat, conversation_id, _INSTRUCTION, theme, parent)
        self._sayings.say(self.setWindowTitle, lambda: tr("Suggest a title"))
        self._titles = services.titles
        self.begin()

    def outlook(self, instruction: str) -> ContextPlan:
        return self._titles.outlook(self._conversation_id, instruction)

    def about(self, plan: ContextPlan | None) -> str:
        return tr("The model reads the first question and its answer. The title can be changed back with Undo.")

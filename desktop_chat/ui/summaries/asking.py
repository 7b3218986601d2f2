"""How a summary comes about: what it would replace, what to ask for, and what that costs. Nothing is sent unasked."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.history import says_something
from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import ConversationId, Message
from desktop_chat.domain.summarising import Span
from desktop_chat.domain.text import first_line
from desktop_chat.services.bundle import Services
from desktop_chat.ui.asking_form import AskingForm
from desktop_chat.ui.composer.summary import tokens_words
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button
from desktop_chat.words.catalogue import later, tr, trn
from desktop_chat.words.endings import role_name
from desktop_chat.words.times import count

_INSTRUCTION = later(
    "Summarise our conversation so far, so that the summary can stand in its place. Keep what later messages may need:"
    " facts, names, numbers, decisions, open questions, and code that is still in use. Write it in the language of the"
    " conversation, and answer with the summary alone."
)
_WORDS = 40  # characters of a message's beginning


class SummariseForm(AskingForm):
    """Of one span of one conversation."""

    by_hand = Signal()

    def __init__(
        self, services: Services, conversation_id: ConversationId, span: Span, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(services.chat, conversation_id, _INSTRUCTION, theme, parent)
        self._sayings.say(self.setWindowTitle, lambda: tr("Summarise what is above"))
        self._summaries, self._span = services.summaries, span
        write = Button(theme, "")
        self._sayings.say(write.set_words, lambda: tr("Write it myself…"))
        write.clicked.connect(self._write)
        self.begin(write)

    def outlook(self, instruction: str) -> ContextPlan:
        return self._summaries.outlook(self._conversation_id, self._span, instruction)

    def about(self, plan: ContextPlan | None) -> str:
        """What would be replaced, and what it takes now."""
        n = len(units(self._span.messages))
        template = trn(
            "{n} message would be replaced, from “{first}” to “{last}”.",
            "{n} messages would be replaced, from “{first}” to “{last}”.",
            n,
        )
        messages = self._span.messages
        worded = [_begins(message) for message in messages if says_something(message)] or [role_name(messages[0].role)]
        said = template.format(n=count(n), first=worded[0], last=worded[-1])
        if plan is None:
            return said
        now = plan.tokens - plan.draft_tokens
        return f"{said} {tr('They take about {tokens} now.').format(tokens=tokens_words(now))}"

    @Slot()
    def _write(self) -> None:
        self.accept()
        self.by_hand.emit()


def _begins(message: Message) -> str:
    return first_line(message.text or next((one.name for one in message.attachments), ""), _WORDS)

"""Verbs upon summaries: ask for one, write one, change one, take one away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.summarising import Span
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class SummaryVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._summaries = window.services.summaries
        self._awaited = ""
        self._summaries.proposed.connect(self._lead_to)

    def can_summarise(self) -> bool:
        shown = self._window.pane.shown
        return shown is not None and not self._window.services.chat.is_busy(shown)

    def summarise(self) -> None:
        """What stands above the message that the keys are on; from elsewhere, above the last question."""
        message = self._window.messages.message_under_keys()
        is_card = message is not None and message.id in self._window.pane.transcript.story.cards
        self.summarise_above(None if message is None or is_card else message.id)

    def summarise_above(self, message_id: MessageId | None) -> None:
        """Asks how; nothing is sent before that is answered."""
        from desktop_chat.ui.summaries.asking import SummariseForm

        window, shown = self._window, self._window.pane.shown
        if shown is None or not self.can_summarise():
            return
        span = self._summaries.span(shown, message_id)
        if span is None:
            window.notices.say(tr("Nothing stands above that a summary could replace"))
            return
        form = SummariseForm(window.services, shown, span, window.theme, window)
        form.asked.connect(partial(self._ask, shown, span))
        form.by_hand.connect(partial(self._write, shown, span))
        form.open()

    @Slot(str, object)
    def fulfil(self, card_id: str, wish: Wish) -> None:
        """What is wanted of a card."""
        shown = self._window.pane.shown
        if shown is None:
            return
        summary = self._summaries.find(shown, card_id)
        match wish:
            case Wish.CHANGE if summary is not None:
                self._edit(summary.text, partial(self._summaries.change, shown, card_id))
            case Wish.REMOVE if summary is not None:
                self._summaries.remove(shown, card_id)
            case Wish.REMOVE:
                self._summaries.dismiss(shown)
            case Wish.RETRY if summary is None:
                self._await(shown)
                self._summaries.ask_again(shown)

    def reply_of(self, card_id: str) -> Message | None:
        """What the model wrote for that card."""
        card = self._window.pane.transcript.current_card()
        return self._window.pane.message(card.reply) if card and card.reply else None

    # -- within ------------------------------------------------------------------------------------------------------

    def _ask(self, conversation_id: str, span: Span, instruction: str) -> None:
        self._await(conversation_id)
        self._summaries.ask(conversation_id, span, instruction)

    def _write(self, conversation_id: str, span: Span) -> None:
        self._edit("", partial(self._keep, conversation_id, span))

    def _keep(self, conversation_id: str, span: Span, text: str) -> None:
        self._summaries.write(conversation_id, span, text)
        summaries = self._window.services.rules.policy(conversation_id).summaries
        self._window.pane.transcript.walk_to_message(summaries[-1].id)

    def _edit(self, text: str, keep: object) -> None:
        from desktop_chat.ui.summaries.writing import SummaryForm

        form = SummaryForm(text, self._window.theme, self._window)
        form.written.connect(keep)
        form.open()

    def _await(self, conversation_id: str) -> None:
        self._awaited = conversation_id

    @Slot(str)
    def _lead_to(self, conversation_id: str) -> None:
        """The keys go to the card once it is there."""
        proposal = self._summaries.proposal(conversation_id)
        if conversation_id == self._awaited and (proposal is None or proposal.reply):
            self._awaited = ""
            if proposal and proposal.reply and conversation_id == self._window.pane.shown:
                self._window.pane.transcript.walk_to_message(proposal.reply)

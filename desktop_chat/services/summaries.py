"""Summaries: written by a person, or proposed by the model when it is asked for one.

A proposal is written on a branch that is not read. It becomes part of the rules once it has ended well; until then
nothing that is sent is another than before.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.endings import Ending, ending_of
from desktop_chat.domain.messages import ConversationId, Message, MessageId, new_id
from desktop_chat.domain.policy import Summary
from desktop_chat.domain.summarising import Span, span_above, summarised, while_summarising
from desktop_chat.domain.values import dataclass
from desktop_chat.services.aside import AsideQuestion
from desktop_chat.services.chat import Chat, MessagesAdded, SendRefused
from desktop_chat.services.library import Library
from desktop_chat.services.replies import ReplyEnded
from desktop_chat.services.rules import Rules


@dataclass(frozen=True, slots=True)
class Proposal:
    """A summary of `span` that the model was asked for with `instruction`; `reply` once something was sent."""

    span: Span
    instruction: str
    reply: MessageId | None = None


class Summaries(QObject):
    """The verbs upon summaries; at most one of a conversation is being proposed."""

    proposed = Signal(str)
    """The id of a conversation whose proposal is another now, or gone."""

    def __init__(self, chat: Chat, rules: Rules, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chat, self._rules, self._library = chat, rules, library
        self._proposals: dict[ConversationId, Proposal] = {}
        chat.messages_added.connect(self._begin)
        chat.reply_ended.connect(self._end)
        chat.send_refused.connect(self._refuse)
        chat.send_withdrawn.connect(self._withdraw)

    # -- what there is -----------------------------------------------------------------------------------------------

    def span(self, conversation_id: ConversationId, above: MessageId | None = None) -> Span | None:
        """What would be replaced: all that is sent above that message, or above the last question."""
        return span_above(self._chat.branch(conversation_id), self._rules.policy(conversation_id), above)

    def proposal(self, conversation_id: ConversationId) -> Proposal | None:
        """What is being written, or was not finished."""
        return self._proposals.get(conversation_id)

    def find(self, conversation_id: ConversationId, summary_id: str) -> Summary | None:
        """That summary, if it holds."""
        found = (one for one in self._rules.policy(conversation_id).summaries if one.id == summary_id)
        return next(found, None)

    def outlook(self, conversation_id: ConversationId, span: Span, instruction: str) -> ContextPlan:
        """The request that `ask` would send. Raises `RequestRefused`."""
        return self._chat.aside.preview(self._question(conversation_id, span, instruction))

    # -- verbs -------------------------------------------------------------------------------------------------------

    def ask(self, conversation_id: ConversationId, span: Span, instruction: str) -> None:
        """The model of the conversation writes one."""
        if not self._chat.is_busy(conversation_id):
            self._put(conversation_id, Proposal(span, instruction))
            self._chat.aside.ask(self._question(conversation_id, span, instruction))

    def ask_again(self, conversation_id: ConversationId) -> None:
        """The same once more, where it came to nothing."""
        if proposal := self._proposals.get(conversation_id):
            self.ask(conversation_id, proposal.span, proposal.instruction)

    def write(self, conversation_id: ConversationId, span: Span, text: str, reply: MessageId | None = None) -> None:
        """This text from now on; `reply` proposed it."""
        summary = Summary(new_id(), span.first, span.last, text, reply)
        self._rules.change(conversation_id, summarised(self._rules.policy(conversation_id), span, summary))

    def change(self, conversation_id: ConversationId, summary_id: str, text: str) -> None:
        """Other words for a summary."""
        if summary := self.find(conversation_id, summary_id):
            policy = self._rules.policy(conversation_id).with_summary(replace(summary, text=text))
            self._rules.change(conversation_id, policy)

    def remove(self, conversation_id: ConversationId, summary_id: str) -> None:
        """What it replaces is sent again, as the other rules say."""
        policy = self._rules.policy(conversation_id)
        self._rules.change(conversation_id, policy.without_summary(summary_id))

    def dismiss(self, conversation_id: ConversationId) -> None:
        """A proposal that came to nothing goes; what was written of it stays among the branches."""
        proposal = self._proposals.get(conversation_id)
        if proposal and not self._chat.is_busy(conversation_id):
            self._put(conversation_id, None)

    # -- what comes back ---------------------------------------------------------------------------------------------

    def _question(self, conversation_id: ConversationId, span: Span, instruction: str) -> AsideQuestion:
        policy = while_summarising(self._rules.policy(conversation_id), span)
        return AsideQuestion(conversation_id, span.last, instruction, policy)

    def _put(self, conversation_id: ConversationId, proposal: Proposal | None) -> None:
        if proposal is None:
            self._proposals.pop(conversation_id, None)
        else:
            self._proposals[conversation_id] = proposal
        self.proposed.emit(conversation_id)

    @Slot(object)
    def _begin(self, added: MessagesAdded) -> None:
        proposal = self._proposals.get(added.conversation_id)
        if proposal and not proposal.reply and added.messages[0].aside:
            self._put(added.conversation_id, replace(proposal, reply=added.messages[-1].id))

    @Slot(object)
    def _end(self, ended: ReplyEnded) -> None:
        reply = ended.reply
        proposal = self._proposals.get(reply.conversation_id)
        if proposal is None or proposal.reply != reply.id or reply.conversation_id not in self._library:
            return
        if _is_whole(reply):
            del self._proposals[reply.conversation_id]
            self.write(reply.conversation_id, proposal.span, reply.text, reply.id)
        self.proposed.emit(reply.conversation_id)

    @Slot(object)
    def _refuse(self, refused: SendRefused) -> None:
        self._withdraw(refused.conversation_id)

    @Slot(str)
    def _withdraw(self, conversation_id: ConversationId) -> None:
        proposal = self._proposals.get(conversation_id)
        if proposal and not proposal.reply:
            self._put(conversation_id, None)


def _is_whole(reply: Message) -> bool:
    """Nothing kept it from being all that the model wanted to say."""
    return ending_of(reply) is Ending.NONE and bool(reply.text.strip())

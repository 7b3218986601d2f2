"""Summaries as cards among the messages: each stands before what it replaces, and so does one that is being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.messages import Conversation, Message, MessageId, Role
from desktop_chat.domain.policy import Summary
from desktop_chat.domain.values import dataclass
from desktop_chat.services.chat import Chat
from desktop_chat.services.summaries import Proposal, Summaries
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count

_Standing: TypeAlias = "tuple[int, int, Message, Summary | Proposal]"
"""From where to where it reaches among the messages, and how it is shown."""
Parts: TypeAlias = Mapping[MessageId, tuple[Message, ...]]


@dataclass(frozen=True, slots=True)
class Card:
    """It takes the place of so many messages, `before` tokens that become `after`; None where nobody knows.

    One that `is_proposed` is not in force. `reply` is the one that the model gave, None where a person wrote it.
    """

    replaced: int
    before: int | None = None
    after: int | None = None
    is_proposed: bool = False
    reply: MessageId | None = None

    @property
    def words(self) -> str:
        """What it replaces, and what that takes."""
        n, messages = self.replaced, count(self.replaced)
        if self.is_proposed:
            return trn("would replace {n} message", "would replace {n} messages", n).format(n=messages)
        if self.before is None or self.after is None:
            return trn("replaces {n} message", "replaces {n} messages", n).format(n=messages)
        template = trn(
            "replaces {n} message, {before} → {after} tokens", "replaces {n} messages, {before} → {after} tokens", n
        )
        return template.format(n=messages, before=count(self.before), after=count(self.after))


class Cards:
    """Of the conversation that is shown."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.summaries: Summaries | None = None
        self._known: dict[MessageId, tuple[Summary | Proposal, int]] = {}

    def __contains__(self, message_id: MessageId) -> bool:
        return message_id in self._known

    def among(self, conversation: Conversation, messages: tuple[Message, ...], parts: Parts) -> tuple[Message, ...]:
        """The messages with each card before the first one that it replaces."""
        self._known = {}
        proposal = self.summaries.proposal(conversation.id) if self.summaries else None
        if not conversation.policy.summaries and not (proposal and proposal.reply):
            return messages
        places = {part.id: at for at, one in enumerate(messages) for part in parts.get(one.id, (one,))}
        standing = list(self._standing(conversation, messages, places, proposal))
        shown: list[Message] = []
        for at, message in enumerate(messages):
            for first, last, card, what in standing:
                if first == at:
                    self._known[card.id] = (what, last - first + 1)
                    shown.append(card)
            shown.append(message)
        return tuple(shown)

    def of(self, message_id: MessageId, plan: ContextPlan | None) -> Card | None:
        """What is to be said about that card; None for a message."""
        if message_id not in self._known:
            return None
        what, replaced = self._known[message_id]
        if isinstance(what, Proposal):
            return Card(replaced, is_proposed=True, reply=what.reply)
        before, after = _tokens(what, plan) if plan else (None, None)
        return Card(replaced, before, after, reply=what.reply)

    def _standing(
        self,
        conversation: Conversation,
        messages: Sequence[Message],
        places: Mapping[MessageId, int],
        proposal: Proposal | None,
    ) -> Iterator[_Standing]:
        for summary in conversation.policy.summaries:
            first, last = places.get(summary.first), places.get(summary.last)
            if first is not None and last is not None and first <= last:
                yield first, last, _shown_as(summary, messages[first]), summary
        if proposal and proposal.reply and proposal.reply not in places:
            first, last = places.get(proposal.span.first), places.get(proposal.span.last)
            reply = self._chat.tree(conversation.id).get(proposal.reply)
            if first is not None and last is not None and reply is not None:
                yield first, last, reply, proposal


def _shown_as(summary: Summary, first: Message) -> Message:
    """A summary reads as a reply does: whoever wrote it, it is Markdown."""
    return Message(summary.id, first.conversation_id, first.parent_id, Role.ASSISTANT, summary.text, first.created_at)


def _tokens(summary: Summary, plan: ContextPlan) -> tuple[int | None, int | None]:
    """What is replaced would take, and what the summary takes."""
    history = plan.history
    card, last = history.places.get(summary.id), history.places.get(summary.last)
    if card is None or last is None:
        return None, None
    return history.replaced_by(card, last), history.tokens(card)


def name() -> str:
    """Who speaks on a card."""
    return tr("Summary")

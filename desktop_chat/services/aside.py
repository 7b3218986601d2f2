"""Questions about a conversation that are no part of it: on a branch that is not read, under rules of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_chat.domain import turns
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.messages import ConversationId, Message, MessageId, Role, now
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.turns import Author, Turn
from desktop_chat.domain.values import dataclass
from desktop_chat.services.library import Library
from desktop_chat.services.outgoing import Outgoing, Wish
from desktop_chat.services.planning import Planner
from desktop_chat.services.trees import Trees


@dataclass(frozen=True, slots=True)
class AsideQuestion:
    """`text`, asked behind the message `after`; `policy` says what of the branch up to there goes along."""

    conversation_id: ConversationId
    after: MessageId
    text: str
    policy: Policy

    def message(self) -> Message:
        """Raises `NothingToSend` for blank text."""
        said = turns.said(self.conversation_id, self.after, Role.USER, self.text, now())
        return replace(said, aside=True)


class Aside:
    """Asks them."""

    def __init__(self, library: Library, planner: Planner, trees: Trees, outgoing: Outgoing) -> None:
        self._library, self._planner, self._trees, self._outgoing = library, planner, trees, outgoing

    def preview(self, question: AsideQuestion) -> ContextPlan:
        """The request that `ask` would send. Raises `RequestRefused` when nobody is chosen to answer, or nothing is
        asked.
        """
        conversation = replace(self._library.get(question.conversation_id), policy=question.policy)
        branch = self._trees.get(conversation.id).branch(question.after)
        return self._planner.preview(branch, question.message(), conversation)

    def ask(self, question: AsideQuestion) -> None:
        """Announced as any question is; what is read stays where it is, and so does the draft."""

        def make(authors: Sequence[Author]) -> Turn:
            return replace(turns.ask(question.message(), authors), is_read=False)

        self._outgoing.ask(Wish(question.conversation_id, make, policy=question.policy))

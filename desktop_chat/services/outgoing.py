"""What was asked and is on its way: from a wish to the first byte.

A turn is planned first, by the one pure plan; then key and server are made sure of, which may take a minute; then
question, empty reply and receipt are committed; only then the first byte is sent. Whatever fails before the commit,
and whoever stops it, leaves the text with the person who wrote it.
"""

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain import receipts
from desktop_chat.domain.errors import ChatError, InTrash, NotFound
from desktop_chat.domain.messages import (
    TITLE_LENGTH,
    Conversation,
    ConversationId,
    Edit,
    Message,
    MessageId,
    Role,
    with_draft_of,
)
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.text import first_line
from desktop_chat.domain.turns import Author, Turn
from desktop_chat.domain.values import dataclass
from desktop_chat.services.access import Reachable
from desktop_chat.services.accounts import Accounts, Choice
from desktop_chat.services.library import Library
from desktop_chat.services.planning import Planned, Planner
from desktop_chat.services.replies import Replies
from desktop_chat.services.trees import Trees


@dataclass(frozen=True, slots=True)
class MessagesAdded:
    """New messages under the new head of their conversation; `asked` is the text they came from, if typed."""

    conversation_id: ConversationId
    messages: tuple[Message, ...]
    asked: str = ""


@dataclass(frozen=True, slots=True)
class SendRefused:
    """Nothing was sent and nothing stored; `text` is still the person's to keep."""

    conversation_id: ConversationId
    text: str
    error: ChatError


@dataclass(frozen=True, slots=True)
class Wish:
    """A turn to be made for its authors. `asked` is the text it comes from, if a person typed one; `is_next` tells
    that it stood in the composer as the next thing to say.

    `choices` are who answers, one reply each; without any the conversation's own choice does. `again` is a request
    to be sent once more as it was, in the place of a new plan. `policy` are rules for this request alone.
    """

    conversation_id: ConversationId
    make: Callable[[Sequence[Author]], Turn]
    asked: str = ""
    is_next: bool = False
    choices: tuple[Choice, ...] = ()
    again: Receipt | None = None
    policy: Policy | None = None


_Chosen: TypeAlias = tuple[str | None, str | None]
"""An endpoint's id and a model; None for what was not chosen."""


@dataclass(slots=True)
class _Outgoing:
    """A wish and the turn that was made of it; the request for each of its replies, and who of those asked was reached.

    `choice` is who answers, `chosen` who was chosen in the conversation by then.
    """

    wish: Wish
    turn: Turn
    planned: dict[MessageId, Planned] = field(default_factory=dict)
    choice: _Chosen = (None, None)
    chosen: _Chosen = (None, None)
    reached: dict[MessageId, Reachable] = field(default_factory=dict)
    failed: dict[MessageId, ChatError] = field(default_factory=dict)

    @property
    def conversation_id(self) -> ConversationId:
        return self.wish.conversation_id

    @property
    def is_answered(self) -> bool:
        """Whether it is known of everybody if they can be reached."""
        return len(self.reached) + len(self.failed) == len(self.planned)


class Outgoing(QObject):
    """At most one turn of a conversation is on its way at a time."""

    added = Signal(object)
    """A `MessagesAdded`."""
    refused = Signal(object)
    """A `SendRefused`."""
    withdrawn = Signal(str)
    """The id of a conversation whose wish was stopped before anything was stored."""

    def __init__(
        self,
        library: Library,
        accounts: Accounts,
        planner: Planner,
        replies: Replies,
        trees: Trees,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._accounts = accounts
        self._planner = planner
        self._replies = replies
        self._trees = trees
        self._preparing: dict[ConversationId, _Outgoing] = {}
        self._stopped: set[ConversationId] = set()

    def ask(self, wish: Wish) -> None:
        """Makes the turn and asks the model, or several."""
        try:
            ready = self._prepare(wish)
        except ChatError as error:
            self.refused.emit(SendRefused(wish.conversation_id, wish.asked, error))
            return
        self._preparing[wish.conversation_id] = ready
        self._library.marks.preparing(wish.conversation_id)
        for reply_id, planned in ready.planned.items():
            self._accounts.reach(
                planned.endpoint, partial(self._reached, ready, reply_id), partial(self._not_reached, ready, reply_id)
            )

    def insert(self, wish: Wish) -> None:
        """Makes the turn without asking the model."""
        try:
            self._refuse_in_trash(wish)
            ready = _Outgoing(wish, wish.make(()))
        except ChatError as error:
            self.refused.emit(SendRefused(wish.conversation_id, wish.asked, error))
            return
        self._library.marks.preparing(wish.conversation_id)
        self._store(ready, (), partial(self._announce, ready))

    def withdraw(self, conversation_id: ConversationId) -> None:
        """What is not stored yet will not be sent; what is being stored just now is sent and stopped at once."""
        if ready := self._preparing.get(conversation_id):
            self._forget(ready)
            self.withdrawn.emit(conversation_id)
        elif self._library.marks.is_preparing(conversation_id):
            self._stopped.add(conversation_id)

    def _refuse_in_trash(self, wish: Wish) -> None:
        if wish.conversation_id not in self._library and self._library.find(wish.conversation_id):
            raise InTrash

    def _prepare(self, wish: Wish) -> _Outgoing:
        self._refuse_in_trash(wish)
        conversation = self._library.get(wish.conversation_id)
        asked = [self._accounts.chosen(choice) for choice in wish.choices]
        asked = asked or [self._accounts.choice_for(conversation)]
        turn = wish.make([Author(endpoint.name, model) for endpoint, model in asked])
        branch = self._trees.get(conversation.id).with_messages(turn.added).branch(turn.parent_of_reply)
        choices = [(endpoint.id, model) for endpoint, model in asked]
        ruled = replace(conversation, policy=wish.policy) if wish.policy else conversation
        planned = {
            reply.id: self._planner.again(wish.again, choice)
            if wish.again
            else self._planner.plan(branch, ruled, choice)
            for reply, choice in zip(turn.replies, choices, strict=True)
        }
        self._planner.check_limits(conversation.id, planned.values())
        # A question to others than the usual one says nothing about who answers the next.
        chosen = (conversation.endpoint_id, conversation.model)
        return _Outgoing(wish, turn, planned, chosen if wish.choices else choices[0], chosen)

    def _is_wanted(self, ready: _Outgoing) -> bool:
        """Not withdrawn, and perhaps asked anew, while key and server were looked for."""
        return self._preparing.get(ready.conversation_id) is ready

    def _reached(self, ready: _Outgoing, reply_id: MessageId, reachable: Reachable) -> None:
        ready.reached[reply_id] = reachable
        self._go_on(ready)

    def _not_reached(self, ready: _Outgoing, reply_id: MessageId, error: ChatError) -> None:
        ready.failed[reply_id] = error
        self._go_on(ready)

    def _go_on(self, ready: _Outgoing) -> None:
        """Once it is known of all who can be reached, those are asked; the text is refused if nobody can."""
        if not self._is_wanted(ready) or not ready.is_answered:
            return
        errors = list(ready.failed.values())
        if not ready.reached:
            self._fail(ready, errors[0])
            return
        ready.turn = ready.turn.without(ready.failed.keys())
        self._commit(ready)
        for error in errors:
            self.refused.emit(SendRefused(ready.conversation_id, "", error))

    def _commit(self, ready: _Outgoing) -> None:
        if ready.conversation_id not in self._library:
            self._follow(ready)
            return
        del self._preparing[ready.conversation_id]
        issued = []
        for reply in ready.turn.replies:
            planned = ready.planned[reply.id]
            endpoint = ready.reached[reply.id].endpoint
            issued.append(receipts.issue(reply, planned.payload, endpoint, planned.factor, planned.price))
        self._store(ready, issued, partial(self._begin, ready))

    def _follow(self, ready: _Outgoing) -> None:
        """The conversation was thrown away meanwhile: nothing is sent, and the text goes with it."""
        conversation, asked = self._library.find(ready.conversation_id), ready.wish.asked
        if conversation is None:
            self._fail(ready, NotFound("conversation", ready.conversation_id))
            return
        edit = conversation.draft_edit
        if asked not in conversation.draft and not _is_of(edit, asked):
            older = "" if asked.startswith(conversation.draft) else f"\n\n{conversation.draft}"
            self._library.set_draft(conversation.id, asked + older, edit=edit)
        self._forget(ready)

    def _store(self, ready: _Outgoing, issued: Sequence[Receipt], then: Callable[[Conversation], None]) -> None:
        """`then` is told the conversation as it was before."""
        conversation = self._library.get(ready.conversation_id)
        changed = _after(conversation, ready)
        self._library.store_turn(changed, ready.turn, issued, lambda _: then(conversation), partial(self._fail, ready))

    def _fail(self, ready: _Outgoing, error: ChatError) -> None:
        self._forget(ready)
        self.refused.emit(SendRefused(ready.conversation_id, ready.wish.asked, error))

    def _forget(self, ready: _Outgoing) -> None:
        self._preparing.pop(ready.conversation_id, None)
        self._stopped.discard(ready.conversation_id)
        self._library.marks.prepared(ready.conversation_id)

    def _begin(self, ready: _Outgoing, before: Conversation) -> None:
        for reply in ready.turn.replies:
            planned = ready.planned[reply.id]
            self._replies.begin(reply, planned.payload, ready.reached[reply.id], planned.options)
            self._library.marks.began(ready.conversation_id)
            if ready.conversation_id in self._stopped:
                self._replies.stop(reply.id)
        self._announce(ready, before)

    def _announce(self, ready: _Outgoing, before: Conversation) -> None:
        self._forget(ready)
        self._trees.add(ready.conversation_id, ready.turn.added)
        conversation = self._library.find(ready.conversation_id)
        if conversation is not None:
            changed = _after(conversation, ready)
            if with_draft_of(before, conversation) != before:  # written since, so it was not what has been said
                changed = with_draft_of(changed, conversation)
            self._library.adopt(changed)
        self.added.emit(MessagesAdded(ready.conversation_id, ready.turn.added, ready.wish.asked))


def _is_of(edit: Edit | None, asked: str) -> bool:
    """Whether it is what a message was being changed to."""
    return edit is not None and bool(asked) and asked in edit.text


def _title(turn: Turn) -> str:
    """A conversation is called by the first words in it; where there are none, by the first file."""
    said = next((message for message in turn.added if message.role is Role.USER), None)
    if said is None:
        return ""
    return first_line(said.text, TITLE_LENGTH) or next((one.name for one in said.attachments), "")


def _after(conversation: Conversation, ready: _Outgoing) -> Conversation:
    """The conversation once the turn is part of it: its head, its time, and a title from the first words."""
    turn, wish = ready.turn, ready.wish
    # The change of an old question says nothing about the next one, which may be half written.
    is_said = wish.is_next or (bool(wish.asked) and wish.asked.startswith(conversation.draft))
    is_changed = not wish.is_next and _is_of(conversation.draft_edit, wish.asked)
    # Who has answered goes on answering, whoever becomes the default; but a choice made meanwhile is the newer one.
    current = (conversation.endpoint_id, conversation.model)
    endpoint_id, model = ready.choice if turn.reply and current == ready.chosen else current
    return replace(
        conversation,
        head=turn.head if turn.is_read else conversation.head,
        endpoint_id=endpoint_id,
        model=model,
        updated_at=max(conversation.updated_at, turn.added[-1].created_at),
        title=conversation.title or _title(turn),
        draft="" if is_said else conversation.draft,
        draft_attachments=() if is_said else conversation.draft_attachments,
        draft_edit=None if is_changed else conversation.draft_edit,
    )

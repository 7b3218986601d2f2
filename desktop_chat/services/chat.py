"""What happens inside a conversation: send, edit, retry, continue, stop.

A turn is planned first, by the one pure plan; then key and server are made sure of; then question, empty reply and
receipt are committed; only then the first byte is sent. Whatever fails before that point leaves the text with the
person who wrote it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain import receipts, tree, turns
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import (
    Conversation,
    ConversationId,
    Message,
    MessageId,
    Role,
    Status,
    now,
)
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.streaming import Corrected
from desktop_chat.domain.text import first_line
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.turns import Author, Turn
from desktop_chat.services.access import Reachable
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.background import Background
from desktop_chat.services.library import TITLE_LENGTH, Library
from desktop_chat.services.planning import Planned, Planner
from desktop_chat.services.replies import Progress, Replies, ReplyEnded
from desktop_chat.storage.store import Store


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
class _Prepared:
    """A turn that is ready to be committed and sent. `asked` is the text it came from, if a person typed one."""

    conversation_id: ConversationId
    turn: Turn
    planned: Planned
    asked: str

    @property
    def reply(self) -> Message:
        return self.turn.added[-1]


class Chat(QObject):
    """The messages of all conversations, and the verbs upon them."""

    messages_added = Signal(object)
    """A `MessagesAdded`."""
    reply_ended = Signal(object)
    """A `ReplyEnded`; the tree holds the reply in its final form by now."""
    head_moved = Signal(str)
    """The id of a conversation that now shows another branch."""
    send_refused = Signal(object)
    """A `SendRefused`."""

    def __init__(
        self,
        store: Store,
        library: Library,
        accounts: Accounts,
        replies: Replies,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._library = library
        self._accounts = accounts
        self._replies = replies
        self._background = background
        self._planner = Planner(store.receipts, accounts)
        self._trees: dict[ConversationId, Tree] = {}
        self._preparing: set[ConversationId] = set()
        replies.ended.connect(self._settle)
        replies.progressed.connect(self._learn)

    # -- what there is -----------------------------------------------------------------------------------------------

    def tree(self, conversation_id: ConversationId) -> Tree:
        """All messages; those that are being written are as they were begun."""
        if conversation_id not in self._trees:
            stored = self._library.is_stored(conversation_id)
            self._trees[conversation_id] = self._store.conversations.tree(conversation_id) if stored else Tree()
        return self._trees[conversation_id]

    def branch(self, conversation_id: ConversationId) -> tuple[Message, ...]:
        """The visible messages, root first, those being written with the text so far."""
        head = self._library.get(conversation_id).head
        return tuple(self._replies.current(message) for message in self.tree(conversation_id).branch(head))

    def writing_in(self, conversation_id: ConversationId) -> Message | None:
        """The reply being written on the visible branch, else any that is being written in this conversation."""
        live = self._replies.in_conversation(conversation_id)
        head = self._library.get(conversation_id).head if live else None
        return next((message for message in live if message.id == head), live[-1] if live else None)

    def receipt(self, message_id: MessageId) -> Receipt:
        """Raises `NotFound` for a message that is no reply of ours."""
        return self._store.receipts.get(message_id)

    def preview(self, conversation_id: ConversationId, draft: str) -> ContextPlan:
        """The request that Enter would send. Raises `RequestRefused`."""
        conversation = self._library.get(conversation_id)
        branch = self.tree(conversation_id).branch(conversation.head)
        if draft.strip():
            question = turns.insert(conversation_id, conversation.head, Role.USER, draft, now())
            branch = (*branch, *question.added)
        return self._planner.plan(branch, conversation).plan

    # -- verbs -------------------------------------------------------------------------------------------------------

    def send(self, conversation_id: ConversationId, text: str) -> None:
        """A question at the end of the visible branch."""
        head = self._library.get(conversation_id).head
        self._ask(conversation_id, lambda author: turns.begin(conversation_id, head, text, author, now()), text)

    def edit(self, question: Message, text: str) -> None:
        """A changed question, as a branch beside the old one."""
        self._ask(question.conversation_id, lambda author: turns.edit(question, text, author, now()), text)

    def retry(self, reply: Message) -> None:
        """Another reply to the same question, as a branch."""
        self._ask(reply.conversation_id, lambda author: turns.retry(reply, author, now()))

    def proceed(self, reply: Message) -> None:
        """The reply goes on where it broke off."""
        self._ask(reply.conversation_id, lambda author: turns.proceed(reply, author, now()))

    def insert(self, conversation_id: ConversationId, role: Role, text: str) -> None:
        """A message at the end of the visible branch, without asking."""
        conversation = self._library.get(conversation_id)
        try:
            turn = turns.insert(conversation_id, conversation.head, role, text, now())
        except ChatError as error:
            self.send_refused.emit(SendRefused(conversation_id, text, error))
            return
        changed = _after(conversation, turn, text)
        self._background.when(
            self._store.conversations.begin_turn(changed, turn, None),
            lambda _: self._announce(changed, turn, text),
            lambda error: self.send_refused.emit(SendRefused(conversation_id, text, error)),
        )

    def stop(self, conversation_id: ConversationId) -> None:
        """Ends the reply that is being written here; what has arrived is kept."""
        if reply := self.writing_in(conversation_id):
            self._replies.stop(reply.id)

    def switch(self, conversation_id: ConversationId, message_id: MessageId, step: int) -> None:
        """Shows the branch `step` places beside this message."""
        known = self.tree(conversation_id)
        sibling = tree.neighbour(known, message_id, step)
        if sibling is not None:
            self._library.set_head(conversation_id, tree.switch(known, sibling))
            self.head_moved.emit(conversation_id)

    def refresh(self, conversation_id: ConversationId) -> None:
        """Reads what another process may have added to a conversation that is shown."""
        if self._library.marks.is_writing(conversation_id) or not self._library.is_stored(conversation_id):
            return
        stored = self._store.conversations.tree(conversation_id)
        if dict(stored) != dict(self._trees.get(conversation_id, Tree())):
            self._trees[conversation_id] = stored
            self.head_moved.emit(conversation_id)

    # -- from a wish to the first byte -------------------------------------------------------------------------------

    def _ask(self, conversation_id: ConversationId, make: Callable[[Author], Turn], asked: str = "") -> None:
        if conversation_id in self._preparing or self.writing_in(conversation_id):
            return
        try:
            prepared = self._prepare(self._library.get(conversation_id), make, asked)
        except ChatError as error:
            self.send_refused.emit(SendRefused(conversation_id, asked, error))
            return
        self._preparing.add(conversation_id)
        self._accounts.reach(
            prepared.planned.endpoint, partial(self._commit, prepared), partial(self._refuse, prepared)
        )

    def _prepare(self, conversation: Conversation, make: Callable[[Author], Turn], asked: str) -> _Prepared:
        endpoint, model = self._accounts.choice_for(conversation)
        turn = make(Author(endpoint.name, model))
        grown = self.tree(conversation.id).with_messages(turn.added)
        planned = self._planner.plan(grown.branch(turn.parent_of_reply), conversation)
        return _Prepared(conversation.id, turn, planned, asked)

    def _commit(self, prepared: _Prepared, reachable: Reachable) -> None:
        if prepared.conversation_id not in self._library:  # it went to the trash meanwhile
            self._preparing.discard(prepared.conversation_id)
            return
        planned = prepared.planned
        receipt = receipts.issue(prepared.reply, planned.plan, reachable.endpoint, planned.factor)
        conversation = _after(self._library.get(prepared.conversation_id), prepared.turn, prepared.asked)
        self._background.when(
            self._store.conversations.begin_turn(conversation, prepared.turn, receipt),
            lambda _: self._begin(conversation, prepared, reachable),
            partial(self._refuse, prepared),
        )

    def _refuse(self, prepared: _Prepared, error: ChatError) -> None:
        self._preparing.discard(prepared.conversation_id)
        self.send_refused.emit(SendRefused(prepared.conversation_id, prepared.asked, error))

    def _begin(self, conversation: Conversation, prepared: _Prepared, reachable: Reachable) -> None:
        self._preparing.discard(conversation.id)
        self._replies.begin(prepared.reply, prepared.planned.plan, reachable)
        self._library.marks.began(conversation.id)
        self._announce(conversation, prepared.turn, prepared.asked)

    def _announce(self, conversation: Conversation, turn: Turn, asked: str) -> None:
        self._trees[conversation.id] = self.tree(conversation.id).with_messages(turn.added)
        self._library.adopt(conversation)
        self.messages_added.emit(MessagesAdded(conversation.id, turn.added, asked))

    # -- what comes back ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _learn(self, progress: Progress) -> None:
        if isinstance(progress.event, Corrected):
            endpoint_id = self.receipt(progress.message_id).endpoint_id
            self._accounts.remember(endpoint_id, progress.event)

    @Slot(object)
    def _settle(self, ended: ReplyEnded) -> None:
        reply = ended.reply
        conversation_id = reply.conversation_id
        if conversation_id in self._trees:
            self._trees[conversation_id] = self._trees[conversation_id].with_messages((reply,))
        self._planner.forget_calibration()
        self._library.marks.ended(conversation_id, well=reply.status in {Status.COMPLETE, Status.STOPPED})
        self._library.set_unread(conversation_id, True)
        self.reply_ended.emit(ended)


def _after(conversation: Conversation, turn: Turn, asked: str) -> Conversation:
    """The conversation once `turn` is part of it: its head, its time, and a title from the first words."""
    said = next((message.text for message in turn.added if message.role is Role.USER), "")
    return replace(
        conversation,
        head=turn.head,
        updated_at=max(conversation.updated_at, turn.added[-1].created_at),
        title=conversation.title or first_line(said, TITLE_LENGTH),
        draft="" if asked else conversation.draft,
    )

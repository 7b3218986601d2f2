"""What happens inside a conversation: send, edit, retry, continue, stop.

How a wish becomes a request is in `outgoing`, what comes back in `replies`; here is what is there, and what a person
can do with it.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain import forks, joints, tree, turns
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import StoreError
from desktop_chat.domain.messages import ConversationId, Message, MessageId, Role, Status, now
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.streaming import Corrected
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.truncation import Truncation
from desktop_chat.domain.turns import Author, Turn
from desktop_chat.services.accounts import Accounts, Choice
from desktop_chat.services.aside import Aside
from desktop_chat.services.background import Background
from desktop_chat.services.library import Library
from desktop_chat.services.outgoing import MessagesAdded, Outgoing, SendRefused, Wish
from desktop_chat.services.planning import Planner
from desktop_chat.services.replies import Progress, Replies, ReplyEnded
from desktop_chat.services.spending import Spending
from desktop_chat.services.trees import Trees
from desktop_chat.storage.store import Store
from desktop_chat.storage.truncations import Truncations

__all__ = ["Chat", "MessagesAdded", "SendRefused"]


class Chat(QObject):
    """The messages of all conversations, and the verbs upon them."""

    messages_added = Signal(object)
    """A `MessagesAdded`."""
    reply_ended = Signal(object)
    """A `ReplyEnded`; the tree holds the reply in its final form by now."""
    head_moved = Signal(str)
    """The id of a conversation that now shows another branch, or other messages."""
    send_refused = Signal(object)
    """A `SendRefused`."""
    send_withdrawn = Signal(str)
    """The id of a conversation where what was about to be sent was stopped; nothing was sent and nothing stored."""
    forked = Signal(str)
    """The id of a conversation that was made from part of another."""
    saving_failed = Signal(object)
    """A `StoreError`: the disk takes nothing; replies go on and are kept in memory."""
    saving_resumed = Signal()
    """All that had come meanwhile is on disk."""

    def __init__(
        self,
        store: Store,
        library: Library,
        accounts: Accounts,
        replies: Replies,
        spending: Spending,
        background: Background,
    ) -> None:
        super().__init__()
        self._library = library
        self._accounts = accounts
        self._replies = replies
        self.spending = spending
        self._receipts = store.receipts
        self._trees = Trees(store.conversations.tree, store.journal.streaming)
        self._truncations = Truncations(store.receipts, self._trees.get)
        self._planner = Planner(self._truncations.samples, accounts, spending)
        self._outgoing = Outgoing(library, accounts, self._planner, replies, self._trees, self)
        self.aside = Aside(library, self._planner, self._trees, self._outgoing)
        self._outgoing.added.connect(self.messages_added)
        self._outgoing.refused.connect(self.send_refused)
        self._outgoing.withdrawn.connect(self.send_withdrawn)
        self.messages_added.connect(spending.forget)
        self.reply_ended.connect(spending.forget)
        replies.ended.connect(self._settle)
        replies.progressed.connect(self._learn)
        store.journal.on_trouble(lambda error: background.post(partial(self._tell_of_saving, error)))

    # -- what there is -----------------------------------------------------------------------------------------------

    def tree(self, conversation_id: ConversationId) -> Tree:
        """All messages; those that are being written may be as they were begun."""
        return self._trees.get(conversation_id)

    def branch(self, conversation_id: ConversationId) -> tuple[Message, ...]:
        """The visible messages, root first, those being written with the text so far."""
        head = self._library.get(conversation_id).head
        messages = self.tree(conversation_id).branch(head)
        if not self._replies.in_conversation(conversation_id):
            return messages  # a very long branch is not even walked through
        return tuple(self._replies.current(message) for message in messages)

    def writing_in(self, conversation_id: ConversationId) -> Message | None:
        """The reply being written on the visible branch, else any that is being written in this conversation."""
        live = self._replies.in_conversation(conversation_id)
        conversation = self._library.find(conversation_id)
        head = conversation.head if conversation else None
        return next((message for message in live if message.id == head), live[-1] if live else None)

    def is_busy(self, conversation_id: ConversationId) -> bool:
        """Whether something is about to be sent here, or is being answered; `stop` ends either."""
        return self._library.marks.is_preparing(conversation_id) or self.writing_in(conversation_id) is not None

    def receipt(self, message_id: MessageId) -> Receipt:
        """Raises `NotFound` for a message that is no reply of ours."""
        return self._receipts.get(message_id)

    def truncation(self, receipt: Receipt) -> Truncation | None:
        """What the server did not read of that request, as far as its count tells."""
        found = self._truncations.of(receipt)
        if found:
            self._planner.forget_calibration()
        return found

    def preview(
        self,
        conversation_id: ConversationId,
        draft: str,
        attachments: tuple[Attachment, ...] = (),
        instead_of: Message | None = None,
    ) -> ContextPlan:
        """The request that Enter would send, or why it would not; `instead_of` is the question that `draft` changes.

        Raises `RequestRefused` when nobody is chosen to answer.
        """
        conversation = self._library.get(conversation_id)
        parent = instead_of.parent_id if instead_of else conversation.head
        branch = self.tree(conversation_id).branch(parent)
        if not draft.strip() and not attachments:
            return self._planner.preview(branch, None, conversation)
        question = turns.said(conversation_id, parent, Role.USER, draft, now(), attachments)
        return self._planner.preview(branch, question, conversation)

    def check_limits(self, conversation_id: ConversationId, plan: ContextPlan) -> None:
        """Raises `SpendingLimit` where to send that would pass one."""
        self.spending.check(conversation_id, [(plan.price, plan)])

    # -- verbs -------------------------------------------------------------------------------------------------------

    def send(
        self,
        conversation_id: ConversationId,
        text: str,
        attachments: tuple[Attachment, ...] = (),
        choices: tuple[Choice, ...] = (),
    ) -> None:
        """A question at the end of the visible branch; to several at once, where several are chosen."""
        head = self._library.get(conversation_id).head

        def make(authors: Sequence[Author]) -> Turn:
            return turns.ask(turns.said(conversation_id, head, Role.USER, text, now(), attachments), authors)

        self._ask(Wish(conversation_id, make, asked=text, is_next=True, choices=choices))

    def edit(self, question: Message, text: str, attachments: tuple[Attachment, ...] | None = None) -> None:
        """A changed question, as a branch beside the old one; with the files that came with it, if no others."""
        if attachments is not None:
            question = replace(question, attachments=attachments)

        def make(authors: Sequence[Author]) -> Turn:
            return turns.ask(turns.changed(question, text, now()), authors)

        self._ask(Wish(question.conversation_id, make, asked=text))

    def change(self, message: Message, text: str, attachments: tuple[Attachment, ...] | None = None) -> None:
        """Other words, or other files, for any message, as a branch beside it, without asking."""
        if attachments is not None:
            message = replace(message, attachments=attachments)
        wish = Wish(message.conversation_id, lambda _: Turn((turns.changed(message, text, now()),)), asked=text)
        if not self.is_busy(message.conversation_id):
            self._outgoing.insert(wish)

    def retry(self, reply: Message, choice: Choice | None = None) -> None:
        """Another reply to the same question, as a branch; by another model, where one is chosen."""
        choices = (choice,) if choice else ()
        self._ask(Wish(reply.conversation_id, lambda by: turns.retry(reply, by[0], now()), choices=choices))

    def replay(self, message_id: MessageId, choice: Choice | None = None) -> None:
        """The request of a reply once more, to the letter, as a branch. Raises `NotFound`."""
        receipt = self._receipts.get(message_id)
        reply = self.tree(receipt.conversation_id)[message_id]
        choice = choice or (receipt.endpoint_id, str(receipt.parameters["model"]))
        wish = Wish(
            reply.conversation_id, lambda by: turns.retry(reply, by[0], now()), choices=(choice,), again=receipt
        )
        self._ask(wish)

    def proceed(self, reply: Message) -> None:
        """The reply goes on where it broke off."""
        self._ask(Wish(reply.conversation_id, lambda by: turns.proceed(reply, by[0], now())))

    def insert(
        self,
        conversation_id: ConversationId,
        role: Role,
        text: str,
        attachments: tuple[Attachment, ...] = (),
        after: MessageId | None = None,
    ) -> None:
        """A message at the end of the visible branch, or after one of its messages as a branch, without asking."""
        parent = after or self._library.get(conversation_id).head

        def make(_: Sequence[Author]) -> Turn:
            return Turn((turns.said(conversation_id, parent, role, text, now(), attachments),))

        if not self.is_busy(conversation_id):
            self._outgoing.insert(Wish(conversation_id, make, asked=text, is_next=after is None))

    def fork(self, message: Message, title: str) -> None:
        """A conversation of its own with everything up to this message; nothing is sent. `forked` tells its id."""
        conversation = self._library.get(message.conversation_id)
        branch = [one for one in self.tree(conversation.id).branch(message.id) if not one.is_streaming]
        other, copies = forks.forked(conversation, branch, title, now())

        def take(_: None) -> None:
            self._library.adopt(other)
            self.forked.emit(other.id)

        if copies:
            self._library.store_turn(other, Turn(copies), (), take, self._library.failed.emit)

    def stop(self, conversation_id: ConversationId) -> None:
        """Ends all that is being written here, and keeps what has arrived; or what is about to be sent."""
        live = self._replies.in_conversation(conversation_id)
        for reply in live:
            self._replies.stop(reply.id)
        if not live:
            self._outgoing.withdraw(conversation_id)

    def switch(self, conversation_id: ConversationId, message_id: MessageId, step: int) -> None:
        """Shows the branch `step` places beside this message."""
        known = self.tree(conversation_id)
        other = joints.neighbour(known, message_id, step)
        if other is not None:
            self._library.set_head(conversation_id, joints.leaf_of(known, other))
            self.head_moved.emit(conversation_id)

    def show(self, conversation_id: ConversationId, message_id: MessageId) -> None:
        """Shows the branch that this message is on, as it was left last."""
        known = self.tree(conversation_id)
        on_branch = any(message.id == message_id for message in known.branch(self._library.get(conversation_id).head))
        if message_id in known and not on_branch:
            self._library.set_head(conversation_id, tree.switch(known, message_id))
            self.head_moved.emit(conversation_id)

    def refresh(self, conversation_id: ConversationId) -> None:
        """Reads what another process may have added to a conversation that is shown."""
        live = {message.id for message in self._replies.in_conversation(conversation_id)}
        if self._trees.renew(conversation_id, own=lambda message: message.id in live):
            self.head_moved.emit(conversation_id)

    # -- what comes back ---------------------------------------------------------------------------------------------

    def _ask(self, wish: Wish) -> None:
        if not self.is_busy(wish.conversation_id):
            self._outgoing.ask(wish)

    @Slot(object)
    def _learn(self, progress: Progress) -> None:
        if isinstance(progress.event, Corrected):
            self._accounts.remember(progress.endpoint_id, progress.model, progress.event)

    @Slot(object)
    def _settle(self, ended: ReplyEnded) -> None:
        reply = ended.reply
        self._trees.add(reply.conversation_id, (reply,))
        self._planner.forget_calibration()
        self._library.marks.ended(reply.conversation_id, well=reply.status in {Status.COMPLETE, Status.STOPPED})
        self._library.set_unread(reply.conversation_id, True)
        self.reply_ended.emit(ended)

    def _tell_of_saving(self, error: StoreError | None) -> None:
        if error is None:
            self.saving_resumed.emit()
        else:
            self.saving_failed.emit(error)

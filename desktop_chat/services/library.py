"""The conversations: which there are, in which order, and what happens to them as a whole.

The list in memory is the truth that every view reads; the store follows it. Other processes (the command line) may
write to the same store, so `refresh` compares and announces what they did.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, new_id, now
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.text import clean, first_line
from desktop_chat.domain.turns import Turn
from desktop_chat.services.background import Background
from desktop_chat.services.marks import Marks
from desktop_chat.services.shelf import Shelf
from desktop_chat.storage.conversations import Conversations

TITLE_LENGTH = 80


class Library(QObject):
    """All conversations that are not in the trash, and the verbs upon one."""

    conversation_added = Signal(object)
    """A `Conversation`."""
    conversation_changed = Signal(object)
    """A `Conversation` with its new values."""
    conversation_removed = Signal(object)
    """The `Conversation` as it was; it may be in the trash."""
    trashed = Signal(object)
    """A `Conversation` that `undo` would bring back."""
    failed = Signal(object)
    """A `ChatError`: a change could not be stored. It is stored with the next change."""

    def __init__(
        self,
        conversations: Conversations,
        background: Background,
        parent: QObject | None = None,
        first_policy: Callable[[], Policy] = Policy,
    ) -> None:
        """`first_policy` is asked for the rules of each new conversation."""
        super().__init__(parent)
        self._store = conversations
        self._first_policy = first_policy
        self._shelf = Shelf(conversations, background, self.failed.emit)
        self._known = {item.id: item for item in conversations.summaries()}
        self._trash: dict[ConversationId, Conversation] = {}
        self.marks = Marks(self)

    def conversations(self) -> tuple[Conversation, ...]:
        """Newest first."""
        return tuple(sorted(self._known.values(), key=lambda item: (item.updated_at, item.id), reverse=True))

    def get(self, conversation_id: ConversationId) -> Conversation:
        """Raises `NotFound`."""
        try:
            return self._known[conversation_id]
        except KeyError:
            raise NotFound("conversation", conversation_id) from None

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._known

    def find(self, conversation_id: ConversationId) -> Conversation | None:
        """The conversation wherever it is: in the list, or put into the trash by this run."""
        return self._known.get(conversation_id) or self._trash.get(conversation_id)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def new(self, like: ConversationId | None = None) -> Conversation:
        """A blank conversation with the endpoint and model of `like`; a blank one that exists is used again."""
        for known in self._known.values():
            if not self._shelf.holds(known.id) and self._is_blank(known):
                if known.policy != self._first_policy():  # it has changed since
                    self.set_policy(known.id, self._first_policy())
                return self._known[known.id]
        at = now()
        conversation = Conversation(new_id(), at, at, policy=self._first_policy())
        if like in self._known:
            model = self._known[like]
            conversation = replace(conversation, endpoint_id=model.endpoint_id, model=model.model)
        self._known[conversation.id] = conversation
        self._shelf.expect(conversation.id)
        self.conversation_added.emit(conversation)
        return conversation

    def leave(self, conversation_id: ConversationId) -> None:
        """The conversation is no longer shown; one that holds nothing of a person's is forgotten."""
        conversation = self._known.get(conversation_id)
        if conversation is None or not self._is_blank(conversation):
            return
        del self._known[conversation_id]
        if self._shelf.holds(conversation_id):
            self._shelf.write(replace(conversation, trashed_at=now()), "trashed_at")
        else:
            self._shelf.forget(conversation_id)
        self.conversation_removed.emit(conversation)

    def rename(self, conversation_id: ConversationId, title: str) -> None:
        title = first_line(clean(title), TITLE_LENGTH)
        if title and title != self.get(conversation_id).title:
            self._change(conversation_id, title=title)

    def choose(self, conversation_id: ConversationId, endpoint_id: str | None, model: str | None) -> None:
        self._change(conversation_id, endpoint_id=endpoint_id, model=model)

    def set_policy(self, conversation_id: ConversationId, policy: Policy) -> None:
        self._change(conversation_id, policy=policy)

    def set_options(self, conversation_id: ConversationId, options: Options) -> None:
        self._change(conversation_id, options=options)

    def set_draft(
        self, conversation_id: ConversationId, draft: str, attachments: tuple[Attachment, ...] | None = None
    ) -> None:
        """Keeps what stands in the composer; None for `attachments` leaves those that stand there. A blank
        conversation is stored with its first draft.
        """
        conversation = self.find(conversation_id)
        if conversation is None:
            return
        attached = conversation.draft_attachments if attachments is None else attachments
        changed = replace(conversation, draft=clean(draft), draft_attachments=attached)
        if conversation_id in self._known:
            self._change(conversation_id, draft=changed.draft, draft_attachments=attached)
        elif changed != conversation:
            self._trash[conversation_id] = changed
            self._shelf.write(changed, "draft", "draft_attachments")

    def set_head(self, conversation_id: ConversationId, head: str) -> None:
        self._change(conversation_id, head=head)

    def set_unread(self, conversation_id: ConversationId, unread: bool) -> None:
        if conversation_id in self._known:
            self._change(conversation_id, unread=unread)

    def trash(self, conversation_id: ConversationId) -> None:
        """Out of the list; `undo` brings it back. Its replies go on, for then they are wanted again."""
        conversation = self._known.pop(conversation_id, None)
        if conversation is None:
            return
        self._trash[conversation_id] = conversation
        self.conversation_removed.emit(conversation)  # whoever writes in it hands over the last words now
        conversation = replace(self._trash[conversation_id], trashed_at=now())
        if self._is_blank(conversation) and not self._shelf.holds(conversation_id):
            del self._trash[conversation_id]
            self._shelf.forget(conversation_id)
            return
        self._trash[conversation_id] = conversation
        self._shelf.write(conversation, "trashed_at")
        self.trashed.emit(conversation)

    def can_undo(self) -> bool:
        return bool(self._trash)

    def undo(self) -> Conversation | None:
        """Takes the last conversation out of the trash again."""
        if not self._trash:
            return None
        conversation = replace(self._trash.popitem()[1], trashed_at=None)
        self._known[conversation.id] = conversation
        self._shelf.write(conversation, "trashed_at")
        self.conversation_added.emit(conversation)
        return conversation

    # -- what others learn and tell ----------------------------------------------------------------------------------

    def store_turn(
        self,
        conversation: Conversation,
        turn: Turn,
        receipts: Sequence[Receipt],
        done: Callable[[None], None],
        failed: Callable[[ChatError], None],
    ) -> None:
        """Stores what was said, and `conversation` as it is then. `adopt` makes that known, once it is done."""
        self._shelf.write_turn(conversation, turn, receipts, done, failed)

    def adopt(self, conversation: Conversation) -> None:
        """`conversation` has been stored with new messages. One that went to the trash meanwhile stays there."""
        if conversation.id in self._trash:
            trashed_at = self._trash[conversation.id].trashed_at
            self._trash[conversation.id] = replace(conversation, trashed_at=trashed_at)
            return
        is_new = conversation.id not in self._known
        self._known[conversation.id] = conversation
        (self.conversation_added if is_new else self.conversation_changed).emit(conversation)

    def seen(self, conversation_id: ConversationId) -> None:
        """The person has the conversation before their eyes."""
        self.set_unread(conversation_id, False)
        self.marks.seen(conversation_id)

    def refresh(self) -> None:
        """Announces what other processes changed. To be called when nothing of ours waits to be written."""
        stored = {item.id: item for item in self._store.summaries()}
        for known in [item for item in self._known.values() if item.id not in stored]:
            if self._shelf.holds(known.id):
                self.conversation_removed.emit(self._known.pop(known.id))
        for conversation_id, conversation in stored.items():
            if conversation_id in self._known:
                self._renew(conversation)
            elif conversation_id not in self._trash:
                self._known[conversation_id] = conversation
                self.conversation_added.emit(conversation)

    # -- storing -----------------------------------------------------------------------------------------------------

    def _renew(self, stored: Conversation) -> None:
        known = self._known[stored.id]
        # The draft here is what is being typed; the other process has only seen an older one.
        renewed = replace(stored, draft=known.draft, draft_attachments=known.draft_attachments)
        if renewed != known and not self._shelf.is_behind(stored.id):
            self._known[stored.id] = renewed
            self.conversation_changed.emit(renewed)

    def _is_blank(self, conversation: Conversation) -> bool:
        """Whether nothing would be missed."""
        begun = conversation.head or conversation.draft or conversation.draft_attachments
        named = conversation.title or conversation.folder
        has_rules = conversation.policy not in (Policy(), self._first_policy()) or conversation.options != Options()
        return not (begun or named or has_rules or self.marks.is_preparing(conversation.id))

    def _change(self, conversation_id: ConversationId, **columns: Any) -> None:
        known = self.get(conversation_id)
        conversation = replace(known, **columns)
        if conversation == known and not self._shelf.is_behind(conversation_id):
            return
        self._known[conversation_id] = conversation
        if self._shelf.holds(conversation_id) or not self._is_blank(conversation):
            self._shelf.write(conversation, *columns)
        if conversation != known:
            self.conversation_changed.emit(conversation)

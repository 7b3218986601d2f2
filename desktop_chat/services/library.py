"""The conversations: which there are, in which order, and what happens to them as a whole.

The list in memory is the truth that every view reads; the store follows it. Other processes (the command line) may
write to the same store, so `refresh` compares and announces what they did.
"""

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, new_id, now
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.text import clean, first_line
from desktop_chat.services.background import Background
from desktop_chat.services.marks import Marks
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
    """A `ChatError`: a change could not be stored."""

    def __init__(self, conversations: Conversations, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = conversations
        self._background = background
        self._known = {item.id: item for item in conversations.summaries()}
        self._unsaved: set[ConversationId] = set()
        self._undo: list[Conversation] = []
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

    # -- verbs -------------------------------------------------------------------------------------------------------

    def new(self, like: ConversationId | None = None) -> Conversation:
        """A blank conversation with the endpoint and model of `like`; a blank one that exists is used again."""
        for conversation_id in self._unsaved:
            return self._known[conversation_id]
        at = now()
        conversation = Conversation(new_id(), at, at)
        if like in self._known:
            model = self._known[like]
            conversation = replace(conversation, endpoint_id=model.endpoint_id, model=model.model)
        self._known[conversation.id] = conversation
        self._unsaved.add(conversation.id)
        self.conversation_added.emit(conversation)
        return conversation

    def leave(self, conversation_id: ConversationId) -> None:
        """The conversation is no longer shown; one that holds no word is forgotten."""
        conversation = self._known.get(conversation_id)
        if conversation is None or conversation.head or conversation.draft or conversation.title:
            return
        del self._known[conversation_id]
        if conversation_id in self._unsaved:
            self._unsaved.discard(conversation_id)
        else:
            self._follow(self._store.change(conversation_id, trashed_at=now()))
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

    def set_draft(self, conversation_id: ConversationId, draft: str) -> None:
        """Keeps what stands in the composer. A blank conversation is stored with its first draft."""
        conversation = self._known.get(conversation_id)
        draft = clean(draft)
        if conversation is not None and conversation.draft != draft:
            self._change(conversation_id, draft=draft)

    def set_head(self, conversation_id: ConversationId, head: str) -> None:
        self._change(conversation_id, head=head)

    def set_unread(self, conversation_id: ConversationId, unread: bool) -> None:
        if conversation_id in self._known and self._known[conversation_id].unread != unread:
            self._change(conversation_id, unread=unread)

    def trash(self, conversation_id: ConversationId) -> None:
        """Out of the list; `undo` brings it back."""
        conversation = self._known.pop(conversation_id, None)
        if conversation is None:
            return
        self.conversation_removed.emit(conversation)
        if conversation_id in self._unsaved:
            self._unsaved.discard(conversation_id)
            if not conversation.draft:
                return
        self._undo.append(conversation)
        self._follow(self._store.change(conversation_id, trashed_at=now()))
        self.trashed.emit(conversation)

    def can_undo(self) -> bool:
        return bool(self._undo)

    def undo(self) -> Conversation | None:
        """Takes the last conversation out of the trash again."""
        if not self._undo:
            return None
        conversation = replace(self._undo.pop(), trashed_at=None)
        self._known[conversation.id] = conversation
        self._follow(self._store.change(conversation.id, trashed_at=None))
        self.conversation_added.emit(conversation)
        return conversation

    # -- what others learn and tell ----------------------------------------------------------------------------------

    def adopt(self, conversation: Conversation) -> None:
        """`conversation` has been stored by another service, with a new message for instance."""
        is_new = conversation.id not in self._known
        self._unsaved.discard(conversation.id)
        self._known[conversation.id] = conversation
        (self.conversation_added if is_new else self.conversation_changed).emit(conversation)

    def is_stored(self, conversation_id: ConversationId) -> bool:
        return conversation_id in self._known and conversation_id not in self._unsaved

    def seen(self, conversation_id: ConversationId) -> None:
        """The person has the conversation before their eyes."""
        self.set_unread(conversation_id, False)
        self.marks.seen(conversation_id)

    def refresh(self) -> None:
        """Announces what other processes changed."""
        stored = {item.id: item for item in self._store.summaries()}
        for conversation_id in set(self._known) - set(stored) - self._unsaved:
            self.conversation_removed.emit(self._known.pop(conversation_id))
        for conversation_id, conversation in stored.items():
            known = self._known.get(conversation_id)
            if known is None:
                self._known[conversation_id] = conversation
                self.conversation_added.emit(conversation)
            elif known != conversation and not self.marks.is_writing(conversation_id):
                # The draft here is what is being typed; the other process has only seen an older one.
                self._known[conversation_id] = replace(conversation, draft=known.draft)
                self.conversation_changed.emit(self._known[conversation_id])

    # -- storing -----------------------------------------------------------------------------------------------------

    def _change(self, conversation_id: ConversationId, **columns: Any) -> None:
        conversation = replace(self.get(conversation_id), **columns)
        self._known[conversation_id] = conversation
        if conversation_id not in self._unsaved:
            self._follow(self._store.change(conversation_id, **columns))
        elif conversation.draft:
            self._unsaved.discard(conversation_id)
            self._follow(self._store.create(conversation))
        self.conversation_changed.emit(conversation)

    def _follow(self, future: Future[None]) -> None:
        self._background.when(future, lambda _: None, self._on_trouble)

    def _on_trouble(self, error: ChatError) -> None:
        self.failed.emit(error)

"""The rows of conversations, kept in step with what is known in memory.

Memory is ahead of the disk: a change is seen at once and written a moment later. A disk that takes nothing for a while
must not cost a word, so what could not be written is written with the next change.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.turns import Turn
from desktop_chat.services.background import Background
from desktop_chat.storage.conversations import Conversations

Failed = Callable[[ChatError], None]


_DRAFT = frozenset({"draft", "draft_attachments", "draft_edit"})


class Shelf:
    """`failed` hears of what could not be written and nobody waits for. `stirred` hears when more than a draft will
    be written.
    """

    def __init__(
        self, conversations: Conversations, background: Background, failed: Failed, stirred: Callable[[], None]
    ) -> None:
        self._store = conversations
        self._background = background
        self._failed = failed
        self._stirred = stirred
        self._unsaved: set[ConversationId] = set()
        self._behind: dict[ConversationId, set[str]] = {}

    def holds(self, conversation_id: ConversationId) -> bool:
        """Whether the conversation has a row, or will have one as soon as the writer comes to it."""
        return conversation_id not in self._unsaved

    def is_behind(self, conversation_id: ConversationId) -> bool:
        """Whether something about the conversation is known in memory only."""
        return conversation_id in self._unsaved or conversation_id in self._behind

    def expect(self, conversation_id: ConversationId) -> None:
        """There is such a conversation, without a word that would be missed; it has no row."""
        self._unsaved.add(conversation_id)

    def write(self, conversation: Conversation, *columns: str) -> None:
        """These columns have other values now. Makes the row if there is none."""
        if self.is_behind(conversation.id) or not _DRAFT.issuperset(columns):
            self._stirred()
        if conversation.id in self._unsaved:
            self._unsaved.discard(conversation.id)
            self._follow(self._store.create(conversation), partial(self._not_made, conversation.id))
            return
        names = self._behind.pop(conversation.id, set()) | set(columns)
        values: Any = {name: getattr(conversation, name) for name in sorted(names)}
        failed = partial(self._not_changed, conversation.id, names)
        self._follow(self._store.change(conversation.id, **values), failed)

    def write_each(self, conversations: Iterable[Conversation], *columns: str) -> None:
        """The same for many, at once."""
        self._stirred()
        held = []
        for conversation in conversations:
            if conversation.id in self._unsaved:
                self.write(conversation)
            else:
                held.append(conversation)
        names = {one.id: self._behind.pop(one.id, set()) | set(columns) for one in held}
        changes: Any = {one.id: {name: getattr(one, name) for name in sorted(names[one.id])} for one in held}

        def refuse(error: ChatError) -> None:
            for conversation_id, those in names.items():
                self._behind.setdefault(conversation_id, set()).update(those)
            self._failed(error)

        if changes:
            self._follow(self._store.change_each(changes), refuse)

    def discard(self, conversation_id: ConversationId) -> None:
        """Nothing was ever said here: no row is needed."""
        self._stirred()
        if conversation_id in self._unsaved:
            self._unsaved.discard(conversation_id)
        else:
            self._follow(self._store.discard(conversation_id), self._failed)

    def write_turn(
        self,
        conversation: Conversation,
        turn: Turn,
        receipts: Sequence[Receipt],
        done: Callable[[None], None],
        failed: Failed,
    ) -> None:
        """The turn, its receipts and what the conversation becomes by it, at once. Makes the row if there is none."""
        self._stirred()
        is_new = conversation.id in self._unsaved
        self._unsaved.discard(conversation.id)  # what is written from now on finds the row that the turn makes

        def refuse(error: ChatError) -> None:
            if is_new:
                self._unsaved.add(conversation.id)
            failed(error)

        self._background.when(self._store.begin_turn(conversation, turn, *receipts), done, refuse)

    def _follow(self, future: "Future[None]", failed: Failed) -> None:
        self._background.when(future, lambda _: None, failed)

    def _not_made(self, conversation_id: ConversationId, error: ChatError) -> None:
        self._unsaved.add(conversation_id)
        self._failed(error)

    def _not_changed(self, conversation_id: ConversationId, names: set[str], error: ChatError) -> None:
        if conversation_id in self._unsaved and isinstance(error, NotFound):
            return  # its row could not be made, which has been told; it will be made with everything
        self._behind.setdefault(conversation_id, set()).update(names)
        self._failed(error)

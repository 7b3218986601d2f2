"""The conversations: which there are, in which order, and what happens to them as a whole.

The list in memory is the truth that every view reads; the store follows it. Other processes (the command line) may
write to the same store, so `refresh` has it compared in the background, and announces what they did.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, Edit, new_id, now, with_draft_of
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.text import clean
from desktop_chat.domain.turns import Turn
from desktop_chat.services.background import Background
from desktop_chat.services.marks import Marks
from desktop_chat.services.rereading import Difference, Rereading
from desktop_chat.services.shelf import Shelf
from desktop_chat.services.trash import Trash
from desktop_chat.storage.conversations import Conversations
from desktop_chat.storage.days import Days

_FEW = 50


class Library(QObject):
    """All conversations. "In the library" means: not in the trash; `get` knows those there as well."""

    conversation_added = Signal(object)
    """A `Conversation`."""
    conversation_changed = Signal(object)
    """A `Conversation` with its new values."""
    conversation_removed = Signal(object)
    """The `Conversation` as it was; it may be in the trash."""
    many_began = Signal()
    """So many of the three follow that whoever shows them all had better look once, when `many_ended` tells."""
    many_ended = Signal()
    trash_changed = Signal()
    """Something was thrown away, brought back, or deleted for good."""
    refreshed = Signal()
    """What `refresh` was to find out is known now, and has been announced."""
    failed = Signal(object)
    """A `ChatError`: a change could not be stored. It is stored with the next change. Or others' could not be read."""

    def __init__(
        self,
        conversations: Conversations,
        days: Days,
        background: Background,
        parent: QObject | None = None,
        first_policy: Callable[[], Policy] = Policy,
    ) -> None:
        """`first_policy` is asked for the rules of each new conversation."""
        super().__init__(parent)
        self._store = conversations
        self._first_policy = first_policy
        self._known = {item.id: item for item in conversations.summaries()}
        self._rereading = Rereading(
            conversations, background, lambda: dict(self._known), self._take_over, self.failed.emit
        )
        self._shelf = Shelf(conversations, background, self.failed.emit, self._rereading.void)
        self.trash = Trash(conversations, days, background)
        self.marks = Marks(self)

    def conversations(self, *, in_order: bool = True) -> tuple[Conversation, ...]:
        """Newest first; or in any order, for whoever has their own: a hundred thousand are not sorted twice."""
        if not in_order:
            return tuple(self._known.values())
        return tuple(sorted(self._known.values(), key=lambda item: (item.updated_at, item.id), reverse=True))

    def get(self, conversation_id: ConversationId) -> Conversation:
        """The conversation wherever it is, in the trash too. Raises `NotFound`."""
        if (found := self.find(conversation_id)) is None:
            raise NotFound("conversation", conversation_id)
        return found

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._known

    def find(self, conversation_id: ConversationId) -> Conversation | None:
        """The same, or None."""
        return self._known.get(conversation_id) or self.trash.get(conversation_id)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def new(self, like: ConversationId | None = None, *, apart_from: ConversationId | None = None) -> Conversation:
        """A blank conversation with the endpoint and model of `like`; a blank one that exists is used again, unless it
        is `apart_from`.
        """
        for known in self._known.values():
            if known.id != apart_from and not self._shelf.holds(known.id) and self._is_blank(known):
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
        self._shelf.discard(conversation_id)
        self.conversation_removed.emit(conversation)

    def choose(self, conversation_id: ConversationId, endpoint_id: str | None, model: str | None) -> None:
        self._change(conversation_id, endpoint_id=endpoint_id, model=model)

    def set_policy(self, conversation_id: ConversationId, policy: Policy) -> None:
        self._change(conversation_id, policy=policy)

    def set_options(self, conversation_id: ConversationId, options: Options) -> None:
        self._change(conversation_id, options=options)

    def set_draft(
        self,
        conversation_id: ConversationId,
        draft: str,
        attachments: tuple[Attachment, ...] | None = None,
        edit: Edit | None = None,
    ) -> None:
        """Keeps what stands in the composer; None for `attachments` leaves those that stand there. A blank
        conversation is stored with its first draft.
        """
        conversation = self.find(conversation_id)
        if conversation is not None:
            attached = conversation.draft_attachments if attachments is None else attachments
            edit = replace(edit, text=clean(edit.text)) if edit else None
            self._change(conversation_id, draft=clean(draft), draft_attachments=attached, draft_edit=edit)

    def set_head(self, conversation_id: ConversationId, head: str) -> None:
        self._change(conversation_id, head=head)

    def set_unread(self, conversation_id: ConversationId, unread: bool) -> None:
        if conversation_id in self._known:
            self._change(conversation_id, unread=unread)

    # -- verbs upon many ---------------------------------------------------------------------------------------------

    def change_each(self, changed: Iterable[Conversation], *columns: str) -> tuple[Conversation, ...]:
        """These columns have the values of `changed` now; the conversations of which one differed, as they were."""
        before = []
        with _telling(self, changed := tuple(changed)):
            for new in changed:
                known = self._known.get(new.id)
                values = {name: getattr(new, name) for name in columns}
                if known is not None and known != (renewed := replace(known, **values)):
                    self._known[new.id] = renewed
                    before.append(known)
                    self.conversation_changed.emit(renewed)
        self._shelf.write_each([self._known[one.id] for one in before], *columns)
        return tuple(before)

    def put_away(self, conversation_ids: Iterable[ConversationId]) -> tuple[Conversation, ...]:
        """Into the trash; those that are there now. Their replies go on, for they may be wanted again."""
        ids, at = [one for one in dict.fromkeys(conversation_ids) if one in self._known], self.trash.stamp()
        with _telling(self, ids):
            gone = [self._put_away(conversation_id, at) for conversation_id in ids]
        kept = tuple(one for one in gone if one is not None)
        self._shelf.write_each(kept, "trashed_at")
        self.trash_changed.emit()
        return kept

    def _put_away(self, conversation_id: ConversationId, at: datetime) -> Conversation | None:
        self.trash.put(self._known.pop(conversation_id))
        # Whoever writes in it hands over the last words now.
        self.conversation_removed.emit(self.trash.get(conversation_id))
        conversation = replace(self.get(conversation_id), trashed_at=at)
        if self._is_blank(conversation) and not self._shelf.holds(conversation_id):
            self.trash.take(conversation_id)
            self._shelf.discard(conversation_id)
            return None
        self.trash.put(conversation)
        return conversation

    def bring_back(self, conversation_ids: Iterable[ConversationId]) -> tuple[Conversation, ...]:
        """Out of the trash; those that were in it, as they are now."""
        taken = [self.trash.take(conversation_id) for conversation_id in conversation_ids]
        back = tuple(replace(one, trashed_at=None) for one in taken if one is not None)
        with _telling(self, back):
            for conversation in back:
                self._known[conversation.id] = conversation
                self.conversation_added.emit(conversation)
        self._shelf.write_each(back, "trashed_at")
        self.trash_changed.emit()
        return back

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
        self._rereading.void()
        is_new = conversation.id not in self._known
        if is_new and (trashed := self.trash.get(conversation.id)):
            self.trash.put(replace(conversation, trashed_at=trashed.trashed_at))
            return
        self._known[conversation.id] = conversation
        (self.conversation_added if is_new else self.conversation_changed).emit(conversation)

    def seen(self, conversation_id: ConversationId) -> None:
        """The person has the conversation before their eyes."""
        self.set_unread(conversation_id, False)
        self.marks.seen(conversation_id)

    @Slot()
    def refresh(self) -> None:
        """Announces what other processes changed, once that has been read; `refreshed` tells of the end."""
        self._rereading.begin()

    def _take_over(self, found: Difference) -> None:
        with _telling(self, (*found.gone, *found.changed)):
            for conversation_id in found.gone:
                if conversation_id in self._known and self._shelf.holds(conversation_id):
                    self.conversation_removed.emit(self._known.pop(conversation_id))
            self.take_in(found.changed)
        self.trash.renew(is_behind=self._shelf.is_behind)
        self.trash_changed.emit()
        self.refreshed.emit()

    def take_in(self, stored: Iterable[Conversation]) -> None:
        """Announces these, which another process has written and which are not in the trash."""
        self._rereading.void()
        for conversation in stored:
            if self._shelf.is_behind(conversation.id):
                continue
            known = self._known.get(conversation.id)
            # The draft here is what is being typed; the other process has only seen an older one.
            self._known[conversation.id] = renewed = with_draft_of(conversation, known) if known else conversation
            if renewed != known:
                (self.conversation_changed if known else self.conversation_added).emit(renewed)

    # -- storing -----------------------------------------------------------------------------------------------------

    def _is_blank(self, conversation: Conversation) -> bool:
        """Whether nothing would be missed."""
        begun = conversation.head or conversation.draft or conversation.draft_attachments or conversation.draft_edit
        named = conversation.title or conversation.folder
        has_rules = conversation.policy not in (Policy(), self._first_policy()) or conversation.options != Options()
        return not (begun or named or has_rules or self.marks.is_preparing(conversation.id))

    def _change(self, conversation_id: ConversationId, **columns: Any) -> None:
        known = self.get(conversation_id)
        conversation = replace(known, **columns)
        if conversation == known and not self._shelf.is_behind(conversation_id):
            return
        if conversation_id in self._known:
            self._known[conversation_id] = conversation
        else:
            self.trash.put(conversation)
        if self._shelf.holds(conversation_id) or not self._is_blank(conversation):
            self._shelf.write(conversation, *columns)
        if conversation != known:
            self.conversation_changed.emit(conversation)


@contextmanager
def _telling(library: Library, these: Sequence[object]) -> Iterator[None]:
    """What happens to so many is announced one by one, between `many_began` and `many_ended` where they are many."""
    if len(these) <= _FEW:
        yield
        return
    library.many_began.emit()
    try:
        yield
    finally:
        library.many_ended.emit()

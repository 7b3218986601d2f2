"""What is in the trash. It is read when somebody looks into it, for which no start waits."""

from collections.abc import Callable
from datetime import datetime, timedelta

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, now
from desktop_chat.storage.conversations import Conversations


class Trash:
    """Memory is ahead of the disk here too: what is put in or taken out by this run is known at once."""

    def __init__(self, conversations: Conversations) -> None:
        self._store = conversations
        self._inside: dict[ConversationId, Conversation] = {}
        self._taken: set[ConversationId] = set()
        self._is_read = False
        self._stamp = now()

    def stamp(self) -> datetime:
        """The moment of throwing something away: no two are the same, for it tells what went together."""
        self._stamp = max(now(), self._stamp + timedelta(milliseconds=1))
        return self._stamp

    def all(self) -> tuple[Conversation, ...]:
        """What was thrown away last comes first."""
        if not self._is_read:
            self._is_read = True
            for conversation in self._store.summaries(trashed=True):
                if conversation.id not in self._taken:
                    self._inside.setdefault(conversation.id, conversation)
        return tuple(sorted(self._inside.values(), key=_when, reverse=True))

    def newest(self) -> tuple[Conversation, ...]:
        """Those that were thrown away last, together."""
        everything = self.all()
        return tuple(one for one in everything if one.trashed_at == everything[0].trashed_at)

    def get(self, conversation_id: ConversationId) -> Conversation | None:
        if conversation_id not in self._inside and not self._is_read and conversation_id not in self._taken:
            try:
                found = self._store.get(conversation_id)
            except NotFound:
                return None
            if found.trashed_at is None:
                return None
            self._inside[conversation_id] = found
        return self._inside.get(conversation_id)

    def put(self, conversation: Conversation) -> None:
        """It is inside now, or is another than it was."""
        self._inside[conversation.id] = conversation
        self._taken.discard(conversation.id)

    def take(self, conversation_id: ConversationId) -> Conversation | None:
        """It is inside no more: it is wanted again, or gone for good."""
        found = self.get(conversation_id)
        if found is not None:
            del self._inside[conversation_id]
            self._taken.add(conversation_id)
        return found

    def renew(self, *, is_behind: Callable[[ConversationId], bool]) -> None:
        """Others may have changed what is in it: all is read again but for what only memory knows."""
        self._inside = {key: one for key, one in self._inside.items() if is_behind(key)}
        self._taken.clear()
        self._is_read = False


def _when(conversation: Conversation) -> tuple[datetime, ConversationId]:
    return conversation.trashed_at or conversation.updated_at, conversation.id

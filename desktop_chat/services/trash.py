"""What is in the trash. It is read when somebody looks into it, for which no start waits."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from desktop_chat.domain import keeping
from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, now
from desktop_chat.services.background import Background
from desktop_chat.storage.conversations import Conversations
from desktop_chat.storage.days import Days


class Trash:
    """Memory is ahead of the disk here too: what is put in or taken out by this run is known at once."""

    def __init__(
        self, conversations: Conversations, days: Days, background: Background, clock: Callable[[], datetime] = now
    ) -> None:
        self._store = conversations
        self._days = days
        self._background = background
        self._clock = clock
        self._seen: list[date] | None = None
        self._inside: dict[ConversationId, Conversation] = {}
        self._taken: set[ConversationId] = set()
        self._is_read = False
        self._stamp = clock()

    def stamp(self) -> datetime:
        """The moment of throwing something away: no two are the same, for it tells what went together."""
        at = self._clock()
        self._see(at)
        self._stamp = max(at, self._stamp + timedelta(milliseconds=1))
        return self._stamp

    def left(self, conversation: Conversation, at: datetime) -> timedelta:
        """How long it is kept yet, told at the moment `at`: 30 days at first, nothing or less at the end."""
        if conversation.trashed_at is None:
            return keeping.KEPT_IN_TRASH
        return keeping.left(conversation.trashed_at, at, self._days_seen())

    def outlived(self) -> tuple[Conversation, ...]:
        """Those that are kept no longer. To be asked for on each day on which the program runs."""
        at = self._clock()
        self._see(at)
        oldest_first = reversed(self.all())
        return tuple(takewhile(lambda one: self.left(one, at) <= timedelta(), oldest_first))

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

    def _days_seen(self) -> list[date]:
        if self._seen is None:
            self._seen = self._days.all()
        return self._seen

    def _see(self, at: datetime) -> None:
        today, seen = at.astimezone(UTC).date(), self._days_seen()
        if not seen or seen[-1] != today:
            self._seen = [*(day for day in seen if day < today), today]
            self._background.when(self._days.note(today), lambda _: None, self._forget_days)

    def _forget_days(self, _: ChatError) -> None:
        """What could not be noted is noted the next time."""
        self._seen = None


def _when(conversation: Conversation) -> tuple[datetime, ConversationId]:
    return conversation.trashed_at or conversation.updated_at, conversation.id

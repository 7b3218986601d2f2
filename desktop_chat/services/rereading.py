"""What another process changed about the conversations: all are read again in the background, and compared there.

Of a hundred thousand the reading takes a second or two. What this run changes meanwhile counts: then the comparison is
void, and is made again. Only what stands in a composer may change, for there memory is always right.
"""

from collections.abc import Callable, Mapping

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Conversation, ConversationId, with_draft_of
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.storage.conversations import Conversations

Known = Mapping[ConversationId, Conversation]


@dataclass(frozen=True, slots=True)
class Difference:
    """Conversations that are stored otherwise than they are known, and those that are gone or in the trash."""

    changed: tuple[Conversation, ...]
    gone: tuple[ConversationId, ...]


class Rereading:
    """`known` gives what is known now, as a copy. `found` is called with each difference while nothing of ours waits to
    be written, `failed` where the store could not be read.
    """

    def __init__(
        self,
        store: Conversations,
        background: Background,
        known: Callable[[], Known],
        found: Callable[[Difference], None],
        failed: Callable[[ChatError], None],
    ) -> None:
        self._store = store
        self._background = background
        self._known = known
        self._found = found
        self._failed = failed
        self._is_under_way = False
        self._is_void = False
        self._is_wanted_again = False

    def begin(self) -> None:
        """As soon as nothing of ours waits to be written; once more at the end of one that is under way."""
        if self._is_under_way:
            self._is_wanted_again = True
            return
        self._is_under_way = True
        self._background.when_settled(self._read)

    def void(self) -> None:
        """Something else than a draft is known since now. What is being read may be older."""
        self._is_void = True

    def _read(self) -> None:
        known, self._is_void, self._is_wanted_again = self._known(), False, False
        self._background.run(lambda: difference(known, self._store.summaries()), self._wait, self._give_up)

    def _wait(self, found: Difference) -> None:
        self._background.when_settled(lambda: self._tell(found))

    def _tell(self, found: Difference) -> None:
        if self._is_void:
            self._read()
            return
        self._end()
        self._found(found)

    def _give_up(self, error: ChatError) -> None:
        self._end()
        self._failed(error)

    def _end(self) -> None:
        self._is_under_way = False
        if self._is_wanted_again:
            self._background.post(self.begin)


def difference(known: Known, stored: list[Conversation]) -> Difference:
    """What `stored` has otherwise, drafts left aside."""
    ids = {one.id for one in stored}
    changed = tuple(one for one in stored if _differs(one, known.get(one.id)))
    return Difference(changed, tuple(one for one in known if one not in ids))


def _differs(stored: Conversation, known: Conversation | None) -> bool:
    return known is None or (stored != known and with_draft_of(stored, known) != known)

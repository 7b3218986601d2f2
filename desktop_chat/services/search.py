"""Finding words in everything that was ever said, while they are still being typed.

Looking through all messages takes its time and belongs into the background; titles are in memory and are found at once.
Only the newest query is answered: at most one is being looked for, and of those that came meanwhile only the last is
looked for next.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, Message, MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.storage.search import Hit, terms_of


@dataclass(frozen=True, slots=True)
class Result:
    """A message that holds the words. `model` is None where no model wrote it."""

    conversation_id: ConversationId
    message_id: MessageId
    title: str
    snippet: str
    model: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to the newest query: the messages, newest first, or why there is no answer."""

    query: str
    results: tuple[Result, ...] = ()
    error: ChatError | None = None


class Search(QObject):
    """`find` asks, `found` answers. `look` and `message` read the store and are called in the background."""

    found = Signal(object)
    """A `Found`."""

    def __init__(
        self,
        look: Callable[[str], list[Hit]],
        message: Callable[[MessageId], Message],
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._message = message
        self._background = background
        self._newest = ""
        self._looking_for: str | None = None

    def find(self, query: str) -> None:
        """Answers with `found`, unless another query comes before that. A query without words ends the search."""
        self._newest = query
        if self._looking_for is None and terms_of(query):
            self._ask(query)

    def _ask(self, query: str) -> None:
        self._looking_for = query
        self._background.run(
            lambda: self._results(query),
            lambda results: self._answer(Found(query, results)),
            lambda error: self._answer(Found(query, error=error)),
        )

    def _answer(self, found: Found) -> None:
        self._looking_for = None
        if found.query == self._newest:
            self.found.emit(found)
        elif terms_of(self._newest):
            self._ask(self._newest)

    def _results(self, query: str) -> tuple[Result, ...]:
        results = (self._result(hit) for hit in self._look(query) if hit.message_id is not None)
        return tuple(result for result in results if result is not None)

    def _result(self, hit: Hit) -> Result | None:
        try:
            message = self._message(hit.message_id or "")
        except NotFound:  # deleted between the two reads
            return None
        return Result(hit.conversation_id, message.id, hit.title, hit.snippet, message.model, message.created_at)


def in_titles(query: str, conversations: Iterable[Conversation]) -> tuple[Conversation, ...]:
    """Those whose title holds every word of `query`, in their order."""
    terms = terms_of(query)
    if not terms:
        return ()
    return tuple(item for item in conversations if all(term in item.title.casefold() for term in terms))


def marks(query: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where in `text` the words of `query` stand, (start, end) each, joined where they touch."""
    folded = text.casefold()
    if len(folded) != len(text):  # some letters fold into two; places would be wrong
        folded = "".join(c if len(c.casefold()) != 1 else c.casefold() for c in text)
    spans: list[tuple[int, int]] = []
    for term in terms_of(query):
        start = folded.find(term)
        while start >= 0:
            spans.append((start, start + len(term)))
            start = folded.find(term, start + len(term))
    return _joined(spans)


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)

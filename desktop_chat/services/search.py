"""Finding words in everything that was ever said, while they are still being typed.

Looking takes place in the background. Only the newest question is answered: one that is being looked for when another
comes is stopped in the middle, and of those that came meanwhile only the last is looked for next.
"""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.hits import Hit, Hits, Order, Question, Spans
from desktop_chat.domain.query import Query, parse
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.storage.stopping import Stop

_MORE = 100  # the first results come while somebody types, the others to a reader


class Shelf(Protocol):
    """Where it is looked for; both are called in the background."""

    def find(self, question: Question, stop: Stop) -> Hits | None: ...

    def find_titles(self, query: Query) -> tuple[Hit, ...]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to the newest question, or why there is none: `query` as it was typed, and the hits so far.

    `titles` are conversations by their title, those in the trash included, the last changed first; `results` are
    messages in the order that was asked for. Not complete: the index is still being made, and older messages may be
    missing. `has_more`: `Search.more` brings further results.
    """

    query: str
    results: tuple[Hit, ...] = ()
    titles: tuple[Hit, ...] = ()
    order: Order = Order.NEWEST
    is_complete: bool = True
    has_more: bool = False
    error: ChatError | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and what is known of its answer already."""

    question: Question
    stop: Stop
    so_far: Found | None = None


class Search(QObject):
    """`find` and `more` ask, `found` answers."""

    found = Signal(object)
    """A `Found`."""

    def __init__(self, shelf: Shelf, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._background = background
        self._looking_for: _Asked | None = None
        self._next: _Asked | None = None
        self._answer: tuple[Found, Hits] | None = None

    def find(self, query: str, order: Order = Order.NEWEST) -> None:
        """Answers with `found`, unless another question comes before that. An empty one only ends the search."""
        self._answer = None
        question = Question(parse(query), order)
        self._ask(None if question.query.is_empty else _Asked(question, Stop()))

    def more(self) -> None:
        """Answers with `found` again: the results so far and the next ones. Nothing happens where there are no more."""
        if self._answer is None or self._next or self._looking_for:
            return
        found, hits = self._answer
        if hits.more:
            self._ask(_Asked(Question(parse(found.query), found.order, _MORE, hits.more), Stop(), found))

    def _ask(self, asked: _Asked | None) -> None:
        self._next = asked
        if self._looking_for:
            self._looking_for.stop.set()
        else:
            self._look()

    def _look(self) -> None:
        asked, self._looking_for, self._next = self._next, self._next, None
        if asked:
            self._background.run(
                lambda: self._looked(asked),
                lambda answer: self._tell(asked, answer),
                lambda error: self._tell(asked, (Found(asked.question.query.text, error=error), Hits())),
            )

    def _tell(self, asked: _Asked, answer: tuple[Found, Hits] | None) -> None:
        self._looking_for = None
        if answer and not asked.stop.is_set:
            self._answer = answer
            self.found.emit(answer[0])
        self._look()

    def _looked(self, asked: _Asked) -> tuple[Found, Hits] | None:
        """In the background. None: it was stopped."""
        question, before = asked.question, asked.so_far
        titles = before.titles if before else self._shelf.find_titles(question.query)
        hits = self._shelf.find(question, asked.stop)
        if hits is None:
            return None
        results = (before.results if before else ()) + hits.hits
        has_more = hits.more is not None
        return Found(question.query.text, results, titles, question.order, hits.is_complete, has_more), hits


def marks(query: str, text: str) -> Spans:
    """Where in `text` the words of `query` stand, joined where they touch."""
    from desktop_chat.storage import needles  # with the first search: no start waits for it

    return needles.marks(needles.needles(parse(query).terms), text)

"""Finding words in everything that was ever said.

Titles and bodies are read from the newest on, one at a time, until enough has been found, so memory stays flat however
much there is. Upper and lower case are the same in every script that has them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from heapq import merge
from itertools import accumulate, islice

import apsw

from desktop_chat.domain.messages import ConversationId, MessageId, Role
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import shown

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_SPACE = re.compile(r"\s+")
_BEFORE, _AFTER = 40, 80
_ELLIPSIS = "…"
_BODIES = """
SELECT m.created_at, c.id, m.id, CAST(c.title AS BLOB), m.role, CAST(m.text AS BLOB), CAST(m.refusal AS BLOB),
    CAST(m.reasoning AS BLOB)
FROM message m CROSS JOIN conversation c ON c.row = m.conversation
WHERE m.run IS NULL AND c.trashed_at IS NULL
ORDER BY m.created_at DESC
"""
_TITLES = """
SELECT updated_at, id, CAST(title AS BLOB) FROM conversation
WHERE trashed_at IS NULL AND title <> '' ORDER BY updated_at DESC
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words were found. Without a message: in the title."""

    conversation_id: ConversationId
    message_id: MessageId | None
    title: str
    role: Role | None
    snippet: str


_Dated = tuple[int, Hit]


def search(database: Database, query: str, limit: int = 50) -> list[Hit]:
    """What holds every word and every "quoted phrase" of `query`, newest first."""
    terms = terms_of(query)
    if not terms or limit <= 0:
        return []
    with store_errors(database.path):
        db = database.reader()
        found = merge(_in_titles(db, terms), _in_bodies(db, terms), key=lambda dated: -dated[0])
        return [hit for _, hit in islice(found, limit)]


def terms_of(query: str) -> tuple[str, ...]:
    """The words and phrases of `query`, without case; a quote that is not closed reaches to the end."""
    found = (quoted or word for quoted, word in _TERM.findall(query))
    return tuple(term.casefold() for term in found if term.strip())


def _in_titles(db: apsw.Connection, terms: tuple[str, ...]) -> Iterator[_Dated]:
    for at, conversation_id, raw in db.execute(_TITLES):
        title = shown(raw)
        if _matches(title, terms):
            yield at, Hit(conversation_id, None, title, None, snippet(title, terms))


def _in_bodies(db: apsw.Connection, terms: tuple[str, ...]) -> Iterator[_Dated]:
    for at, conversation_id, message_id, title, role, *bodies in db.execute(_BODIES):
        for body in map(shown, bodies):
            if body and _matches(body, terms):
                yield at, Hit(conversation_id, message_id, shown(title), Role(role), snippet(body, terms))
                break


def _matches(text: str, terms: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return all(term in folded for term in terms)


def snippet(text: str, terms: tuple[str, ...]) -> str:
    """The surroundings of the first term found, on one line."""
    folded = text.casefold()
    place = _unfolded(text, folded, min(folded.find(term) for term in terms if term in folded))
    start, end = max(0, place - _BEFORE), place + _AFTER
    line = _SPACE.sub(" ", text[start:end]).strip()
    return (_ELLIPSIS if start else "") + line + (_ELLIPSIS if end < len(text) else "")


def _unfolded(text: str, folded: str, place: int) -> int:
    """Where in `text` the character stands that became the one at `place`: some letters fold into two."""
    if len(folded) == len(text):
        return place
    ends = list(accumulate(len(character.casefold()) for character in text))
    return bisect_right(ends, place)

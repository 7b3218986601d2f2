"""On which branch a message lies, told from the table alone: a search finds messages of many conversations."""

from typing import Any

import apsw

from desktop_chat.domain.hits import Branch
from desktop_chat.domain.messages import MessageId

_LINKS = "SELECT row, parent FROM message WHERE conversation = ?"
_HEAD = "SELECT row FROM message WHERE id = ?"
# Which were asked aside lies behind the long texts of a row, and is read only where there is a choice.
_ORDER = "SELECT created_at, row, aside FROM message WHERE row = ?"


class Branches:
    """Answers about messages of any conversation; each conversation's links are read once."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._known: dict[int, _Links] = {}

    def of(self, conversation: int, head: MessageId | None, row: int) -> Branch | None:
        """Where the way to the message leaves the branch that ends in `head`; None where it does not, or nothing else
        stands beside it.
        """
        if conversation not in self._known:
            self._known[conversation] = _Links(self._db, conversation, head)
        return self._known[conversation].branch_of(row)


class _Links:
    """Who follows whom in one conversation. As in `domain.tree`, whose parent is missing is a root."""

    def __init__(self, db: apsw.Connection, conversation: int, head: MessageId | None) -> None:
        found: list[tuple[Any, ...]] = db.execute(_LINKS, (conversation,)).fetchall()
        self._db = db
        self._known: dict[int | None, dict[int, bool]] = {}
        self._parents = dict(found)
        end = db.execute(_HEAD, (head,)).get
        self._visible: set[int | None] = set(self._way(end if end in self._parents else None))

    def branch_of(self, row: int) -> Branch | None:
        if row in self._visible:
            return None
        turns_off = (one for one in self._way(row) if self._above(one) is None or self._above(one) in self._visible)
        return self._among_siblings(next(turns_off, row))

    def _above(self, row: int) -> int | None:
        parent = self._parents[row]
        return parent if parent in self._parents else None

    def _among_siblings(self, row: int) -> Branch | None:
        """As the reader counts them: the oldest first, and what was asked aside for itself."""
        beside = self._below(self._above(row))
        siblings = [one for one, aside in beside.items() if aside == beside[row]]
        return Branch(siblings.index(row) + 1, len(siblings)) if len(siblings) > 1 else None

    def _below(self, parent: int | None) -> dict[int, bool]:
        """Those that follow it, oldest first, and whether they were asked aside."""
        if parent not in self._known:
            rows = (row for row in self._parents if self._above(row) == parent)
            found: list[tuple[Any, ...]] = [line for row in rows for line in self._db.execute(_ORDER, (row,))]
            self._known[parent] = {row: bool(aside) for _, row, aside in sorted(found)}
        return self._known[parent]

    def _way(self, row: int | None) -> list[int]:
        """From `row` to the root; where damage made a ring, once round it."""
        way: dict[int, None] = {}
        while row is not None and row not in way:
            way[row] = None
            row = self._above(row)
        return list(way)

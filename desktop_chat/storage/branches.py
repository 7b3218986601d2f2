"""On which branch a message lies, told from the table alone: a search finds messages of many conversations."""

from typing import Any

import apsw

from desktop_chat.domain.hits import Branch
from desktop_chat.domain.messages import MessageId

_LINKS = "SELECT row, parent, aside, id FROM message WHERE conversation = ? ORDER BY created_at, row"


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
        rows = {row for row, _, _, _ in found}
        self._parents = {row: parent if parent in rows else None for row, parent, _, _ in found}
        self._aside = {row for row, _, aside, _ in found if aside}
        end = next((row for row, _, _, identifier in found if identifier == head), None)
        self._visible = set(self._way(end))

    def branch_of(self, row: int) -> Branch | None:
        if row in self._visible:
            return None
        above = ((one, self._parents[one]) for one in self._way(row))
        return self._among_siblings(
            next((one for one, parent in above if parent is None or parent in self._visible), row)
        )

    def _among_siblings(self, row: int) -> Branch | None:
        parent, aside = self._parents[row], row in self._aside
        siblings = [one for one, above in self._parents.items() if above == parent and (one in self._aside) == aside]
        return Branch(siblings.index(row) + 1, len(siblings)) if len(siblings) > 1 else None

    def _way(self, row: int | None) -> list[int]:
        """From `row` to the root; where damage made a ring, once round it."""
        way: dict[int, None] = {}
        while row is not None and row not in way:
            way[row] = None
            row = self._parents.get(row)
        return list(way)

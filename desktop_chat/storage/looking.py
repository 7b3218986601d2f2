"""One search through the messages: with the index where it can help, and through the texts where it cannot.

What the index does not know yet is looked at itself, as long as it is little; when everything has to be found and it is
much, all texts are gone through instead, from the newest on, one at a time.
"""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any

import apsw

from desktop_chat.domain.hits import Cursor, Hit, Hits, Order, Question
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.branches import Branches
from desktop_chat.storage.index_file import MESSAGES, state_in
from desktop_chat.storage.index_search import IndexSearch, match_for
from desktop_chat.storage.narrowing import narrowed
from desktop_chat.storage.needles import excerpt, marks, needles, shown_part, stand
from desktop_chat.storage.ranking import MOST, ranked
from desktop_chat.storage.searched import COLUMNS, Searched, searched
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.values import from_ms, shown

_BODIES = f"""
SELECT c.id, CAST(c.title AS BLOB), c.head, c.archived, c.trashed_at, {COLUMNS}
FROM message m CROSS JOIN conversation c ON c.row = m.conversation
WHERE m.run IS NULL
"""
_NEWEST_FIRST = " AND (m.created_at, m.row) < (?, ?) ORDER BY m.created_at DESC, m.row DESC"
_PENDING = f"SELECT DISTINCT row FROM unindexed WHERE kind = '{MESSAGES}' ORDER BY number DESC LIMIT ?"
_TEXTS = """
SELECT CAST(text AS BLOB), CAST(refusal AS BLOB), CAST(reasoning AS BLOB), CAST(attachments AS BLOB)
FROM message WHERE row = ?
"""
_LITTLE = 500
_NOW = Cursor(2**63 - 1)


@dataclass(frozen=True, slots=True)
class Match:
    """A message that was found, and its conversation: id, title, head, when it was archived and thrown away."""

    message: Searched
    conversation: Sequence[Any]


class Looking:
    """`main` and `index` see one state each while this is used; `index` is None where there is none."""

    def __init__(self, main: apsw.Connection, index: apsw.Connection | None, question: Question, stop: Stop) -> None:
        self._main = main
        self._question = question
        self._stop = stop
        self._sought = needles(question.query.terms)
        self._narrowing = narrowed(main, question.query, "m.created_at", with_trash=question.with_trash)
        self._branches = Branches(main)
        self._index = IndexSearch(index, main) if index else None
        self._phrases = [needle for needle in self._sought if not needle.is_word]
        self._match = match_for(index, question.query, self._sought) if index else ""
        pending = [row for (row,) in main.execute(_PENDING, (_LITTLE + 1,))]
        self._pending = frozenset(pending[:_LITTLE])
        self._is_complete = len(pending) <= _LITTLE and index is not None and not state_in(index).floor(MESSAGES)

    def answer(self, *, everywhere: bool) -> Hits:
        """Of `everywhere`: however long it takes, nothing is left out."""
        uses_index = self._index and self._match and (self._is_complete or not everywhere)
        if self._question.order is Order.RANKED:
            return self._ranked(uses_index=bool(uses_index))
        found = self._from_index if uses_index else self._scanned
        limit = self._question.limit
        page = list(islice(found(self._question.after or _NOW), limit + 1))
        last = page[limit - 1].message if len(page) > limit else None
        more = Cursor(last.at, last.row) if last else None
        return Hits(tuple(map(self._hit, page[:limit])), more, self._is_complete or not uses_index)

    def _ranked(self, *, uses_index: bool) -> Hits:
        found = {
            one.message.row: one for one in islice((self._from_index if uses_index else self._scanned)(_NOW), MOST)
        }
        holders = [self._holders(needle.words, needle.beginning, len(found)) for needle in self._sought]
        best = ranked([one.message for one in found.values()], self._sought, holders, self._all())
        start = self._question.after.ranked if self._question.after else 0
        end = start + self._question.limit
        hits = tuple(self._hit(found[one.row]) for one in best[start:end])
        return Hits(hits, Cursor(ranked=end) if end < len(best) else None, self._is_complete or not uses_index)

    # -- where messages come from ------------------------------------------------------------------------------------

    def _from_index(self, after: Cursor) -> Iterator[Match]:
        assert self._index is not None
        end = Cursor(self._narrowing.until)
        dated = self._index.newest(self._match, min(after, end, key=lambda one: one.at), self._narrowing.since)
        known = (
            one for _, row in dated if row not in self._pending for one in self._at(row, is_known=self._is_complete)
        )
        rest = (one for row in self._pending for one in self._at(row, is_known=False))
        fresh = [one for one in rest if _time(one) < (after.at, after.row)]
        fresh.sort(key=_time, reverse=True)
        return merge(known, fresh, key=_time, reverse=True)

    def _at(self, row: int, *, is_known: bool) -> Iterator[Match]:
        """The message in that row, where it is one that is asked for. Of a known one only that is in doubt which the
        index does not know: whether words stand together.
        """
        if self._stop.is_set:
            raise apsw.InterruptError
        if is_known and self._phrases and not self._may_stand_in(row):
            return
        values = (row, *self._narrowing.values)
        for line in self._main.execute(f"{_BODIES} AND m.row = ?{self._narrowing.sql}", values).fetchall():
            message = searched(line[5:])
            if is_known:
                is_meant = stand(self._phrases, message.texts)
            else:
                is_meant = message.answers(self._question.query, self._sought)
            if is_meant:
                yield Match(message, line[:5])

    def _may_stand_in(self, row: int) -> bool:
        """Asked of many messages for each that is found, so nothing but texts is read; one with files may always."""
        *texts, files = self._main.execute(_TEXTS, (row,)).fetchone() or (None, None)
        return files is not None or stand(self._phrases, map(shown, filter(None, texts)))

    def _scanned(self, after: Cursor) -> Iterator[Match]:
        values = (*self._narrowing.values, after.at, after.row)
        for line in self._main.execute(f"{_BODIES}{self._narrowing.sql}{_NEWEST_FIRST}", values):
            if self._stop.is_set:
                raise apsw.InterruptError
            message = searched(line[5:])
            if message.answers(self._question.query, self._sought):
                yield Match(message, line[:5])

    # -- what is told of them ----------------------------------------------------------------------------------------

    def _holders(self, words: Sequence[str], beginning: str, found: int) -> int:
        """How many messages hold a needle: no more than hold its rarest word."""
        if self._index is None:
            return found
        return max(found, min((self._index.holders(word) for word in words), default=found))

    def _all(self) -> int:
        return int(self._main.execute("SELECT coalesce(max(row), 0) FROM message").get)

    def _hit(self, match: Match) -> Hit:
        identifier, title, head, archived, trashed_at = match.conversation
        message = match.message
        snippet = excerpt(self._sought, shown_part(self._sought, message.texts))
        return Hit(
            identifier,
            message.id,
            shown(title),
            message.role,
            snippet,
            marks(self._sought, snippet),
            from_ms(message.at),
            message.model,
            self._branches.of(message.conversation, head, message.row),
            bool(archived),
            trashed_at is not None,
        )


def _time(match: Match) -> tuple[int, int]:
    return match.message.at, match.message.row

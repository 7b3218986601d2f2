"""What a query asks of conversations and times, as conditions of SQL."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import apsw

from desktop_chat.domain.folders import SEPARATOR
from desktop_chat.domain.query import Query
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.tokenizer import fold
from desktop_chat.storage.values import shown, to_ms

_FOLDERS = "SELECT DISTINCT CAST(folder AS BLOB) FROM conversation WHERE folder IS NOT NULL"
_END_OF_TIME = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`sql` begins with AND where there is any, and speaks of the conversation as `c`. It holds for times, in ms, from
    `since` on and before `until`.
    """

    sql: str
    values: tuple[Any, ...]
    since: int
    until: int


def narrowed(db: apsw.Connection, query: Query, at: str, *, with_trash: bool) -> Narrowing:
    """`at` is the column of the time."""
    conditions = [] if with_trash else ["c.trashed_at IS NULL"]
    values: list[Any] = []
    since = _ms(query.after) if query.after else 0
    until = _ms(query.before) if query.before else _END_OF_TIME
    if query.after or query.before:
        conditions.append(f"{at} >= ? AND {at} < ?")
        values += (since, until)
    if query.folders:
        names = _folders(db, query.folders)
        conditions.append(f"c.folder IN ({', '.join('?' * len(names))})")
        values += names
    return Narrowing("".join(f" AND {condition}" for condition in conditions), tuple(values), since, until)


def _folders(db: apsw.Connection, wanted: Sequence[str]) -> list[str]:
    """The folders whose names, or paths, begin with one of `wanted`; and those that lie in them."""
    beginnings = tuple(map(fold, wanted))
    return [path for path in (shown(raw) for (raw,) in db.execute(_FOLDERS)) if _is_meant(fold(path), beginnings)]


def _is_meant(path: str, beginnings: tuple[str, ...]) -> bool:
    return path.startswith(beginnings) or any(name.startswith(beginnings) for name in path.split(SEPARATOR))


def _ms(day: date) -> int:
    """Its first moment, where the reader is."""
    return to_ms(datetime(day.year, day.month, day.day).astimezone())

"""A look at the whole file: SQLite's own, and whether all words are what was written."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.storage import attachments, blobs, rows
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.encryption import connect
from desktop_chat.storage.migrations import STEPS, refuse_foreign, version_of


@dataclass(frozen=True, slots=True)
class Report:
    """What a look at the whole file found. `integrity` holds SQLite's own complaints; `damaged_parts` counts attached
    files and parts of receipts that are not what was written.
    """

    schema: int
    integrity: tuple[str, ...]
    damaged_messages: tuple[MessageId, ...]
    orphans: tuple[MessageId, ...]
    damaged_parts: int
    conversations: int
    messages: int
    receipts: int
    bytes: int

    @property
    def ok(self) -> bool:
        return not (self.integrity or self.damaged_messages or self.orphans or self.damaged_parts)


def report_on(db: apsw.Connection) -> Report:
    """Reads everything."""
    complaints = [line for (line,) in db.execute("PRAGMA quick_check")]
    conversations, messages, receipts = _counts(db)
    return Report(
        schema=version_of(db),
        integrity=() if complaints == ["ok"] else tuple(complaints),
        damaged_messages=tuple(rows.damaged(db)),
        orphans=tuple(rows.orphans(db)),
        damaged_parts=blobs.damaged(db) + attachments.damaged(db),
        conversations=conversations,
        messages=messages,
        receipts=receipts,
        bytes=db.pragma("page_count") * db.pragma("page_size"),
    )


def is_sound(path: Path) -> bool:
    """The same of a file that nobody has opened, which is only read. Raises `StoreTooNew`, `StoreBusy`, `NotFound`, and
    `StoreDamaged` for one that cannot be read to its end.
    """
    if not path.exists():
        raise NotFound("file", str(path))
    with store_errors(path), closing(connect(path, apsw.SQLITE_OPEN_READONLY)) as db:
        refuse_foreign(db, str(path), len(STEPS))
        return db.pragma("quick_check") == "ok" and (version_of(db) < len(STEPS) or report_on(db).ok)


def _counts(db: apsw.Connection) -> Iterator[int]:
    for table in ("conversation", "message", "receipt"):
        yield db.execute(f"SELECT count(*) FROM {table}").get

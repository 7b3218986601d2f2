"""What becomes of replies whose program ended while they were written.

Their text so far lies in the log. It is folded into the message, which then says that it was interrupted; a reply
whose end had been logged already says how it ended. Replies of runs that are alive are left alone.
"""

from dataclasses import replace
from functools import partial
from typing import Any

import apsw

from desktop_chat.domain.messages import Message, MessageId, Status
from desktop_chat.storage import attachments, log_rows, rows
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.runs import Runs


def needed(database: Database, runs: Runs) -> bool:
    """Whether `recover` would find anything; costs one look at an index that is nearly always empty."""
    with store_errors(database.path):
        db = database.reader()
        return bool(_dead_runs(db, runs)) or log_rows.has_strays(db)


def recover(db: apsw.Connection, runs: Runs) -> tuple[MessageId, ...]:
    """Folds the replies of dead runs, inside a transaction. Their ids."""
    recovered = []
    for run in _dead_runs(db, runs):
        found: list[tuple[Any, ...]] = db.execute(rows.SELECT + "WHERE m.run = ?", (run,)).fetchall()
        for row in found:
            message = _folded(db, row[0], rows.message_in(row, partial(attachments.read, db)))
            rows.update(db, row[0], message)
            log_rows.forget(db, row[0])
            recovered.append(message.id)
    log_rows.forget_strays(db)
    return tuple(recovered)


def _dead_runs(db: apsw.Connection, runs: Runs) -> list[str]:
    found: list[tuple[Any, ...]] = db.execute("SELECT DISTINCT run FROM message WHERE run IS NOT NULL").fetchall()
    return [run for (run,) in found if not runs.is_alive(run)]


def _folded(db: apsw.Connection, row: int, message: Message) -> Message:
    builder = log_rows.replay(db, row)
    built = builder.built(message)
    return built if builder.ended else replace(built, status=Status.INTERRUPTED)

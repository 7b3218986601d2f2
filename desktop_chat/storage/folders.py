"""The folders, also those that hold nothing yet. Which conversation lies in which is said by the conversation."""

from collections.abc import Iterable
from concurrent.futures import Future

import apsw

from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import shown, storable


class Folders:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[str]:
        """Their paths, those named only by a conversation included; in no order."""
        query = (
            "SELECT CAST(path AS BLOB) FROM folder UNION"
            " SELECT CAST(folder AS BLOB) FROM conversation WHERE folder IS NOT NULL AND trashed_at IS NULL"
        )
        with store_errors(self._database.path):
            return [shown(path) for (path,) in self._database.reader().execute(query)]

    def change(self, added: Iterable[str], removed: Iterable[str]) -> "Future[None]":
        """Adds some and forgets others. The conversations in them are not touched."""
        more, fewer = [(storable(path),) for path in added], [(storable(path),) for path in removed]

        def job(db: apsw.Connection) -> None:
            db.executemany("DELETE FROM folder WHERE path = ?", fewer)
            db.executemany("INSERT OR IGNORE INTO folder (path) VALUES (?)", more)

        return self._database.write(job)

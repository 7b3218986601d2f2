"""The days, of UTC, on which the program ran: by them it is told how long something has lain in the trash."""

from concurrent.futures import Future
from datetime import date

import apsw

from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database


class Days:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[date]:
        """In their order."""
        with store_errors(self._database.path):
            rows = self._database.reader().execute("SELECT number FROM day ORDER BY number")
            return [date.fromordinal(number) for (number,) in rows]

    def note(self, day: date) -> "Future[None]":
        """The program runs on this day. Days that lie ahead are forgotten: the clock was wrong then, or is now."""

        def job(db: apsw.Connection) -> None:
            db.execute("DELETE FROM day WHERE number > ?", (day.toordinal(),))
            db.execute("INSERT OR IGNORE INTO day VALUES (?)", (day.toordinal(),))

        return self._database.write(job)

"""Everything on disk, opened and closed as one."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from desktop_chat.domain.errors import StoreBusy
from desktop_chat.domain.messages import MessageId
from desktop_chat.storage import recovery
from desktop_chat.storage.attachments import Attachments
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.checking import Report, report_on
from desktop_chat.storage.conversations import Conversations
from desktop_chat.storage.database import Database
from desktop_chat.storage.days import Days
from desktop_chat.storage.encryption import CONVERTING, KEY_FILE
from desktop_chat.storage.endpoints import Endpoints
from desktop_chat.storage.files import is_locked, private_directory
from desktop_chat.storage.folders import Folders
from desktop_chat.storage.presets import Presets
from desktop_chat.storage.prices import OwnPrices
from desktop_chat.storage.receipts import Receipts
from desktop_chat.storage.runs import Runs
from desktop_chat.storage.spending import Spending
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.stream_log import Journal

if TYPE_CHECKING:
    from desktop_chat.domain.hits import Hit, Hits, Question
    from desktop_chat.domain.query import Query
    from desktop_chat.storage.search import Searching

if TYPE_CHECKING:
    from desktop_chat.storage.intake import Intake
    from desktop_chat.storage.prompts import Prompts

FILE_NAME = "chats.db"
INDEX_NAME = "search.db"
RUNS_FOLDER = "runs"


class Store:
    """The nouns of one data directory. Made by `open_store`, ended by `close`."""

    def __init__(self, directory: Path, database: Database, runs: Runs) -> None:
        self.directory = directory
        self.database = database
        self.runs = runs
        self.attachments = Attachments(database)
        self.conversations = Conversations(database, runs.mine, self.attachments.load)
        self.journal = Journal(database)
        self.receipts = Receipts(database)
        self.prices = OwnPrices(database)
        self.spending = Spending(database)
        self.endpoints = Endpoints(database)
        self.days = Days(database)
        self.folders = Folders(database)
        self.presets = Presets(database)
        self._searching: Searching | None = None
        self._lock = threading.Lock()
        self.recovered: tuple[MessageId, ...] = ()
        self._closed = False

    @property
    def searching(self) -> Searching:
        """Made by the first who needs it, on whatever thread: no start waits for it."""
        from desktop_chat.storage.search import Searching

        with self._lock:
            if self._searching is None:
                path = self.directory / INDEX_NAME
                self._searching = Searching(self.database, path, lambda: bool(self.journal.streaming()))
            return self._searching

    def search(self, query: str, limit: int = 50, *, with_trash: bool = False) -> list[Hit]:
        """Messages and titles that hold what `query` asks for, newest first. Looks everywhere."""
        from desktop_chat.domain.query import parse

        return self.searching.all(parse(query), limit=limit, with_trash=with_trash)

    def find(self, question: Question, stop: Stop) -> Hits | None:
        """The messages that hold what is asked for; None where it was stopped before."""
        return self.searching.messages(question, stop)

    def find_titles(self, query: Query, *, with_trash: bool = True) -> tuple[Hit, ...]:
        """The conversations whose title does."""
        return self.searching.titles(query, with_trash=with_trash)

    def start_indexing(self) -> None:
        """From now on the index of what is searched follows by itself."""
        self.searching.indexing.start()

    @cached_property
    def prompts(self) -> Prompts:
        """What no start has a use for."""
        from desktop_chat.storage.prompts import Prompts

        return Prompts(self.database)

    @cached_property
    def intake(self) -> Intake:
        """For what comes from elsewhere, on which no start waits."""
        from desktop_chat.storage.intake import Intake

        return Intake(self.database)

    def recover(self) -> Future[tuple[MessageId, ...]]:
        """Folds replies whose program has ended; those of this one are untouched."""
        return self.database.write(lambda db: recovery.recover(db, self.runs))

    def recover_if_needed(self) -> tuple[MessageId, ...]:
        """The same at once, with a look first, which costs next to nothing where there is nothing to do."""
        return self.recover().result() if recovery.needed(self.database, self.runs) else ()

    def check(self) -> Report:
        """Reads the whole file."""
        with store_errors(self.database.path):
            return report_on(self.database.reader())

    def is_sound(self, stop: Stop) -> bool | None:
        """The same in short; None where it was stopped before."""
        with store_errors(self.database.path):
            db, found = self.database.reader(), None
            with stop.watching(db):
                found = report_on(db).ok
        return found

    def finish_encryption(self) -> None:
        """Encrypts the backups that a conversion did not come to. Costs nothing where there are none."""
        if (self.directory / KEY_FILE).exists():
            from desktop_chat.storage.conversion import finish

            finish(self.directory)

    def close(self) -> None:
        """Stores what is still being written, then closes everything."""
        if self._closed:
            return
        self._closed = True
        self.journal.close()
        if self._searching is not None:
            self._searching.close()
        self.database.close()
        self.runs.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(directory: Path) -> Store:
    """Opens what is there, or makes it. Raises `StoreError` kinds; nothing that is there is overwritten then."""
    with ExitStack() as undo:
        with store_errors(directory / FILE_NAME):
            private_directory(directory)
        runs = Runs(directory / RUNS_FOLDER)
        undo.callback(runs.close)
        if is_locked(directory / CONVERTING):
            raise StoreBusy(str(directory / FILE_NAME))
        if (directory / KEY_FILE).exists():
            from desktop_chat.storage.conversion import clear_up

            clear_up(directory)
        database = Database(directory / FILE_NAME)
        undo.callback(database.close)
        store = Store(directory, database, runs)
        store.recovered = store.recover_if_needed()
        undo.pop_all()
    return store

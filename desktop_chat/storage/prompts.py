"""The prompts of a person, each under its name."""

from concurrent.futures import Future

import apsw

from desktop_chat.domain.errors import BadOption, NotFound
from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import storable


class Prompts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Prompt]:
        """In the order in which they were first stored."""
        with store_errors(self._database.path):
            rows = self._database.reader().execute("SELECT name, text, kind FROM prompt ORDER BY row")
            return [Prompt(name, text, PromptKind(kind)) for name, text, kind in rows]

    def add(self, *prompts: Prompt) -> "Future[None]":
        """All of them, or none. Raises `BadOption` for a name that is taken, in the future."""

        def job(db: apsw.Connection) -> None:
            for prompt in prompts:
                _refuse_taken(db, prompt.name)
                db.execute("INSERT INTO prompt (name, text, kind) VALUES (?, ?, ?)", _cells(prompt))

        return self._database.write(job)

    def change(self, name: str, prompt: Prompt) -> "Future[None]":
        """Raises `NotFound`, `BadOption` for another name that is taken, in the future."""

        def job(db: apsw.Connection) -> None:
            if prompt.name != name:
                _refuse_taken(db, prompt.name)
            db.execute("UPDATE prompt SET name = ?, text = ?, kind = ? WHERE name = ?", (*_cells(prompt), name))
            if not db.changes():
                raise NotFound("prompt", name)

        return self._database.write(job)

    def remove(self, name: str) -> "Future[None]":
        def job(db: apsw.Connection) -> None:
            db.execute("DELETE FROM prompt WHERE name = ?", (name,))

        return self._database.write(job)


def _refuse_taken(db: apsw.Connection, name: str) -> None:
    if db.execute("SELECT 1 FROM prompt WHERE name = ?", (storable(name),)).get:
        raise BadOption("name", name)


def _cells(prompt: Prompt) -> tuple[str, str, str]:
    return storable(prompt.name), storable(prompt.text), prompt.kind.value

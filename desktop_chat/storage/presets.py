"""The presets of a person: a system prompt and options under a name."""

from concurrent.futures import Future

import apsw

from desktop_chat.domain.errors import BadOption, NotFound
from desktop_chat.domain.presets import Preset
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import options_from, options_to, storable


class Presets:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Preset]:
        """In the order in which they were first saved."""
        with store_errors(self._database.path):
            rows = self._database.reader().execute("SELECT name, system_prompt, options FROM preset ORDER BY row")
            return [Preset(name, prompt, options_from(options)) for name, prompt, options in rows]

    def save(self, preset: Preset) -> "Future[None]":
        """Under its name, in the place of one that has it."""
        query = """
            INSERT INTO preset (name, system_prompt, options) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET system_prompt = excluded.system_prompt, options = excluded.options
        """
        cells = (storable(preset.name), storable(preset.system_prompt), options_to(preset.options))
        return self._database.write(lambda db: _run(db, query, cells))

    def rename(self, name: str, other: str) -> "Future[None]":
        """Raises `NotFound`, `BadOption` for a name that is taken, in the future."""

        def job(db: apsw.Connection) -> None:
            if name != other and db.execute("SELECT 1 FROM preset WHERE name = ?", (storable(other),)).get:
                raise BadOption("name", other)
            db.execute("UPDATE preset SET name = ? WHERE name = ?", (storable(other), name))
            if not db.changes():
                raise NotFound("preset", name)

        return self._database.write(job)

    def remove(self, name: str) -> "Future[None]":
        return self._database.write(lambda db: _run(db, "DELETE FROM preset WHERE name = ?", (name,)))


def _run(db: apsw.Connection, query: str, cells: tuple[str, ...]) -> None:
    db.execute(query, cells)

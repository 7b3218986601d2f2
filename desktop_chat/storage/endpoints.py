"""The endpoints a person has set up, in the database, so that window and command line know the same ones."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import apsw

from desktop_chat.domain.errors import BadOption, NotFound
from desktop_chat.domain.examining import Examination
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource, Options
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import options_from, options_to, quirks_from, quirks_to, storable, storable_or_none

_COLUMNS = "name, base_url, model, key_source, key_variable, kind, model_path, allow_plain_http, quirks, options"
_SELECT = f"SELECT id, {_COLUMNS} FROM endpoint"
_DEFAULT = "default_endpoint"


class Endpoints:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Endpoint]:
        """In the order in which they were added."""
        return [_endpoint_in(row) for row in self._read(f"{_SELECT} ORDER BY row")]

    def get(self, endpoint_id: str) -> Endpoint:
        return self._one("id", endpoint_id)

    def by_name(self, name: str) -> Endpoint:
        return self._one("name", name)

    def default(self) -> Endpoint | None:
        """The one that was chosen, else the oldest."""
        chosen = f"(SELECT value FROM choice WHERE name = '{_DEFAULT}')"
        for row in self._read(f"{_SELECT} ORDER BY id IS NOT {chosen}, row LIMIT 1"):
            return _endpoint_in(row)
        return None

    def add(self, endpoint: Endpoint) -> "Future[None]":
        """Raises `BadOption` in the future when the name is taken. The first one becomes the default."""

        def job(db: apsw.Connection) -> None:
            _refuse_taken(db, endpoint)
            marks = ", ".join("?" * (len(_cells(endpoint)) + 1))
            db.execute(f"INSERT INTO endpoint (id, {_COLUMNS}) VALUES ({marks})", (endpoint.id, *_cells(endpoint)))

        return self._database.write(job)

    def change(self, endpoint: Endpoint) -> "Future[None]":
        """New values for the endpoint with this id. Raises `NotFound`, `BadOption` in the future."""

        def job(db: apsw.Connection) -> None:
            _must_exist(db, endpoint.id)
            _refuse_taken(db, endpoint)
            columns = ", ".join(f"{name} = ?" for name in _COLUMNS.split(", "))
            db.execute(f"UPDATE endpoint SET {columns} WHERE id = ?", (*_cells(endpoint), endpoint.id))

        return self._database.write(job)

    def remove(self, endpoint_id: str) -> "Future[None]":
        """Conversations and receipts that name it stay as they are."""

        def job(db: apsw.Connection) -> None:
            _must_exist(db, endpoint_id)
            db.execute("DELETE FROM endpoint WHERE id = ?", (endpoint_id,))
            db.execute("DELETE FROM choice WHERE name = ? AND value = ?", (_DEFAULT, endpoint_id))

        return self._database.write(job)

    def set_default(self, endpoint_id: str) -> "Future[None]":
        def job(db: apsw.Connection) -> None:
            _must_exist(db, endpoint_id)
            db.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (_DEFAULT, endpoint_id))

        return self._database.write(job)

    def learn(self, endpoint_id: str, model: str, parameter: str, renamed_to: str | None) -> "Future[None]":
        """That model has refused `parameter`, or takes it under another name; what others have learned stays."""
        return self._change_quirks(endpoint_id, lambda known: known.taught(model, parameter, renamed_to))

    def unlearn(self, endpoint_id: str, model: str) -> "Future[None]":
        """Forgets what that model has taught us."""
        return self._change_quirks(endpoint_id, lambda known: known.untaught(model))

    def keep_examination(self, endpoint_id: str, model: str, found: Examination) -> "Future[None]":
        """What that model showed; what was known of it before an examination is replaced."""
        return self._change_quirks(endpoint_id, lambda known: known.examined(model, found))

    def set_options(self, endpoint_id: str, options: Options) -> "Future[None]":
        """The parameters that conversations with this endpoint have by default."""

        def job(db: apsw.Connection) -> None:
            _must_exist(db, endpoint_id)
            db.execute("UPDATE endpoint SET options = ? WHERE id = ?", (options_to(options), endpoint_id))

        return self._database.write(job)

    def _change_quirks(self, endpoint_id: str, change: Callable[[Endpoint], Endpoint]) -> "Future[None]":
        def job(db: apsw.Connection) -> None:
            for row in db.execute(f"{_SELECT} WHERE id = ?", (endpoint_id,)):
                quirks = change(_endpoint_in(row)).quirks
                db.execute("UPDATE endpoint SET quirks = ? WHERE id = ?", (quirks_to(quirks), endpoint_id))
                return
            raise NotFound("endpoint", endpoint_id)

        return self._database.write(job)

    def _one(self, column: str, value: str) -> Endpoint:
        for row in self._read(f"{_SELECT} WHERE {column} = ?", value):
            return _endpoint_in(row)
        raise NotFound("endpoint", value)

    def _read(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with store_errors(self._database.path):
            return self._database.reader().execute(query, values).fetchall()


def _cells(endpoint: Endpoint) -> tuple[Any, ...]:
    return (
        storable(endpoint.name),
        storable(endpoint.base_url),
        storable_or_none(endpoint.model),
        endpoint.key_source.value,
        storable_or_none(endpoint.key_variable),
        endpoint.kind.value,
        storable_or_none(endpoint.model_path),
        endpoint.allow_plain_http,
        quirks_to(endpoint.quirks),
        options_to(endpoint.options),
    )


def _endpoint_in(row: tuple[Any, ...]) -> Endpoint:
    id_, name, base_url, model, key_source, key_variable, kind, model_path, allow_plain_http, quirks, options = row
    return Endpoint(
        id=id_,
        name=name,
        base_url=base_url,
        model=model,
        key_source=KeySource(key_source),
        key_variable=key_variable,
        kind=EndpointKind(kind),
        model_path=model_path,
        allow_plain_http=bool(allow_plain_http),
        quirks=quirks_from(quirks),
        options=options_from(options),
    )


def _must_exist(db: apsw.Connection, endpoint_id: str) -> None:
    if db.execute("SELECT 1 FROM endpoint WHERE id = ?", (endpoint_id,)).get is None:
        raise NotFound("endpoint", endpoint_id)


def _refuse_taken(db: apsw.Connection, endpoint: Endpoint) -> None:
    """Two endpoints of one name could not be told apart on the command line."""
    query = "SELECT 1 FROM endpoint WHERE name = ? AND id <> ?"
    if db.execute(query, (storable(endpoint.name), endpoint.id)).get is not None:
        raise BadOption("name", endpoint.name)

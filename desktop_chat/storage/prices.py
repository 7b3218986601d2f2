"""A person's own prices, in the database, so that window and command line count with the same ones."""

from concurrent.futures import Future
from typing import Any

import apsw

from desktop_chat.domain.prices import Price, price_from_json, price_json
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import from_json, storable, to_json

Prices = dict[tuple[str, str], Price]
"""By host and name of a model, both in small letters."""


class OwnPrices:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Prices:
        """By host, then by model. What is no price any more is passed over."""
        with store_errors(self._database.path):
            query = "SELECT host, model, price FROM price ORDER BY host, model"
            found: list[tuple[Any, ...]] = self._database.reader().execute(query).fetchall()
        read = {(host, model): price_from_json(from_json(price)) for host, model, price in found}
        return {name: price for name, price in read.items() if price is not None}

    def keep(self, host: str, model: str, price: Price) -> "Future[None]":
        """Adds a price, or takes the place of the one that this model has."""
        values = (storable(host.lower()), storable(model.lower()), to_json(price_json(price)))

        def job(db: apsw.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO price (host, model, price) VALUES (?, ?, ?)", values)

        return self._database.write(job)

    def remove(self, host: str, model: str) -> "Future[None]":
        """From now on the model costs what the shipped list says, if it says anything."""

        def job(db: apsw.Connection) -> None:
            db.execute("DELETE FROM price WHERE host = ? AND model = ?", (host.lower(), model.lower()))

        return self._database.write(job)

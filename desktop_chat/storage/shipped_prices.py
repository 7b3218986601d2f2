"""The list of prices that is shipped with the program: read when the first price is asked for, and never written."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop_chat.domain.prices import Price, price_from_json


class ShippedPrices:
    """A list that cannot be read knows no price."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, host: str, model: str) -> Price | None:
        """The price of `model` at `host`, both in small letters."""
        provider = self._providers.get(host)
        rates = provider and provider["models"].get(model)
        if provider is None or rates is None:
            return None
        shared = {"currency": provider["currency"], "source": provider["source"], "date": self.date}
        return price_from_json(shared | rates)

    @property
    def date(self) -> str:
        return str(self._read["date"])

    @property
    def made_of(self) -> str:
        return str(self._read["from"])

    @cached_property
    def _read(self) -> dict[str, Any]:
        try:
            read = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            read = None
        return read if isinstance(read, dict) else {"from": "", "date": "", "providers": []}

    @cached_property
    def _providers(self) -> dict[str, Any]:
        return {provider["host"]: provider for provider in self._read["providers"]}

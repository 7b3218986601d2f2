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
        shared = {"currency": provider["currency"], "source": provider["source"], "date": self._read["date"]}
        return price_from_json(shared | rates)

    @cached_property
    def _read(self) -> dict[str, Any]:
        try:
            read = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            read = None
        return read if isinstance(read, dict) else {"date": "", "providers": []}

    @cached_property
    def _providers(self) -> dict[str, Any]:
        return {provider["host"]: provider for provider in self._read["providers"]}

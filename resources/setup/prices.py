"""Makes `resources/prices.json`, the list of prices that is shipped, of the data in the package `genai-prices`.

The package itself would be a heavy guest at run time: it brings a second HTTP client and takes a quarter of a second to
load. Its data is under the MIT licence. Taken over are text models at hosts that people can name as an endpoint, with
prices that hold at any hour; what a provider bills in another currency than its list is in is left out, so unknown.

    pip install genai-prices==0.2.3 && python resources/setup/prices.py 2026-11-28
"""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

HOSTS = {
    "openai": "api.openai.com",
    "anthropic": "api.anthropic.com",
    "google": "generativelanguage.googleapis.com",
    "moonshotai": "api.moonshot.ai",
    "zai": "api.z.ai",
    "mistral": "api.mistral.ai",
    "groq": "api.groq.com",
    "x-ai": "api.x.ai",
    "cerebras": "api.cerebras.ai",
    "together": "api.together.xyz",
    "fireworks": "api.fireworks.ai",
    "minimax": "api.minimax.io",
    "openrouter": "openrouter.ai",
}
_LIST = Path(__file__).resolve().parent.parent / "prices.json"
_RATES = re.compile(r'\{\s+"input"(?:[^{}]|\{[^{}]*\})*\}')  # a model has a line, so that a change is one
_IN_WORDS = re.compile(r"equals='([^']+)'")


def main(day: str) -> None:
    """Writes the list as it stands on `day` (ISO 8601)."""
    found = {provider.id: provider for provider in importlib.import_module("genai_prices.data").providers}
    groups = [group(found[name], host, date.fromisoformat(day)) for name, host in HOSTS.items()]
    made = {"from": "genai-prices (MIT)", "date": day, "providers": groups}
    text = json.dumps(made, indent=1, ensure_ascii=False)
    _LIST.write_text(_RATES.sub(lambda found: " ".join(found[0].split()), text) + "\n", "utf-8")
    print(f"{_LIST.name}: {sum(len(one['models']) for one in groups)} prices")


def group(provider: Any, host: str, day: date) -> dict[str, Any]:
    models: dict[str, Any] = {}
    for model in provider.models:
        if (rates := rates_of(model.prices, day)) is not None:
            models |= dict.fromkeys(names_of(model), rates)
    return {"host": host, "currency": "USD", "source": provider.pricing_urls[0], "models": dict(sorted(models.items()))}


def names_of(model: Any) -> Iterator[str]:
    """The names of a model that are whole: its own, and those that its match says it equals."""
    yield model.id.lower()
    yield from (name.lower() for name in _IN_WORDS.findall(repr(model.match)))


def rates_of(prices: Any, day: date) -> dict[str, Any] | None:
    """The rates of that day, if they hold at every hour of it and are for tokens of text."""
    price = prices
    if isinstance(prices, list):
        if any(hasattr(one.constraint, "start_time") for one in prices):
            return None
        begun = [one for one in prices if one.constraint is None or one.constraint.start_date <= day]
        price = begun[-1].prices
    said = {name: value for name, value in vars(price).items() if value is not None}
    if not {"input_mtok", "output_mtok"} <= said.keys() or any("audio" in name or "image" in name for name in said):
        return None
    return tiered([said["input_mtok"], said.get("cache_read_mtok"), said["output_mtok"]])


def tiered(values: list[Any]) -> dict[str, Any] | None:
    """One price, or two that part at a length of the prompt; None where there are more."""
    tiers = [list(getattr(value, "tiers", ())) for value in values]
    if any(len(one) > 1 for one in tiers) or len({one[0].start for one in tiers if one}) > 1:
        return None
    rates = named([getattr(value, "base", value) for value in values])
    starts = [one[0].start for one in tiers if one]
    if not starts:
        return rates
    longer = named([one[0].price if one else value for one, value in zip(tiers, values, strict=True)])
    return rates | {"beyond": starts[0], "longer": longer}


def named(values: list[Any]) -> dict[str, str]:
    said = zip(("input", "cached", "output"), values, strict=True)
    return {name: f"{value.normalize():f}" for name, value in said if value is not None}


if __name__ == "__main__":
    main(sys.argv[1])

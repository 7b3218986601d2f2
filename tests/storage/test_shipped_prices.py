"""The list of prices that is shipped: every row a price, with its date and its source."""

import json
from pathlib import Path

import pytest

from desktop_chat import paths
from desktop_chat.domain.prices import find
from desktop_chat.storage.shipped_prices import ShippedPrices

LIST = paths.resources() / "prices.json"


def test_every_row_is_a_dated_price_with_a_source() -> None:
    shipped = ShippedPrices(LIST)
    for provider in json.loads(LIST.read_text("utf-8"))["providers"]:
        for model in provider["models"]:
            price = shipped(provider["host"], model)
            assert price is not None, model
            assert price.source.startswith("https://")
            assert len(price.date) == len("2026-11-28")


def test_a_model_is_found_with_a_vendor_before_its_name() -> None:
    shipped = ShippedPrices(LIST)
    known = find("api.openai.com", "gpt-4o", [shipped])
    assert known is not None
    assert find("api.openai.com", "openai/gpt-4o", [shipped]) == known
    assert find("api.openai.com", "gpt-4o-of-my-own", [shipped]) is None
    assert find("example.com", "gpt-4o", [shipped]) is None


@pytest.mark.parametrize("content", [None, "", "{", "[1]"])
def test_a_list_that_cannot_be_read_knows_no_price(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "prices.json"
    if content is not None:
        path.write_text(content)
    assert ShippedPrices(path)("api.openai.com", "gpt-4o") is None

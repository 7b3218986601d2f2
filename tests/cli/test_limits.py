"""Prices and limits hold for the command line as they do for the window."""

from __future__ import annotations

import json

import pytest

from desktop_chat.domain.prices import Price, Rates
from desktop_chat.storage.store import open_store
from tests.cli.running import Shell
from tests.support.wire_server import WireServer


@pytest.fixture
def priced(shell: Shell, server: WireServer) -> Shell:
    """The model of the one endpoint has a price, and a day may cost next to nothing."""
    host = server.base_url.partition("://")[2].partition("/")[0]
    with open_store(shell.data_dir) as store:
        store.prices.keep(host, "m", Price("CNY", Rates(2_000_000, 8_000_000), date="2026-11-28")).result()
    return shell


def limit(shell: Shell, **limits: str) -> None:
    settings = {f"spending.{name}_limit": text for name, text in limits.items()}
    (shell.data_dir / "settings.json").write_text(json.dumps(settings))


@pytest.mark.parametrize("name", ["day", "conversation"])
def test_a_limit_stops_a_command_before_it_sends(priced: Shell, server: WireServer, name: str) -> None:
    limit(priced, **{name: "0.000001 CNY"})
    ended = priced("ask", "--json", "Greet me")
    assert ended.status == 1
    assert ended.json["error_kind"] == f"{name}_limit"
    assert "limit" in ended.json["error_message"]
    assert not server.requests
    limit(priced, **{name: "5 CNY"})
    assert priced("ask", "Greet me").status == 0


def test_a_receipt_tells_the_price_of_its_time(priced: Shell) -> None:
    asked = priced("ask", "--json", "Greet me").json
    told = json.loads(priced("receipt", asked["receipt_id"]).out)
    assert told["price_per_million_tokens"] == {"currency": "CNY", "input": "2", "output": "8", "date": "2026-11-28"}


def test_without_a_price_nothing_is_held_back(shell: Shell) -> None:
    limit(shell, day="0.000001 CNY")
    assert shell("ask", "Greet me").status == 0

"""A data directory of its own, a provider on loopback, and a shell to type commands into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.support.wire_server import WireServer


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell before anything was set up."""
    return Shell(tmp_path / "data", capsys, monkeypatch)


@pytest.fixture
def shell(bare: Shell, server: WireServer) -> Shell:
    """A shell with one endpoint, the server."""
    assert bare("endpoint", "add", "test", "--url", server.base_url, "--model", "m").status == 0
    return bare

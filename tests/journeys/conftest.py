"""The whole window on a provider that misbehaves on command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.app import Run
from tests.support.program import running, store_endpoint
from tests.support.wire_server import WireServer


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as made:
        yield made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(qapp: object, server: WireServer, data: Path) -> Iterator[Run]:
    """The program with one endpoint, the server, and the keys in the composer."""
    store_endpoint(data, server.base_url)
    with running(data) as made:
        yield made

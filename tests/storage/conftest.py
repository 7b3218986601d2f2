"""A store of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.storage.store import Store, open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a data directory will be."""
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as opened:
        yield opened

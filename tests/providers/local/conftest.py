"""The real small model, which `make` prepares; without it these tests would prove nothing, so they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_chat import paths


@pytest.fixture(scope="session")
def model() -> Path:
    found = paths.bundled_model(Path("/nonexistent"))
    assert found is not None, "the local model is missing: `make` prepares it"
    return found

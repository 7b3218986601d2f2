"""How the tests are shared among processes."""

from __future__ import annotations

import os

import pytest


def workers(config: pytest.Config) -> int:
    """Who is asked is whoever `-n auto` asks."""
    found: int = config.hook.pytest_xdist_auto_num_workers(config=config)
    return found


@pytest.mark.parametrize("named", [[__file__], [f"{__file__}::test_of_it[one]"]])
def test_a_single_file_has_no_worker_to_wait_for(
    named: list[str], pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytestconfig, "args", named)
    assert workers(pytestconfig) == 0


@pytest.mark.parametrize("named", [["tests"], [__file__, __file__], []])
def test_more_than_that_is_shared(
    named: list[str], pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytestconfig, "args", named)
    assert workers(pytestconfig) == (os.cpu_count() or 1) + 1

"""The network goes, nothing is asked that nobody configured, and the key is nowhere: the quick form."""

import shutil
from pathlib import Path

import pytest

from tests.faults import day, network

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="only the system sees every connection")


@pytest.mark.skipif(not network.can_unshare(), reason="this system gives nobody a network of their own")
def test_what_had_arrived_is_kept_when_the_network_goes_and_the_next_question_tells_it_apart() -> None:
    gone, without, back = network.without_a_network()
    assert gone["text"]
    assert "Hello, wor".startswith(gone["text"])
    assert gone["kind"] in ("stalled", "connection_lost")
    assert (without["text"], without["kind"]) == ("", "unreachable")
    assert (back["text"], back["kind"]) == ("Hello", None)


@needs_strace
def test_a_day_in_the_window_asks_nobody_else_listens_to_nobody_and_leaves_the_key_nowhere(tmp_path: Path) -> None:
    spent = day.in_the_window(tmp_path)
    assert spent.is_done, (tmp_path / "outside" / "said-0.txt").read_text("utf-8")
    assert spent.meant >= 4
    assert spent.strangers == ()
    assert spent.listening == 0
    assert spent.holding == ()


def test_a_key_that_was_left_behind_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text(f'{{"key": "{day.KEY}"}}', encoding="utf-8")
    assert list(day._holding(tmp_path / "data")) == ["data/settings.json"]

"""Showing an answer opens no file and no connection."""

from pathlib import Path

from tests.faults.showing import Seen, show


def test_a_hostile_reply_makes_the_window_ask_for_nothing(tmp_path: Path) -> None:
    assert show(tmp_path) == Seen(opened=0, connected=0, painted=True)

"""The end of the program from outside: at the end of a session nobody is asked anything, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.storage.store import open_store
from tests.desktop.starts import command, environment
from tests.support.patience import PATIENCE_S
from tests.support.virtual_screen import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends by signals")


@pytest.fixture
def session() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("words", [(), ("--quick-ask",), ("--new",)])
def test_a_log_out_ends_it_in_order_whichever_window_is_open(
    session: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """With a setting that lets a closed window only hide, too."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.json").write_text('{"desktop.tray": true, "desktop.close_to_tray": true}')
    with subprocess.Popen(
        command(data, *words), env=environment(session), stderr=subprocess.PIPE, text=True
    ) as started:
        wait_for("the window's socket", lambda: bool(list(session.glob("*.socket"))))
        started.send_signal(signal.SIGTERM)
        assert started.wait(PATIENCE_S) == 0
    assert list(session.iterdir()) == []
    with open_store(data) as store:
        assert store.conversations.summaries() == []

"""The command line and the Secret Service as it runs on people's machines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.keyring.session import ROOT, missing
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import WireServer

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")

KEY = "sk-canary-0a1b2c3d4e5f"
COMMANDS = """
printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
daemon=$!
"$0" -c 'from tests.keyring.child import wait_for_daemon; wait_for_daemon()' || exit 9
chat() { "$0" -m desktop_chat "$@"; }
printf '%s\\n' "$KEY" | (unset KEY; chat endpoint add kept --url "$1" --model m --key-stdin) || exit 1
unset KEY
chat ask Hello || exit 2
chat doctor --json | grep -q '"name": "Secret Service"' || exit 3
chat endpoint remove kept || exit 4
chat endpoint add kept --url "$1" --model m || exit 5
kill $daemon
"""


def test_a_key_goes_into_the_keyring_and_to_the_server_and_nowhere_else(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    (home / "run").mkdir(mode=0o700, parents=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "DESKTOP_CHAT_DATA_DIR": str(data),
        "KEY": KEY,
    }
    with WireServer() as server:
        ended = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", COMMANDS, sys.executable, server.base_url],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert (ended.returncode, ended.stdout) == (0, "Hello\n"), ended.stderr
        assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {KEY}"]
    assert KEY not in ended.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []

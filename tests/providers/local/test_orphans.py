"""However the program ends, its local model ends with it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.providers.local.processes import answers, gone, wait_until

PARENT = """
import json, sys, threading
from pathlib import Path
from desktop_chat.providers.local.process import LocalServer
address = LocalServer.start(Path(sys.argv[1])).address()
print(json.dumps([address.pid, address.base_url]), flush=True)
sys.stdin.readline()
"""
LOADING = """
import json, os, subprocess, sys, time
code = ("import ctypes, os, sys; from desktop_chat.providers.local.server import end_with_parent;"
        "end_with_parent(True); os.write(1, b'.');"
        "ctypes.PyDLL(None).sleep(600)")
child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.read(1)
print(json.dumps([child.pid, ""]), flush=True)
sys.stdin.readline()
"""
SPAWNED = """
import json, sys
from pathlib import Path
from desktop_chat.providers.local import process
child = process._Child(Path(sys.argv[1]), process.server_command())
print(json.dumps([child._process.pid, ""]), flush=True)
sys.stdin.readline()
"""


def begin(code: str, model: Path) -> tuple[subprocess.Popen[bytes], int, str]:
    parent = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, str(model)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert parent.stdout is not None
    pid, base_url = json.loads(parent.stdout.readline())
    return parent, pid, base_url


def end(parent: subprocess.Popen[bytes], way: signal.Signals | None) -> None:
    if way is None:
        parent.communicate(b"\n")
        return
    parent.send_signal(way)
    parent.communicate()


@pytest.mark.parametrize("way", [None, signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_model_outlives_the_program(model: Path, way: signal.Signals | None) -> None:
    parent, child, base_url = begin(PARENT, model)
    assert answers(base_url)
    end(parent, way)
    wait_until(lambda: gone(child) and not answers(base_url))


@pytest.mark.parametrize("way", [None, signal.SIGKILL])
def test_not_even_one_that_is_deep_in_native_code(model: Path, way: signal.Signals | None) -> None:
    """As a model is while it loads: no Python runs then, in no thread."""
    parent, child, _ = begin(LOADING, model)
    end(parent, way)
    wait_until(lambda: gone(child))


def test_not_even_one_that_had_not_been_told_what_to_load(model: Path) -> None:
    parent, child, _ = begin(SPAWNED, model)
    end(parent, signal.SIGKILL)
    wait_until(lambda: gone(child))

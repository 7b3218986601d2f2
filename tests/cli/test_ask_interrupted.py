"""However a command is ended, what had arrived is kept, and nobody sees a traceback."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Shell
from tests.source_files import ROOT
from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import WireServer


def last_reply(shell: Shell) -> Any:
    [conversation] = shell("list", "--json").json
    return shell("show", conversation["id"], "--format", "json").json["messages"][-1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_reply_and_keeps_its_text(shell: Shell, server: WireServer, number: signal.Signals) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with shell.spawn("ask", "Greet me") as asking:
        assert asking.stdout is not None
        read = os.read(asking.stdout.fileno(), 10)
        while len(read) < 10:
            read += os.read(asking.stdout.fileno(), 10)
        asking.send_signal(number)
        out, err = asking.communicate(timeout=PATIENCE_S)
    assert (asking.returncode, read + out) == (3, b"Hello, wor\n")
    assert err == b"Stopped by you.\n"
    assert (last_reply(shell)["text"], last_reply(shell)["status"]) == ("Hello, wor", "stopped")
    server.wait_for_hang_ups(1)


def test_a_script_gets_its_object_even_then(shell: Shell, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with shell.spawn("ask", "--json", "Greet me") as asking:
        server.wait_for_requests(1)
        asking.terminate()
        out, _ = asking.communicate(timeout=PATIENCE_S)
    assert asking.returncode == 3
    assert b'"complete": false' in out
    assert b'"error_kind": null' in out


@pytest.mark.parametrize("stall", [script.Stall("connect"), script.Stall("request"), script.Stall("headers")])
def test_a_signal_before_anything_arrived_keeps_the_question(
    shell: Shell, server: WireServer, stall: script.Stall
) -> None:
    server.enqueue(stall)
    with shell.spawn("ask", "Greet me") as asking:
        server.wait_for_connections(1)
        asking.send_signal(signal.SIGINT)
        out, err = asking.communicate(timeout=PATIENCE_S)
    assert (asking.returncode, out, err) == (3, b"", b"Stopped by you.\n")
    [conversation] = shell("list", "--json").json
    question, reply = shell("show", conversation["id"], "--format", "json").json["messages"]
    assert (question["text"], reply["status"]) == ("Greet me", "stopped")


def test_a_burst_of_signals_is_one(shell: Shell, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with shell.spawn("ask", "Greet me") as asking:
        assert asking.stdout is not None
        asking.stdout.read(1)
        for _ in range(20):
            asking.send_signal(signal.SIGINT)
        _, err = asking.communicate(timeout=PATIENCE_S)
    assert (asking.returncode, err) == (3, b"Stopped by you.\n")
    assert last_reply(shell)["status"] == "stopped"


@pytest.mark.parametrize("numbers", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP, signal.SIGINT, signal.SIGTERM]])
@pytest.mark.parametrize("pause_s", [0.0, 0.003])
def test_signals_to_the_very_end_lose_nothing_that_the_first_one_kept(
    shell: Shell, server: WireServer, numbers: list[signal.Signals], pause_s: float
) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with shell.spawn("ask", "--json", "Greet me") as asking:
        server.wait_for_requests(1)
        err = send_until_it_ends(asking, numbers, pause_s)
    assert asking.returncode == 3
    assert err in (b"", b"Stopped by you.\n")
    assert last_reply(shell)["status"] == "stopped"


def send_until_it_ends(process: subprocess.Popen[bytes], numbers: list[signal.Signals], pause_s: float) -> bytes:
    """Sends each of them again and again; returns what the process wrote about it."""
    patience = time.monotonic() + PATIENCE_S
    for number in itertools.cycle(numbers):
        assert time.monotonic() < patience, "it does not end"
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(pause_s)
            break
    assert process.stderr is not None
    return process.stderr.read()


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_reader_that_has_stopped_reading_holds_nobody_up(
    shell: Shell, server: WireServer, full_pipe: int, options: list[str]
) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with shell.spawn("ask", *options, "Tell me", stdout=full_pipe) as asking:
        server.wait_for_requests(1)
        err = send_until_it_ends(asking, [signal.SIGINT], 0.05)
    assert asking.returncode == 3
    assert err in (b"", b"Stopped by you.\n")
    assert last_reply(shell)["status"] == "stopped"


@pytest.fixture
def full_pipe() -> Iterator[int]:
    """Its end for writing; whoever writes there waits."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(write, bytes(4096))
    os.set_blocking(write, True)
    yield write
    os.close(write)
    os.close(read)


def test_any_other_command_ends_as_well(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.Stall("request"))
    with shell.spawn("models") as looking:
        server.wait_for_requests(1)
        err = send_until_it_ends(looking, [signal.SIGTERM, signal.SIGINT], 0.0)
    assert (looking.returncode, err) == (130, b"")


def test_a_reader_that_goes_away_stops_the_reply(shell: Shell, server: WireServer) -> None:
    go_on = threading.Event()
    server.enqueue(script.held(script.tokens(["word "] * 2000, then=script.Stall()), go_on, after=2))
    with shell.spawn("ask", "Tell me") as asking:
        assert asking.stdout is not None
        asking.stdout.read(5)
        asking.stdout.close()
        asking.stdout = None
        go_on.set()
        _, err = asking.communicate(timeout=PATIENCE_S)
    assert asking.returncode == 3
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err
    assert last_reply(shell)["status"] == "stopped"
    assert last_reply(shell)["text"].startswith("word word")


def test_killed_it_leaves_what_had_been_written_as_interrupted(shell: Shell, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with shell.spawn("ask", "Greet me") as asking:
        assert asking.stdout is not None
        asking.stdout.read(5)
        while last_reply(shell)["text"] != "Hello, wor":
            assert asking.poll() is None
        asking.kill()
        asking.communicate()
    assert (last_reply(shell)["text"], last_reply(shell)["status"]) == ("Hello, wor", "interrupted")


def test_a_listing_without_a_reader_ends_quietly(shell: Shell) -> None:
    shell("ask", "Greet me")
    read, write = os.pipe()
    os.close(read)
    with shell.spawn("list", stdout=write) as listing:
        os.close(write)
        _, err = listing.communicate(timeout=PATIENCE_S)
    assert (listing.returncode, err) == (141, b"")


def test_a_full_device_is_told(shell: Shell) -> None:
    with Path("/dev/full").open("wb") as full, shell.spawn("list", "--json", stdout=full) as listing:
        _, err = listing.communicate(timeout=PATIENCE_S)
    assert (listing.returncode, err) == (1, b"Standard output cannot be written to: No space left on device.\n")


def test_a_full_device_stops_the_reply_and_keeps_its_text(shell: Shell, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Stall())
    with Path("/dev/full").open("wb") as full, shell.spawn("ask", "Greet me", stdout=full) as asking:
        _, err = asking.communicate(timeout=PATIENCE_S)
    assert asking.returncode == 3
    assert err.splitlines() == [
        b"Standard output cannot be written to: No space left on device.",
        b"Stopped by you.",
    ]
    assert last_reply(shell)["status"] == "stopped"


def test_a_whole_reply_that_a_full_device_did_not_take_is_no_success(shell: Shell) -> None:
    with Path("/dev/full").open("wb") as full, shell.spawn("ask", "Greet me", stdout=full) as asking:
        _, err = asking.communicate(timeout=PATIENCE_S)
    assert asking.returncode != 0
    assert err.startswith(b"Standard output cannot be written to")
    assert last_reply(shell)["text"] == "Hello"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_stream_that_was_closed_before_the_start_is_no_fault(shell: Shell, closed: str) -> None:
    line = f'exec "$@" {closed}'
    command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(shell.data_dir), "ask", "Greet me"]
    ended = subprocess.run(
        ["sh", "-c", line, "sh", *command], cwd=ROOT, capture_output=True, timeout=PATIENCE_S, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert last_reply(shell)["status"] == "complete"

"""P5, and that nothing is asked but what was configured: a whole day of the real program, seen by the system.

The window and the command line run under strace on a folder of their own. Every connection and every listening socket
is counted, and the key is looked for in all that they have written, started and copied.
"""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.support import script
from tests.support.program import store_endpoint
from tests.support.wire_server import Received, WireServer

ROOT = Path(__file__).resolve().parents[2]
KEY = "sk-canary-7Hq2vX9bT4mZ8cW1pL5nR3kD6yG0sJ"
VARIABLE = "CANARY_KEY"
_WINDOW = "tests.faults.day_child"
_TRACED = "trace=connect,bind,listen,sendto,sendmsg,execve,execveat"
_PLACE = re.compile(r"AF_INET6?.*?sin6?_port=htons\((\d+)\).*?\"([0-9a-f.:]+)\"")
_TO_SOMEBODY = re.compile(r"\b(?:connect|sendto|sendmsg)\(.*AF_INET")


@dataclass(frozen=True)
class Day:
    """What the system saw: connections to where nobody had sent them, sockets that wait for some, places that hold the
    key; and how many connections were meant, which proves that it was a day.
    """

    strangers: tuple[str, ...]
    listening: int
    holding: tuple[str, ...]
    meant: int
    is_done: bool


class Provider:
    """Answers well, refuses with what it was sent, breaks off; in turns."""

    def __init__(self) -> None:
        self._asked = 0

    def __call__(self, request: Received) -> script.Script:
        if request.path.endswith("/models"):
            return script.models("m")
        self._asked += 1
        if self._asked % 3 == 2:
            return script.error(400, f"You sent {dict(request.headers)}", code=request.headers.get("authorization", ""))
        return script.reply("An answer", then=script.Cut() if self._asked % 3 == 0 else None)


def in_the_window(folder: Path) -> Day:
    """A day in the window, with a key that was typed in; there is no keyring, so it lives in memory alone."""
    with WireServer(Provider()) as server:
        store_endpoint(folder / "data", server.base_url)
        command = [sys.executable, "-m", _WINDOW]
        run = [(*command, str(folder / "data"), str(folder / "outside"), server.base_url)]
        return _seen(folder, run, server.port)


def on_the_command_line(folder: Path) -> Day:
    """The same in commands, with a key that the environment holds."""
    with WireServer(Provider()) as server:
        program = [sys.executable, "-m", "desktop_chat", "--data-dir", str(folder / "data")]
        add = ("endpoint", "add", "test", "--url", server.base_url, "--model", "m", "--key-env", VARIABLE)
        asking = [
            ("ask", "One?"),
            ("ask", "--json", "Two?"),
            ("ask", "Three?"),
            ("models",),
            ("endpoint", "test", "test"),
        ]
        reading = [("list", "--json"), ("search", "One"), ("doctor", "--json"), ("endpoint", "list", "--json")]
        exports = [
            ("export", "--all", "--format", kind, "-o", str(folder / "outside" / f"all-{kind}.zip"))
            for kind in ("markdown", "html", "json")
        ]
        runs = [(*program, *arguments) for arguments in (add, *asking, *reading, *exports)]
        return _seen(folder, runs, server.port)


def _seen(folder: Path, runs: Sequence[tuple[str, ...]], port: int) -> Day:
    outside = folder / "outside"
    outside.mkdir()
    log = folder / "calls.log"
    is_done = True
    for number, run in enumerate(runs):
        is_done &= _traced(run, log, outside / f"said-{number}.txt")
    calls = log.read_text("utf-8", errors="replace").splitlines()
    places = [(call, found) for call in calls if _TO_SOMEBODY.search(call) and (found := _PLACE.search(call))]
    meant = [found for _, found in places if found.groups() == (str(port), "127.0.0.1")]
    # The program itself is given the key in its environment; what it starts is not, and it is in no argument.
    started = [call.replace(f"{VARIABLE}={KEY}", VARIABLE, 1) for call in calls if "execve" in call]
    given = sum(VARIABLE in call for call in started) > len(runs) or any(KEY in call for call in started)
    in_calls = ("a started process",) if given else ()
    return Day(
        strangers=tuple(call for call, found in places if found.groups() != (str(port), "127.0.0.1")),
        listening=sum("listen(" in call and "AF_UNIX" not in call for call in calls if _is_inet(call, calls)),
        holding=(*in_calls, *_holding(folder / "data"), *_holding(outside)),
        meant=len(meant),
        is_done=is_done,
    )


def _is_inet(call: str, calls: Sequence[str]) -> bool:
    """Whether the socket that this call is about was bound to an address of a network."""
    found = re.search(r"\blisten\((\d+)", call)
    return bool(found) and any(f"bind({found[1]}, {{sa_family=AF_INET" in other for other in calls)  # type: ignore[index]


def _traced(run: tuple[str, ...], log: Path, said: Path) -> bool:
    """Whether the run did what it was to do; what it says is kept in a file."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        VARIABLE: KEY,
    }
    strace = ["strace", "-f", "-qq", "-v", "-s", "10000", "-A", "-e", _TRACED, "-o", str(log)]
    done = subprocess.run(
        [*strace, *run],
        cwd=ROOT,
        env=environment,
        input=f"{KEY}\n".encode(),
        capture_output=True,
        check=False,
        timeout=300,
    )
    said.write_bytes(done.stdout + done.stderr)
    return done.returncode in (0, 1, 3) and (_WINDOW not in run or done.stdout.endswith(b"done\n"))


def _holding(folder: Path) -> Iterator[str]:
    """The files below that hold the key, in any of the ways in which programs write text."""
    forms = (KEY.encode(), KEY.encode("utf-16-le"))
    for file in folder.rglob("*"):
        if file.is_file():
            contents = [file.read_bytes()]
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    contents += [archive.read(name) for name in archive.namelist()]
            if any(form in content for form in forms for content in contents):
                yield str(file.relative_to(folder.parent))


def figures() -> Iterator[Figure]:
    for name, spend in (("window", in_the_window), ("command_line", on_the_command_line)):
        with tempfile.TemporaryDirectory() as folder:
            day = spend(Path(folder))
        yield Figure(f"day_{name}_connections_meant", day.meant if day.is_done else 0, "connections", ">= 4")
        yield Figure(f"day_{name}_connections_elsewhere", len(day.strangers), "connections", "0")
        yield Figure(f"day_{name}_listening_sockets", day.listening, "sockets", "0")
        yield Figure(f"day_{name}_places_that_hold_the_key", len(day.holding), "places", "0")

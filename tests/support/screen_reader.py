"""A desktop session with assistive technology in it: what a screen reader is told of the program, and when.

The client is the system's own, by the bindings that Debian packages; it runs in the system's Python, which has them.
"""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.patience import EVER_S, PATIENCE_S
from tests.support.session_bus import session_bus
from tests.support.virtual_screen import Screen, TookTooLong, wait_for

_ROOT = Path(__file__).resolve().parents[2]
_CLIENT = Path(__file__).with_name("screen_reader_client.py")
_PYTHON = "/usr/bin/python3"
_PROGRAM = "Desktop Chat"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing as the screen reader sees it; `box` is left, top, width, height on the screen."""

    role: str
    name: str
    path: str
    parent: str
    states: frozenset[str]
    box: tuple[int, int, int, int]

    @property
    def is_showing(self) -> bool:
        return "showing" in self.states


@dataclass(frozen=True, slots=True)
class Heard:
    """An event: its type, who sent it, what was said with it."""

    type: str
    name: str
    said: str


class Ears:
    """Everything that was heard since it began to listen, in order."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.wait_for("ready")

    def wait_for(self, kind: str, said: str = "") -> Heard:
        """The next event of that type whose words or sender contain `said`; what came before it is forgotten."""
        others = []
        with suppress(queue.Empty):
            while True:
                heard = Heard(**json.loads(self._lines.get(timeout=PATIENCE_S)))
                if heard.type.startswith(kind) and said in heard.said + heard.name:
                    return heard
                others.append(heard)
        raise TookTooLong(f"{kind} “{said}” was not heard, but {others}")

    def forget(self) -> None:
        """What was heard so far is not waited for any more."""
        with suppress(queue.Empty):
            while True:
                self._lines.get_nowait()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._reader.join(PATIENCE_S)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)


class Session:
    """A screen, a session bus, and assistive technology that is switched on."""

    def __init__(self, screen: Screen, address: str) -> None:
        self.screen = screen
        self.environment = screen.environment | {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            # Qt complains of each question that a node has no answer to.
            "QT_LOGGING_RULES": "qt.accessibility.atspi=false",
        }

    def nodes(self) -> list[Node]:
        """All of the program, each before what it contains."""
        lines = self._client("look", _PROGRAM).splitlines()
        return [_node(json.loads(line)) for line in lines]

    def inside(self, role: str, name: str) -> list[Node]:
        """The children of the only node of that role and name; empty while there is none."""
        nodes = self.nodes()
        around = [node.path for node in nodes if (node.role, node.name) == (role, name)]
        return [node for node in nodes if node.parent in around]

    def harass(self) -> tuple[int, int]:
        """Ask every node everything: how many nodes there were, and how many answers came."""
        found = json.loads(self._client("harass", _PROGRAM))
        return found["nodes"], found["answers"]

    @contextmanager
    def listening(self) -> Iterator[Ears]:
        with subprocess.Popen(
            [_PYTHON, str(_CLIENT), "listen"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                ears = Ears(process)
                yield ears
                ears.close()
                process.wait(PATIENCE_S)
            finally:
                process.kill()

    @contextmanager
    def program(self, data: Path) -> Iterator["subprocess.Popen[bytes]"]:
        """The program with its window on the screen; it has to be there still when the block ends."""
        command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(data)]
        with subprocess.Popen(command, cwd=_ROOT, env=self.environment) as process:
            try:
                wait_for("the window", lambda: process.poll() is not None or _PROGRAM in self.screen.focused_title())
                yield process
                assert process.poll() is None, f"the program ended with status {process.returncode}"
                self.screen.press("ctrl+q")
                assert process.wait(PATIENCE_S) == 0
            finally:
                process.kill()

    def _client(self, *words: str) -> str:
        command = [_PYTHON, str(_CLIENT), *words]
        done = subprocess.run(
            command, env=self.environment, check=False, capture_output=True, text=True, timeout=EVER_S
        )
        # Right after its start the program is not known to the registry yet.
        if done.returncode and "no program is named" in done.stderr:
            return ""
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def session(screen: Screen) -> Iterator[Session]:
    """Assistive technology on that screen. It is started by the bus when first asked for, and ends with the bus."""
    with session_bus(screen.environment) as address:
        yield Session(screen, address)


def _node(described: dict[str, Any]) -> Node:
    left, top, width, height = described.get("box", (0, 0, 0, 0))
    states = frozenset(described["states"])
    box = (left, top, width, height)
    return Node(described["role"], described["name"], described["path"], described["parent"], states, box)

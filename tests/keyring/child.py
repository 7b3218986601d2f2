"""The program's side of a keyring test: does what it is told, line by line, in a session of its own.

Reads one JSON object a line (`do`, and what that needs), prints one. A process of its own, because a session bus is
found through the environment, and so that what is kept for a run only is really gone with it.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.storage.secrets import Secrets
from desktop_chat.storage.store import open_store
from tests.support.patience import PATIENCE_S

ENDPOINT = Endpoint("e1", "Remote", "https://api.example/v1", key_source=KeySource.KEYRING)


class Program:
    """`limit` is how long a call of the keyring may take here, in seconds."""

    def __init__(self, limit: float = 10.0) -> None:
        self._secrets = Secrets(limit_s=limit)

    def get(self) -> str | None:
        return self._secrets.get(ENDPOINT)

    def put(self, key: str) -> bool:
        return self._secrets.put(ENDPOINT, key)

    def forget(self) -> None:
        self._secrets.forget(ENDPOINT)

    def state(self) -> list[object]:
        state = self._secrets.state()
        return [state.name, state.safe, type(state.problem).__name__]

    def use(self, directory: str) -> None:
        """Everything that a data directory can hold, after a key was given."""
        with open_store(Path(directory)) as store:
            store.endpoints.add(ENDPOINT).result()


def wait_for_late_answers() -> None:
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(PATIENCE_S)


def signal_daemon(name: str) -> None:
    os.kill(int(os.environ["KEYRING_DAEMON"]), signal.Signals[name])


def wait_for_daemon() -> None:
    """Until the daemon has its name: asked before that, the bus would start a second, locked one in its place."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    pause, until = threading.Event(), time.monotonic() + 20
    with open_dbus_connection() as bus:
        while not bus.send_and_get_reply(message_bus.NameHasOwner("org.freedesktop.secrets")).body[0]:
            assert time.monotonic() < until, "the daemon never came"
            pause.wait(0.01)


def main() -> None:
    if "KEYRING_DAEMON" in os.environ:
        wait_for_daemon()
    program = Program()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        do = order.pop("do")
        if do == "restart":
            program = Program(**order)
            answer: dict[str, Any] = {"value": None}
        else:
            own: dict[str, Callable[..., Any]] = {"signal": signal_daemon, "settle": wait_for_late_answers}
            answer = _answer(own.get(do) or getattr(program, do), order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _answer(call: Callable[..., Any], order: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"value": call(**order)}
    except ChatError as error:
        return {"error": type(error).__name__}


if __name__ == "__main__":
    main()

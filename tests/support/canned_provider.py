"""A provider that others wrote: llmock, in a process of its own, which breaks on command and judges its clients."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from tests.support.patience import PATIENCE_S

_COMMAND = [
    sys.executable,
    "-m",
    "uvicorn",
    "--factory",
    "llmock.main:create_app",
    "--host",
    "127.0.0.1",
    "--port",
    "0",
]
_RUNNING = re.compile(r"running on (http://[\d.:]+)")


class CannedProvider:
    """Answers every question until it is told to misbehave."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.base_url = f"{address}/v1"

    def plan(self, *behaviors: dict[str, Any]) -> None:
        """What happens to the next requests: `{"type": "fail", "status": 429, "retry_after": 0.1}` and the like."""
        self._ask("scenario", {"behaviors": list(behaviors)})

    def reset(self) -> None:
        self._ask("reset", {})

    def requests(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("requests")["requests"]
        return found

    def complaints(self) -> list[str]:
        """What it thinks its clients did wrong so far."""
        return [f"{finding['code']}: {finding['title']}" for finding in self._ask("verdict")["findings"]]

    def _ask(self, what: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with build_opener(ProxyHandler({})).open(
            Request(f"{self._address}/_llmock/{what}", data), timeout=PATIENCE_S
        ) as response:
            return json.load(response)


@contextmanager
def canned_provider(**settings: str) -> Iterator[CannedProvider]:
    """One that runs; `settings` are its environment variables without `LLMOCK_`, in lower case."""
    environment = os.environ | {f"LLMOCK_{name.upper()}": value for name, value in settings.items()}
    with subprocess.Popen(_COMMAND, env=environment, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr
        try:
            yield CannedProvider(_address(child.stderr))
        finally:
            child.terminate()
            child.stderr.read()
            child.wait(PATIENCE_S)


def _address(log: Any) -> str:
    for line in log:
        if found := _RUNNING.search(line):
            return found[1]
    raise AssertionError("the canned provider did not start")

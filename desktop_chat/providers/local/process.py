"""The local model as the rest of the program sees it: an address and a key, for as long as somebody wants
them.

`LocalServer` starts the child of `server.py` when it is first needed, starts it again when it has died, and
ends it by closing its standard input. It blocks while a model loads, so it belongs into a worker thread.
"""

import contextlib
import importlib.util
import json
import os
import queue
import re
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import IO, Any

from desktop_chat.domain.errors import LocalModelBroken, LocalModelMissing
from desktop_chat.domain.inherited import without_keys
from desktop_chat.domain.values import dataclass
from desktop_chat.providers.local.gguf import inspect

START_TIMEOUT_S = 120.0
LARGEST_CONTEXT = 16_384
_END_TIMEOUT_S = 2.0
_LONGEST_ANSWER = 64 * 1024
_LONGEST_REASON = 300
_LONGEST_LOG = 64 * 1024
# llama.cpp begins a line with time, level and, often, the name of a function.
_LOG_PREFIX = re.compile(r"^[\d.]+ (?P<level>[A-Z]) (?:\w+:\s+|\w+ +\w+: )?")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running local model listens. The key is made up anew for each run."""

    base_url: str
    key: str = field(repr=False)
    pid: int


def is_installed() -> bool:
    """Whether the optional package with llama.cpp's server is there; looks without loading it."""
    return importlib.util.find_spec("xllamacpp") is not None


def server_command() -> list[str]:
    """This same program, asked to be the server."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--local-server"]
    return [sys.executable, "-m", "desktop_chat", "--local-server"]


class LocalServer:
    """One model file and, while it is wanted, the process that runs it. Call it from any thread."""

    def __init__(
        self, model: Path, start_timeout_s: float = START_TIMEOUT_S, command: Sequence[str] | None = None
    ) -> None:
        self.model = model.expanduser().absolute()
        self._start_timeout_s = start_timeout_s
        self._command = command
        self._starting = threading.Lock()
        self._changing = threading.Lock()
        self._child: _Child | None = None

    @classmethod
    def start(cls, model: Path) -> "LocalServer":
        """A server that is running. Raises as `address` does."""
        server = cls(model)
        server.address()
        return server

    def address(self) -> Address:
        """Where the server listens; it is started first if need be, and again when it has died.

        Raises `LocalModelMissing` when the package or the file is not there and `LocalModelBroken` with the
        child's own words when it does not come up in time; so it does when `stop` is called meanwhile.
        """
        with self._starting:
            child = self._child
            if child is not None and child.address is not None and child.alive:
                return child.address
            self.stop()
            return self._started()

    @property
    def base_url(self) -> str:
        return self.address().base_url

    @property
    def key(self) -> str:
        return self.address().key

    def is_running(self) -> bool:
        child = self._child
        return child is not None and child.address is not None and child.alive

    def stop(self) -> None:
        """End the process, if there is one, and wait until it is gone. A start that is under way fails."""
        with self._changing:
            child, self._child = self._child, None
        if child is not None:
            child.end()

    def __enter__(self) -> "LocalServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _started(self) -> Address:
        if not is_installed():
            raise LocalModelMissing("server")
        file = inspect(self.model)
        context = min(file.context_length or LARGEST_CONTEXT, LARGEST_CONTEXT)
        child = _Child(self.model, self._command or server_command())
        with self._changing:
            self._child = child
        try:
            return child.begin(context, self._start_timeout_s)
        except LocalModelBroken:
            self.stop()
            raise


class _Child:
    """One process, from its start to its end."""

    def __init__(self, model: Path, command: Sequence[str]) -> None:
        self.address: Address | None = None
        self._model = model
        self._ending = threading.Lock()
        # Without a name on the disk; holds errors only, and is the sole witness when native code aborts.
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by end()
        self._process = _spawn(command, self._log, model)
        self._answer: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read_answer, name="local-model-start", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def begin(self, context: int, timeout_s: float) -> Address:
        """Hand over the key and wait for the address. Raises `LocalModelBroken`."""
        key = secrets.token_urlsafe(32)
        self._write({"key": key, "model_path": str(self._model), "context": context})
        try:
            line = self._answer.get(timeout=timeout_s)
        except queue.Empty:
            raise self._broken(f"no answer within {timeout_s:g} s") from None
        base_url = self._base_url_in(line)
        self.address = Address(base_url, key, self._process.pid)
        return self.address

    def end(self) -> None:
        """Close the pipe, which ends the process; one that does not listen is killed."""
        with self._ending:
            if self._log.closed:
                return
            with contextlib.suppress(OSError):
                _pipe(self._process.stdin).close()
            try:
                self._process.wait(_END_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._reader.join()
            _pipe(self._process.stdout).close()
            self._log.close()

    def _write(self, request: dict[str, str | int]) -> None:
        # A child that is already gone says why through its answer, or its silence.
        with contextlib.suppress(OSError, ValueError):
            stdin = _pipe(self._process.stdin)
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush()

    def _read_answer(self) -> None:
        self._answer.put(_pipe(self._process.stdout).readline(_LONGEST_ANSWER))

    def _base_url_in(self, line: bytes) -> str:
        answer = _object_in(line)
        if isinstance(answer.get("base_url"), str):
            return str(answer["base_url"])
        if isinstance(answer.get("error"), str):
            raise self._broken(str(answer["error"]))
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_TIMEOUT_S)
        raise self._broken(f"the process ended with status {self._process.returncode}")

    def _broken(self, said: str) -> LocalModelBroken:
        return LocalModelBroken(str(self._model), (_first_error(self._log) or said)[:_LONGEST_REASON])


def _object_in(line: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _first_error(log: IO[bytes]) -> str:
    """What llama.cpp complained about first, which causes the rest; else the last line that was printed."""
    try:
        log.seek(0)
        lines = log.read(_LONGEST_LOG).decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return ""
    errors = (match for line in lines if (match := _LOG_PREFIX.match(line)) and match["level"] == "E")
    first = next((match.string[match.end() :].strip() for match in errors), "")
    return first or next((line.strip() for line in reversed(lines) if line.strip()), "")


def _spawn(command: Sequence[str], log: IO[bytes], model: Path) -> subprocess.Popen[bytes]:
    # In the folder above the package: `-m` then finds this very code, installed or not, and no module of the
    # folder that the person happens to stand in.
    home = Path(__file__).resolve().parents[3]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=home if home.is_dir() else None,
            env=without_keys(os.environ),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as problem:
        log.close()
        raise LocalModelBroken(str(model), problem.strerror or str(problem)) from None


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "the process was started with pipes"
    return pipe

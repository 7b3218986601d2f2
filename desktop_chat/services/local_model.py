"""The small model that comes with the program: a server in a child process, started when first asked for."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from desktop_chat.domain.errors import LocalModelMissing
from desktop_chat.domain.models import Endpoint


class ModelServer(Protocol):
    """A running server on loopback; see `providers.local.process.LocalServer`."""

    @property
    def base_url(self) -> str: ...

    @property
    def key(self) -> str: ...

    def is_running(self) -> bool: ...

    def stop(self) -> None: ...


class LocalModel:
    """At most one server per model file. `reach` and `close` block: not for the GUI thread while it has a window."""

    def __init__(self, start: Callable[[Path], ModelServer], find_bundled: Callable[[], Path | None]) -> None:
        self._start = start
        self._find_bundled = find_bundled
        self._lock = threading.Lock()
        self._servers: dict[Path, ModelServer] = {}

    def is_bundled(self) -> bool:
        """Whether the model that belongs to the program is installed."""
        return self._find_bundled() is not None

    def reach(self, endpoint: Endpoint) -> tuple[Endpoint, str]:
        """`endpoint` at the address of its running server, and the key to it. Raises `LocalModelError`."""
        path = Path(endpoint.model_path) if endpoint.model_path else self._find_bundled()
        if path is None:
            raise LocalModelMissing("model")
        with self._lock:
            server = self._servers.get(path)
            if server is None or not server.is_running():
                server = self._servers[path] = self._start(path)
        return replace(endpoint, base_url=server.base_url), server.key

    def close(self) -> None:
        with self._lock:
            for server in self._servers.values():
                server.stop()
            self._servers.clear()

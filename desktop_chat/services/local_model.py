"""The small model that comes with the program: a server in a child process, started when first asked for.

Loading a model takes seconds, for a large file of a person's own a minute or two. So whoever waits for one model keeps
nobody from another, and the end of the program waits for none: it stops those that start as well as those that run.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from desktop_chat.domain.errors import LocalModelBroken, LocalModelMissing
from desktop_chat.domain.models import Endpoint

_LOOK_EVERY_S = 0.05


class ModelAddress(Protocol):
    """Where a server listens, and the key that it wants."""

    @property
    def base_url(self) -> str: ...

    @property
    def key(self) -> str: ...


class ModelServer(Protocol):
    """A server on loopback for one model file; see `providers.local.process.LocalServer`."""

    def address(self) -> ModelAddress:
        """Blocks until it runs. Raises `LocalModelError`, also when it is stopped meanwhile."""
        ...

    def stop(self) -> None: ...


class LocalModel:
    """At most one server per model file. `reach` and `close` block: not for the GUI thread while it has a window."""

    def __init__(self, make: Callable[[Path], ModelServer], find_bundled: Callable[[], Path | None]) -> None:
        self._make = make
        self._find_bundled = find_bundled
        self._changed = threading.Condition()
        self._servers: dict[Path, ModelServer] = {}
        self._waiting = 0
        self._closed = False

    def is_bundled(self) -> bool:
        """Whether the model that belongs to the program is installed."""
        return self._find_bundled() is not None

    def reach(self, endpoint: Endpoint) -> tuple[Endpoint, str]:
        """`endpoint` at the address of its running server, and the key to it. Raises `LocalModelError`."""
        path = Path(endpoint.model_path) if endpoint.model_path else self._find_bundled()
        if path is None:
            raise LocalModelMissing("model")
        with self._server(path) as server:
            address = server.address()
        return replace(endpoint, base_url=address.base_url), address.key

    def close(self) -> None:
        """Ends every server; those that wait for one are told that there is none."""
        with self._changed:
            self._closed = True
            while True:
                for server in self._servers.values():
                    server.stop()
                if not self._waiting:
                    break
                # One that was about to start when it was stopped may have started after that.
                self._changed.wait(_LOOK_EVERY_S)
            self._servers.clear()

    @contextmanager
    def _server(self, path: Path) -> Iterator[ModelServer]:
        with self._changed:
            if self._closed:
                raise LocalModelBroken(str(path), "the program is closing")
            if path not in self._servers:
                self._servers[path] = self._make(path)
            server = self._servers[path]
            self._waiting += 1
        try:
            yield server
        finally:
            with self._changed:
                self._waiting -= 1
                self._changed.notify_all()

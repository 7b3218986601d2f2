"""The GUI thread waits for nobody: no database write, no network, no keyring on it.

Any of the three can take seconds, and the window stands still for as long. The calls are watched where they
leave the process (sockets, SQLite statements, keyring backends), so no path of our own code can avoid the
watch.

A test's own body runs on the same thread and may prepare what it likes. A call therefore counts when an
event loop is running below it, or when it comes through the layers that serve the window.
"""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import apsw
import keyring
import keyring.core
import pytest
from keyring.backend import KeyringBackend

_ROOT = Path(__file__).resolve().parents[1]
_WINDOW_LAYERS = tuple(str(_ROOT / "desktop_chat" / name) for name in ("ui/", "services/", "app.py"))
_RESOLVING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_INTERNET = (socket.AF_INET, socket.AF_INET6)
_SOCKET_CALLS = (
    "recv",
    "recv_into",
    "recvfrom",
    "recvfrom_into",
    "recvmsg",
    "send",
    "sendall",
    "sendto",
    "sendmsg",
)
_TLS_CALLS = ("read", "write", "do_handshake", *_SOCKET_CALLS[:4], "send", "sendall")
_KEYRING_CALLS = ("get_password", "set_password", "delete_password", "get_credential")
_SHOWN_FRAMES = 8


class GuiThreadBlocked(AssertionError):
    """Something on the GUI thread could have made the window stand still."""


@dataclass(slots=True)
class _Watch:
    calls: dict[str, str] = field(default_factory=dict)

    def note(self, what: str) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        frame = sys._getframe(2)
        if _serves_the_window(frame):
            stack = traceback.format_list(traceback.extract_stack(frame)[-_SHOWN_FRAMES:])
            self.calls.setdefault("".join(stack), what)

    def verdict(self) -> str:
        return "\n".join(f"{what} on the GUI thread:\n{stack}" for stack, what in self.calls.items())


class _State:
    """One watch per process: hooks of the interpreter and of APSW cannot be taken out again."""

    watch: _Watch | None = None
    audited = False


@contextlib.contextmanager
def forbid_blocking_calls_on_gui_thread() -> Iterator[None]:
    """Raise GuiThreadBlocked at the end, with the stack of each call that belongs on another thread."""
    if not _State.audited:
        sys.addaudithook(_on_audit)
        _State.audited = True
    watch, outer = _Watch(), _State.watch
    with pytest.MonkeyPatch.context() as patches:
        _watch_sockets(patches)
        _watch_keyring(patches)
        _State.watch = watch
        try:
            yield
        finally:
            _State.watch = outer
    if watch.calls:
        raise GuiThreadBlocked(watch.verdict())


def watch_new_connections() -> None:
    """Every database connection from now on tells about its writes."""
    if _trace_writes not in apsw.connection_hooks:
        apsw.connection_hooks.append(_trace_writes)


def _serves_the_window(frame: FrameType | None) -> bool:
    return _in_event_loop() or any(name.startswith(_WINDOW_LAYERS) for name in _files(frame))


def _files(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        yield frame.f_code.co_filename
        frame = frame.f_back


def _in_event_loop() -> bool:
    from PySide6.QtCore import QThread

    return QThread.currentThread().loopLevel() > 0


def _on_audit(event: str, arguments: tuple[Any, ...]) -> None:
    watch = _State.watch
    if watch is None or not event.startswith("socket."):
        return
    if event == "socket.connect" and arguments[0].family in _INTERNET:
        watch.note(f"A connection to {arguments[1]}")
    elif event in _RESOLVING:
        watch.note(f"Looking up {arguments[0]}")


def _watch_sockets(patches: pytest.MonkeyPatch) -> None:
    for owner, names in ((socket.socket, _SOCKET_CALLS), (ssl.SSLSocket, _TLS_CALLS)):
        for name in names:
            patches.setattr(owner, name, _noting_socket(getattr(owner, name)))


def _noting_socket(call: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(call)
    def noting(self: socket.socket, *args: Any, **kwargs: Any) -> Any:
        if _State.watch is not None and self.family in _INTERNET:
            _State.watch.note(f"socket.{call.__name__}")
        return call(self, *args, **kwargs)

    return noting


def _watch_keyring(patches: pytest.MonkeyPatch) -> None:
    # The backends as well as the front door: a program that checks its backend also calls it directly.
    for owner in (keyring, keyring.core, *_backends()):
        for name in _KEYRING_CALLS:
            if name in vars(owner):
                patches.setattr(owner, name, _noting(getattr(owner, name), f"keyring.{name}"))


def _backends() -> Iterator[type]:
    waiting: list[type] = [KeyringBackend]
    while waiting:
        yield (backend := waiting.pop())
        waiting += backend.__subclasses__()


def _noting(call: Callable[..., Any], what: str) -> Callable[..., Any]:
    @functools.wraps(call)
    def noting(*args: Any, **kwargs: Any) -> Any:
        if _State.watch is not None:
            _State.watch.note(what)
        return call(*args, **kwargs)

    return noting


def _trace_writes(connection: apsw.Connection) -> None:
    if not connection.readonly("main"):
        connection.trace_v2(apsw.SQLITE_TRACE_STMT, _on_statement, id="gui-thread-guard")


def _on_statement(statement: dict[str, Any]) -> None:
    if _State.watch is not None and not statement["readonly"]:
        _State.watch.note(f"A database write ({statement['sql'][:60]})")

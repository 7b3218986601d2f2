"""API keys: in the system's own key store, or in memory, and nowhere else.

Only backends are trusted whose system keeps other people's programs out; with any other the key is kept for this run
only. A key store can hang, on a prompt that nobody sees for instance, so every call runs on a thread of its own and is
given up after some seconds. Until a call that was given up comes back no other is made, and what it then says is kept.

A key belongs to one endpoint at one scheme, host and port: an endpoint that is pointed elsewhere has none.
"""

import os
import threading
from collections.abc import Callable
from functools import partial

from desktop_chat.domain.errors import (
    BadKey,
    KeyringMissing,
    KeyringUnsafe,
    KeyVariableMissing,
    SecretError,
)
from desktop_chat.domain.models import Endpoint, KeySource, origin
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.keyring_border import SAFE, Vault

SERVICE = "Desktop Chat"
LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class KeyringState:
    """`name` is the system's key store as a person knows it; `problem` why keys are not kept in it."""

    name: str
    safe: bool
    problem: SecretError | None = None


class Secrets:
    """Every call may block for some seconds, so none belongs on the GUI thread. Safe to call from any thread."""

    def __init__(self, *, limit_s: float = LIMIT_S, safe: Callable[[str], str | None] = SAFE.get) -> None:
        self._vault = Vault(limit_s, safe)
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def get(self, endpoint: Endpoint) -> str | None:
        """The key, or None where there is none. Raises `KeyVariableMissing`, `BadKey`, `SecretError` kinds."""
        match endpoint.key_source:
            case KeySource.NONE:
                return None
            case KeySource.ENVIRONMENT:
                return _from_environment(endpoint)
            case KeySource.KEYRING:
                return self._from_keyring(endpoint)

    def put(self, endpoint: Endpoint, key: str) -> bool:
        """Keeps the key: True in the keyring, False for this run only because there is no safe one.

        Raises `BadKey`. Where the keyring is there but does not take the key, raises why; the key works for this run.
        """
        user, key = _user(endpoint), cleaned(endpoint, key)
        self._remember(user, key)
        try:
            self._vault.put(SERVICE, user, key)
        except (KeyringMissing, KeyringUnsafe):
            return False
        return True

    def forget(self, endpoint: Endpoint) -> None:
        """The key is gone from memory and keyring. Raises `SecretError` kinds when the keyring keeps it."""
        user = _user(endpoint)
        with self._lock:
            self._known.pop(user, None)
        try:
            self._vault.forget(SERVICE, user)
        except (KeyringMissing, KeyringUnsafe):
            return  # no key was ever put there

    def state(self) -> KeyringState:
        try:
            return KeyringState(self._vault.name(), safe=True)
        except SecretError as problem:
            return KeyringState(problem.backend, safe=False, problem=problem)

    def _from_keyring(self, endpoint: Endpoint) -> str | None:
        user = _user(endpoint)
        with self._lock:
            known = self._known.get(user)
        if known is not None:
            return known
        found = self._vault.get(SERVICE, user, partial(self._take, endpoint))
        return self._take(endpoint, found)

    def _take(self, endpoint: Endpoint, found: str | None) -> str | None:
        """What the keyring had, remembered, so that it is asked once a run."""
        if found is None:
            return None
        with self._lock:  # one that a person gave meanwhile is newer than a late answer
            return self._known.setdefault(_user(endpoint), cleaned(endpoint, found))

    def _remember(self, user: str, key: str) -> None:
        with self._lock:
            self._known[user] = key


def cleaned(endpoint: Endpoint, key: str) -> str:
    """`key` without what a copy brings along at its ends. Raises `BadKey` for what no header can carry."""
    key = key.strip()
    if not key or not key.isascii() or not key.isprintable():
        raise BadKey(endpoint.name)
    return key


def _from_environment(endpoint: Endpoint) -> str:
    variable = endpoint.key_variable or ""
    value = os.environ.get(variable, "") if variable else ""
    if not value.strip():
        raise KeyVariableMissing(endpoint.name, variable)
    return cleaned(endpoint, value)


def _user(endpoint: Endpoint) -> str:
    """Under which name the keyring knows a key: the endpoint and where it may be sent."""
    scheme, host, port = origin(endpoint.base_url)
    return f"{endpoint.id} {scheme}://{host}:{port}"

"""The border to the system's key store.

`keyring` finds a backend; whether it may be trusted is decided here, by name. Its backends raise whatever their own
foundations raise, so errors are told apart by kind where the kind is known, and are a refusal otherwise. No message of
theirs is passed on or logged: a key might be in it.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from desktop_chat.domain.errors import (
    KeyringDenied,
    KeyringLocked,
    KeyringMissing,
    KeyringSlow,
    KeyringUnsafe,
    SecretError,
)
from desktop_chat.storage.delivery import settle

T = TypeVar("T")

_log = logging.getLogger(__name__)

SAFE = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
}
_CHAIN = "keyring.backends.chainer.ChainerBackend"
_NONE = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
# By name, because their modules are there on some systems only.
_KINDS: dict[str, type[SecretError]] = {
    "KeyringLocked": KeyringLocked,
    "LockedException": KeyringLocked,
    "PromptDismissedException": KeyringLocked,
    # The default collection could neither be opened nor be made: it has never been unlocked.
    "InitError": KeyringLocked,
    "NoKeyringError": KeyringMissing,
    "SecretServiceNotAvailableException": KeyringMissing,
}


class Backend(Protocol):
    """What is used of a backend of `keyring`."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Vault:
    """The safe backends of this system, each call with a limit. `safe` names a trusted backend, None for others."""

    def __init__(self, limit_s: float, safe: Callable[[str], str | None]) -> None:
        self._limit_s = limit_s
        self._safe = safe
        self._turn = threading.Lock()
        self._given_up: threading.Thread | None = None
        self._name = ""

    def name(self) -> str:
        """What the safe backend is called. Raises `SecretError` kinds when there is none."""
        self._ask(self._backends, _unheard)
        return self._name

    def get(self, service: str, user: str, late: Callable[[str | None], object]) -> str | None:
        """The secret; `late` is told of it should it come after the call was given up."""

        def question() -> str | None:
            found = (backend.get_password(service, user) for backend in self._backends())
            return next((secret for secret in found if secret is not None), None)

        return self._ask(question, late)

    def put(self, service: str, user: str, secret: str) -> None:
        self._ask(lambda: self._backends()[0].set_password(service, user, secret), _unheard)

    def forget(self, service: str, user: str) -> None:
        def question() -> None:
            for backend in self._backends():
                # Deleting what is not there is an error that looks like a refusal.
                if backend.get_password(service, user) is not None:
                    backend.delete_password(service, user)

        self._ask(question, _unheard)

    def _ask(self, question: Callable[[], T], late: Callable[[T], object]) -> T:
        if not self._turn.acquire(timeout=self._limit_s):
            raise KeyringSlow(self._name)
        try:
            if self._given_up is not None and self._given_up.is_alive():
                raise KeyringSlow(self._name)
            return self._answer(question, late)
        finally:
            self._turn.release()

    def _answer(self, question: Callable[[], T], late: Callable[[T], object]) -> T:
        answer: Future[T] = Future()
        thread = threading.Thread(target=settle, args=(answer, question), name="keyring", daemon=True)
        thread.start()
        try:
            error = answer.exception(self._limit_s)
        except TimeoutError:
            self._given_up = thread
            answer.add_done_callback(lambda settled: _tell_late(settled, late))
            raise KeyringSlow(self._name) from None
        thread.join()
        if error is not None:
            raise self._translated(error) from None
        return answer.result()

    def _backends(self) -> list[Backend]:
        """The trusted ones among what `keyring` offers here. Raises `KeyringMissing`, `KeyringUnsafe`."""
        import keyring  # a tenth of a second, which the window does not wait for

        answer: Future[Any] = Future()
        settle(answer, keyring.get_keyring)
        if answer.exception() is not None:  # a backend that was asked for by name, and is not there or does not work
            raise KeyringMissing
        chosen = answer.result()
        offered = list(chosen.backends) if _path(chosen) == _CHAIN else [chosen]
        trusted = [backend for backend in offered if self._safe(_path(backend))]
        if not trusted:
            unsafe = [_path(backend) for backend in offered if _path(backend) not in _NONE]
            raise KeyringUnsafe(unsafe[0]) if unsafe else KeyringMissing()
        self._name = self._safe(_path(trusted[0])) or ""
        return trusted

    def _translated(self, error: BaseException) -> SecretError:
        if isinstance(error, SecretError):
            return error
        _log.info("The keyring failed: %s", type(error).__name__)
        for kind in type(error).__mro__:
            if kind.__name__ in _KINDS:
                return _KINDS[kind.__name__](self._name)
        if isinstance(error, TimeoutError):
            return KeyringSlow(self._name)
        return KeyringMissing(self._name) if isinstance(error, OSError | EOFError) else KeyringDenied(self._name)


def _path(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _unheard(_: object) -> None:
    """Nobody needs to know."""


def _tell_late(answer: "Future[T]", late: Callable[[T], object]) -> None:
    if answer.exception() is None:
        late(answer.result())

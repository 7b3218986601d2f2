"""Key stores that misbehave, for PYTHON_KEYRING_BACKEND.

Real subclasses of the real base class, chosen the way a person's system would choose them.
"""

import os
import threading
from pathlib import Path
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError, PasswordSetError

from tests.support.patience import PATIENCE_S

SAFE_ENOUGH = f"{__name__}.MemoryKeyring"


class MemoryKeyring(KeyringBackend):
    """Works. `kept` is what it holds, `calls` what it was asked."""

    priority = 1
    kept: ClassVar[dict[tuple[str, str], str]] = {}
    calls: ClassVar[list[str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.calls.append("get")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append("set")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.calls.append("delete")
        if (service, username) not in self.kept:
            raise PasswordDeleteError("No such password!")
        del self.kept[service, username]


class PlainTextKeyring(KeyringBackend):
    """Would write keys where every program of this person can read them."""

    priority = 2

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("an unsafe backend was asked for a key")

    def set_password(self, service: str, username: str, password: str) -> None:
        Path(os.environ["PLAIN_TEXT_KEYRING"]).write_text(password)

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("an unsafe backend was asked to delete a key")


class SlowKeyring(MemoryKeyring):
    """Says nothing until `release` is set: a prompt that nobody sees."""

    priority = 0
    release: ClassVar[threading.Event] = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.release.wait(PATIENCE_S)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.release.wait(PATIENCE_S)
        super().set_password(service, username, password)


class RefusingKeyring(KeyringBackend):
    """Raises `error`, whatever it is asked."""

    priority = 0
    error: ClassVar[Exception] = PasswordSetError("no")

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error


class ForeignError(Exception):
    """What a backend's own foundations may raise."""


class LockedException(Exception):
    """The Secret Service's client says so when an item stays locked."""


REFUSALS = {
    "PasswordSetError": PasswordSetError("no"),
    "KeyringLocked": KeyringLocked("locked"),
    "InitError": InitError("never unlocked"),
    "LockedException": LockedException("locked"),
    "ConnectionResetError": ConnectionResetError("gone"),
    "TimeoutError": TimeoutError("slow"),
    "ForeignError": ForeignError("whatever"),
}

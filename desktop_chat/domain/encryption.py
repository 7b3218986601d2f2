"""Conversations that lie encrypted on the disk: what stands between a person and them, and what a passphrase is.

StoreError
├── StoreLocked
└── WrongPassphrase  PassphraseTooShort
"""

from dataclasses import field
from enum import StrEnum
from pathlib import Path

from desktop_chat.domain.errors import StoreError
from desktop_chat.domain.values import dataclass

SHORTEST_PASSPHRASE = 8
# Neither what looks alike nor capitals: it is meant to be written down and typed again.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_A_GROUP = 6, 4


class StoreLocked(StoreError):
    """The conversations are encrypted, and nobody has given the passphrase yet."""

    kind = "store_locked"


class WrongPassphrase(StoreError):
    kind = "wrong_passphrase"


class PassphraseTooShort(StoreError):
    kind = "passphrase_too_short"

    def __init__(self, path: str, least: int = SHORTEST_PASSPHRASE) -> None:
        super().__init__(path)
        self.least = least


class Wish(StrEnum):
    """What is to become of the files of a data directory."""

    ENCRYPT = "encrypt"
    DECRYPT = "decrypt"


@dataclass(frozen=True, slots=True)
class Conversion:
    """A wish with what it takes: a passphrase to encrypt with, and whether the keyring is to hold the key."""

    wish: Wish
    passphrase: str = field(default="", repr=False)
    remember: bool = False


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written anew: the conversations and `backups`. Files in `left` stay as they were: they are damaged."""

    backups: int
    left: tuple[Path, ...]


def new_passphrase() -> str:
    """One that nobody guesses: 24 letters, 118 bits."""
    import secrets  # no start has a use for it

    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)

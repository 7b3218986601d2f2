"""The key of a data directory in the system's own key store, so that no start asks for the passphrase.

By the rules of storage/secrets.py: only backends are trusted whose system keeps other people's programs out.
"""

from collections.abc import Callable
from pathlib import Path

from desktop_chat.storage import encryption
from desktop_chat.storage.keyring_border import SAFE, Vault
from desktop_chat.storage.secrets import LIMIT_S, SERVICE


class RememberedKey:
    """Of one directory, where it lies now. Every call may block for some seconds; raises `SecretError` kinds."""

    def __init__(
        self, directory: Path, *, limit_s: float = LIMIT_S, safe: Callable[[str], str | None] = SAFE.get
    ) -> None:
        self._directory = directory
        self._user = f"conversations in {directory.resolve()}"
        self._vault = Vault(limit_s, safe)

    def unlock(self) -> bool:
        """Opens the directory with what the key store has; False where that does not fit, or is nothing."""
        key = self._vault.get(SERVICE, self._user, lambda _: None)
        if not key or not encryption.fits(self._directory, key):
            return False
        encryption.give_key(self._directory, key)
        return True

    def is_kept(self) -> bool:
        return bool(self._vault.get(SERVICE, self._user, lambda _: None))

    def keep(self) -> None:
        """The directory must be open."""
        key = encryption.key_of(self._directory)
        if key is not None:
            self._vault.put(SERVICE, self._user, key)

    def forget(self) -> None:
        self._vault.forget(SERVICE, self._user)

"""What must be there before a request can go out: a key, or a local server that runs."""

from typing import Protocol

from desktop_chat.domain.errors import NoKey
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource
from desktop_chat.domain.values import dataclass
from desktop_chat.services.local_model import LocalModel


class KeyStore(Protocol):
    """Where keys are; see `storage.secrets.Secrets`. Every call may block for seconds."""

    def get(self, endpoint: Endpoint) -> str | None: ...

    def put(self, endpoint: Endpoint, key: str) -> bool: ...

    def forget(self, endpoint: Endpoint) -> None: ...


@dataclass(frozen=True, slots=True)
class Reachable:
    """An endpoint with the address and the key to use right now."""

    endpoint: Endpoint
    key: str | None


class Access:
    """Every method blocks; call them off the GUI thread."""

    def __init__(self, keys: KeyStore, local_model: LocalModel) -> None:
        self._keys = keys
        self._local_model = local_model

    def reach(self, endpoint: Endpoint) -> Reachable:
        """Raises `NoKey`, `KeyVariableMissing`, `SecretError`, `LocalModelError`."""
        if endpoint.kind is EndpointKind.LOCAL_MODEL:
            running, key = self._local_model.reach(endpoint)
            return Reachable(running, key)
        found = self._keys.get(endpoint)
        if found is None and endpoint.key_source is KeySource.KEYRING:
            raise NoKey(endpoint.name)
        return Reachable(endpoint, found)

    def keep_key(self, endpoint: Endpoint, key: str | None) -> bool:
        """False when there is no safe keyring and the key lives for this run only; without a key nothing is done."""
        return self._keys.put(endpoint, key) if key else True

    def forget_key(self, endpoint: Endpoint) -> None:
        """Raises `SecretError` kinds. A keyring that holds nothing of this endpoint's is left alone."""
        if endpoint.key_source is KeySource.KEYRING:
            self._keys.forget(endpoint)

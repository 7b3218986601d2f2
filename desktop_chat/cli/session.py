"""What the commands share: one data directory, opened when first needed and closed in order."""

import logging
import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_chat import logs, paths
from desktop_chat.cli.output import Output
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.cli.status import WrongUse
from desktop_chat.domain.errors import ChatError, LocalModelMissing, NoEndpoint, NoKey, NotFound, SettingsDamaged
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource
from desktop_chat.domain.settings import LANGUAGE, Setting
from desktop_chat.storage.secrets import Secrets
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.storage.store import Store, open_store
from desktop_chat.words import catalogue
from desktop_chat.words.errors import explain

if TYPE_CHECKING:
    from desktop_chat.providers.local.process import LocalServer

_log = logging.getLogger(__name__)

T = TypeVar("T")

SETTINGS_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Reachable:
    """An endpoint with the address and the key to use right now."""

    endpoint: Endpoint
    key: str | None


class Session:
    """One run of one command."""

    def __init__(self, data_dir: Path, output: Output) -> None:
        self.data_dir = data_dir
        self.output = output
        self.secrets = Secrets()
        self._closing = ExitStack()
        self._servers: dict[Path, LocalServer] = {}

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, ChatError):
            _log.info("A command ended with %s", error.kind)
        elif isinstance(error, Exception) and not isinstance(error, WrongUse | BrokenPipeError):
            # Here, while there is a log; the person is told by the hook for exceptions.
            _log.error("A command ended by a fault of the program", exc_info=error)
        self._closing.close()

    @cached_property
    def store(self) -> Store:
        """The conversations. Raises `StoreError` kinds."""
        with Undisturbed():  # what is open is closed again
            logs.start(paths.log_directory(self.data_dir))
            self._closing.callback(logs.stop)
            return self._closing.enter_context(_finished(open_store(self.data_dir)))

    def get(self, setting: Setting[T]) -> T:
        return setting.value_in(self._settings)

    @cached_property
    def _settings(self) -> dict[str, Any]:
        try:
            return SettingsFile(self.data_dir / SETTINGS_FILE).load()
        except SettingsDamaged as error:  # kept beside; a command goes on with what is usual
            self.output.complain(explain(error).text)
            return {}

    def speak(self) -> None:
        """Use the language that the settings name, else the terminal's."""
        catalogue.load(paths.translations())
        setting = self.get(LANGUAGE)
        catalogue.use(catalogue.language_for(setting, catalogue.locale_from(os.environ)))

    def endpoint(self, name: str | None) -> Endpoint:
        """The endpoint of that name, or with that id; without a name the default. Raises `NoEndpoint`, `NotFound`."""
        endpoints = self.store.endpoints
        if name is None:
            default = endpoints.default()
            if default is None:
                raise NoEndpoint
            return default
        try:
            return endpoints.by_name(name)
        except NotFound:
            return endpoints.get(name)

    def reach(self, endpoint: Endpoint) -> Reachable:
        """All that must be there before a request can go out: a key, or a local server, for the time of the command.

        Raises `RequestRefused`, `SecretError`, `LocalModelError` kinds.
        """
        if endpoint.kind is EndpointKind.LOCAL_MODEL:
            return self._local(endpoint)
        from desktop_chat.providers.provider import checked_address

        address = checked_address(endpoint)
        key = self.secrets.get(endpoint)
        if key is None and endpoint.key_source is KeySource.KEYRING:
            raise NoKey(endpoint.name)
        return Reachable(replace(endpoint, base_url=address), key)

    def _local(self, endpoint: Endpoint) -> Reachable:
        from desktop_chat.providers.local.process import LocalServer

        path = Path(endpoint.model_path) if endpoint.model_path else paths.bundled_model(self.data_dir)
        if path is None:
            raise LocalModelMissing(paths.BUNDLED_MODEL)
        if path not in self._servers:
            self._servers[path] = self._closing.enter_context(LocalServer(path))
        address = self._servers[path].address()
        return Reachable(replace(endpoint, base_url=address.base_url), address.key)


def _finished(store: Store) -> Store:
    """Backups that an encryption did not come to are encrypted now."""
    try:
        store.finish_encryption()
    except ChatError as error:  # the next one tries it again
        _log.warning("Backups could not be encrypted: %s", error.kind)
    return store

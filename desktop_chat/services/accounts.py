"""Endpoints and their keys: who can be asked, and what it takes to reach them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError, NoEndpoint, NoModel, PlainHttpRefused
from desktop_chat.domain.messages import Conversation, new_id
from desktop_chat.domain.models import (
    Endpoint,
    EndpointKind,
    Limits,
    Quirks,
    needs_confirmation,
    normalised_address,
)
from desktop_chat.domain.streaming import Corrected
from desktop_chat.providers.catalog import local_servers
from desktop_chat.services.access import Access, Reachable
from desktop_chat.services.background import Background
from desktop_chat.storage.endpoints import Endpoints

LOCAL_MODEL_NAME = "smollm2-135m-instruct"
LOCAL_ENDPOINT_NAME = "Local model"


_SHORT = Limits(connect_timeout_s=0.5, first_byte_timeout_s=2.0, idle_timeout_s=2.0, max_retries=0)

ListModels = Callable[[Endpoint, str | None, Limits], tuple[str, ...]]
Failed = Callable[[ChatError], None]


class Accounts(QObject):
    """The endpoints in memory, the store behind them, and the way to a key."""

    changed = Signal()
    """The endpoints, or what is known of one, are no longer what they were."""
    models_listed = Signal(str)
    """The id of an endpoint whose models are now known."""
    failed = Signal(object)
    """A `ChatError` of something that nobody waits for."""

    def __init__(
        self,
        endpoints: Endpoints,
        access: Access,
        background: Background,
        list_models: ListModels,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = endpoints
        self._access = access
        self._background = background
        self._list_models = list_models
        self._models: dict[str, tuple[str, ...]] = {}
        self._load()

    def _load(self) -> None:
        self._known = {endpoint.id: endpoint for endpoint in self._store.all()}
        default = self._store.default()
        self._default = default.id if default else None

    # -- what there is -----------------------------------------------------------------------------------------------

    def all(self) -> tuple[Endpoint, ...]:
        return tuple(self._known.values())

    def default(self) -> Endpoint | None:
        return self._known.get(self._default or "")

    def models(self, endpoint_id: str) -> tuple[str, ...]:
        """The models listed so far; the endpoint's own comes first where the list does not name it."""
        endpoint = self._known.get(endpoint_id)
        listed = self._models.get(endpoint_id, ())
        own = (endpoint.model,) if endpoint and endpoint.model and endpoint.model not in listed else ()
        return own + listed

    def choice_for(self, conversation: Conversation) -> tuple[Endpoint, str]:
        """Who answers in `conversation`: its own choice, else the default. Raises `NoEndpoint`, `NoModel`."""
        own = self._known.get(conversation.endpoint_id or "")
        endpoint = own or self.default()
        if endpoint is None:
            raise NoEndpoint
        model = (conversation.model if own else None) or endpoint.model
        if not model:
            raise NoModel(endpoint.name)
        return endpoint, model

    # -- verbs -------------------------------------------------------------------------------------------------------

    def add(
        self,
        endpoint: Endpoint,
        key: str | None,
        done: Callable[[Endpoint, bool], None],
        failed: Failed,
    ) -> None:
        """Keeps the key, then the endpoint; `done(endpoint, kept)`: False when the key lives for this run only."""
        try:
            endpoint = _checked(endpoint)
        except ChatError as error:
            failed(error)
            return

        def store(kept: bool) -> None:
            self._background.when(self._store.add(endpoint), lambda _: self._added(endpoint, kept, done), failed)

        self._background.run(lambda: self._access.keep_key(endpoint, key), store, failed)

    def add_local(self, done: Callable[[Endpoint, bool], None], failed: Failed, model_path: str | None = None) -> None:
        """The bundled model, or the GGUF file that a person picked, as an endpoint."""
        endpoint = Endpoint(
            id=new_id(),
            name=LOCAL_ENDPOINT_NAME,
            base_url="",
            model=LOCAL_MODEL_NAME if model_path is None else _file_name(model_path),
            kind=EndpointKind.LOCAL_MODEL,
            model_path=model_path,
        )
        self._background.run(
            lambda: self._access.reach(endpoint),
            lambda _: self.add(endpoint, None, done, failed),
            failed,
        )

    def change(
        self, endpoint: Endpoint, key: str | None, done: Callable[[Endpoint, bool], None], failed: Failed
    ) -> None:
        """New values for an endpoint that exists; `key` None leaves the stored key as it is."""
        try:
            endpoint = _checked(endpoint)
        except ChatError as error:
            failed(error)
            return

        def store(kept: bool) -> None:
            self._background.when(self._store.change(endpoint), lambda _: self._added(endpoint, kept, done), failed)

        self._background.run(lambda: self._access.keep_key(endpoint, key), store, failed)

    def remove(self, endpoint_id: str) -> None:
        endpoint = self._known.pop(endpoint_id)
        self._background.run(lambda: self._access.forget_key(endpoint), lambda _: None, self.failed.emit)
        self._background.when(self._store.remove(endpoint_id), lambda _: self.refresh(), self.failed.emit)
        self.changed.emit()

    def set_default(self, endpoint_id: str) -> None:
        self._default = endpoint_id
        self._background.when(self._store.set_default(endpoint_id), lambda _: None, self.failed.emit)
        self.changed.emit()

    def remember(self, endpoint_id: str, correction: Corrected) -> None:
        """An endpoint refused a parameter; the next request will not carry it under that name."""
        endpoint = self._known.get(endpoint_id)
        if endpoint is None:
            return
        quirks = _learned(endpoint.quirks, correction)
        self._known[endpoint_id] = replace(endpoint, quirks=quirks)
        self._background.when(self._store.set_quirks(endpoint_id, quirks), lambda _: None, self.failed.emit)
        self.changed.emit()

    def reach(self, endpoint: Endpoint, done: Callable[[Reachable], None], failed: Failed) -> None:
        """Finds the key, starts the local server: all that must be there before a request can go out."""
        self._background.run(lambda: self._reach(endpoint), done, failed)

    def list_models(self, endpoint: Endpoint, failed: Failed) -> None:
        """Asks the endpoint for its models; `models_listed` tells when they are known."""

        def ask() -> tuple[str, ...]:
            reachable = self._reach(endpoint)
            return self._list_models(reachable.endpoint, reachable.key, Limits())

        self._background.run(ask, lambda models: self._listed(endpoint.id, models), failed)

    def check(
        self, endpoint: Endpoint, key: str | None, done: Callable[[tuple[str, ...]], None], failed: Failed
    ) -> None:
        """Asks an endpoint that is not stored yet for its models, with a key that is not stored yet."""
        try:
            endpoint = _checked(endpoint)
        except ChatError as error:
            failed(error)
            return
        self._background.run(lambda: self._list_models(endpoint, key or None, Limits()), done, failed)

    def discover(self, found: Callable[[Endpoint, tuple[str, ...]], None]) -> None:
        """Looks for servers on this machine, at the ports where known ones listen; loopback only."""
        for server in local_servers():
            endpoint = Endpoint(new_id(), server.name, server.base_url)
            self._background.run(
                partial(self._list_models, endpoint, None, _SHORT),
                partial(_tell_if_any, found, endpoint),
                lambda _: None,  # nothing listens there, or something else does
            )

    def refresh(self) -> None:
        """Reads what other processes may have changed."""
        before = self._known, self._default
        self._load()
        if before != (self._known, self._default):
            self.changed.emit()

    def _reach(self, endpoint: Endpoint) -> Reachable:
        return self._access.reach(_checked(endpoint))

    def _added(self, endpoint: Endpoint, kept: bool, done: Callable[[Endpoint, bool], None]) -> None:
        self.refresh()
        done(endpoint, kept)

    def _listed(self, endpoint_id: str, models: tuple[str, ...]) -> None:
        self._models[endpoint_id] = models
        self.models_listed.emit(endpoint_id)


def _tell_if_any(
    found: Callable[[Endpoint, tuple[str, ...]], None], endpoint: Endpoint, models: tuple[str, ...]
) -> None:
    if models:
        found(replace(endpoint, model=models[0]), models)


def _checked(endpoint: Endpoint) -> Endpoint:
    """`endpoint` with its address in one form. Raises `BadAddress`, `PlainHttpRefused`."""
    if endpoint.kind is EndpointKind.LOCAL_MODEL:
        return endpoint
    endpoint = replace(endpoint, base_url=normalised_address(endpoint.base_url))
    if needs_confirmation(endpoint.base_url) and not endpoint.allow_plain_http:
        raise PlainHttpRefused(endpoint.host)
    return endpoint


def _learned(quirks: Quirks, correction: Corrected) -> Quirks:
    if correction.renamed_to is None:
        return replace(quirks, refused=quirks.refused | {correction.parameter})
    kept = {old: new for old, new in quirks.renamed.items() if old != correction.renamed_to}
    return replace(quirks, renamed=kept | {correction.parameter: correction.renamed_to})


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".gguf")

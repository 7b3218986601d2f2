"""Endpoints and their keys: who can be asked, and what it takes to reach them."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from itertools import count
from types import MappingProxyType
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import BadOption, ChatError, NoEndpoint, NoModel, PlainHttpRefused
from desktop_chat.domain.examining import Examination
from desktop_chat.domain.messages import Conversation, new_id
from desktop_chat.domain.models import (
    Endpoint,
    EndpointKind,
    Limits,
    Options,
    needs_confirmation,
    normalised_address,
    origin,
)
from desktop_chat.domain.streaming import Corrected
from desktop_chat.domain.values import dataclass
from desktop_chat.providers.catalog import local_servers
from desktop_chat.services.access import Access, Reachable
from desktop_chat.services.background import Background
from desktop_chat.storage.endpoints import Endpoints

LOCAL_MODEL_NAME = "smollm2-135m-instruct"
LOCAL_ENDPOINT_NAME = "Local model"

_SHORT = Limits(connect_timeout_s=0.5, first_byte_timeout_s=2.0, idle_timeout_s=2.0, max_retries=0)

ListModels = Callable[[Endpoint, str | None, Limits], tuple[str, ...]]
Done = Callable[[Endpoint, bool], None]
"""The endpoint as it is stored, and whether its key is: False when the key lives for this run only."""
Failed = Callable[[ChatError], None]
Choice: TypeAlias = tuple[str, str]
"""An endpoint's id and a model."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A model refused `parameter`; it is sent as `renamed_to` from now on, or not at all."""

    endpoint_id: str
    model: str
    parameter: str
    renamed_to: str | None


class Accounts(QObject):
    """The endpoints in memory, the store behind them, and the way to a key."""

    changed = Signal()
    """The endpoints, or what is known of one, are no longer what they were."""
    models_listed = Signal(str)
    """The id of an endpoint whose models are now known."""
    learned = Signal(object)
    """A `Lesson`."""
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
        self.listed: Mapping[str, tuple[str, ...]] = MappingProxyType(self._models)
        """The models as each endpoint itself named them; without those that have not been asked."""
        self.keys_for_this_run: set[str] = set()
        """The endpoints to which a key was given that no keyring keeps."""
        self._load()

    def _load(self) -> None:
        self._known = {endpoint.id: endpoint for endpoint in self._store.all()}
        default = self._store.default()
        self._default = default.id if default else None

    # -- what there is -----------------------------------------------------------------------------------------------

    def all(self) -> tuple[Endpoint, ...]:
        return tuple(self._known.values())

    def default(self) -> Endpoint | None:
        """The one that was chosen, else the oldest."""
        return self._known.get(self._default or "") or next(iter(self._known.values()), None)

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

    def chosen(self, choice: Choice) -> tuple[Endpoint, str]:
        """The endpoint and model that `choice` names. Raises `NoEndpoint` where the endpoint is gone."""
        endpoint = self._known.get(choice[0])
        if endpoint is None:
            raise NoEndpoint
        return endpoint, choice[1]

    # -- verbs -------------------------------------------------------------------------------------------------------

    def add(self, endpoint: Endpoint, key: str | None, done: Done, failed: Failed) -> None:
        """Keeps the key, then the endpoint."""
        self._keep(endpoint, key, self._store.add, done, failed)

    def add_local(self, done: Done, failed: Failed, model_path: str | None = None) -> None:
        """The bundled model, or the GGUF file that a person picked, as an endpoint; one that is there already is it."""
        endpoint = Endpoint(
            id=new_id(),
            name=LOCAL_ENDPOINT_NAME if model_path is None else _file_name(model_path),
            base_url="",
            model=LOCAL_MODEL_NAME if model_path is None else _file_name(model_path),
            kind=EndpointKind.LOCAL_MODEL,
            model_path=model_path,
        )
        self._background.run(
            lambda: self._access.reach(endpoint), lambda _: self._add_local(endpoint, done, failed), failed
        )

    def change(self, endpoint: Endpoint, key: str | None, done: Done, failed: Failed) -> None:
        """New values for an endpoint that exists; `key` None leaves the stored key as it is.

        What it has taught us stays, unless it is another server now; a key stays with the server it was given for.
        """
        self._keep(endpoint, key, self._store.change, done, failed)

    def remove(self, endpoint_id: str) -> None:
        endpoint = self._known.pop(endpoint_id, None)
        if endpoint is None:
            return
        self._write(self._store.remove(endpoint_id), lambda: self._forget_key(endpoint))
        self.changed.emit()

    def set_default(self, endpoint_id: str) -> None:
        if endpoint_id in self._known and endpoint_id != self._default:
            self._default = endpoint_id
            self._write(self._store.set_default(endpoint_id))
            self.changed.emit()

    def remember(self, endpoint_id: str, model: str, correction: Corrected | Examination) -> None:
        """A model refused a parameter, and the next request to it will not carry it under that name; or it has shown
        what it does.
        """
        endpoint = self._known.get(endpoint_id)
        if endpoint is None:
            return
        if isinstance(correction, Examination):
            self._known[endpoint_id] = endpoint.examined(model, correction)
            self._write(self._store.keep_examination(endpoint_id, model, correction))
            self.changed.emit()
            return
        taught = endpoint.taught(model, correction.parameter, correction.renamed_to)
        if taught.quirks_of(model) != endpoint.quirks_of(model):
            self._known[endpoint_id] = taught
            self._write(self._store.learn(endpoint_id, model, correction.parameter, correction.renamed_to))
            self.changed.emit()
            self.learned.emit(Lesson(endpoint_id, model, correction.parameter, correction.renamed_to))

    def forget_lessons(self, endpoint_id: str, model: str) -> None:
        """The next request to this model carries everything again, under the names that were set."""
        endpoint = self._known.get(endpoint_id)
        if endpoint is not None and endpoint.untaught(model) != endpoint:
            self._known[endpoint_id] = endpoint.untaught(model)
            self._write(self._store.unlearn(endpoint_id, model))
            self.changed.emit()

    def set_options(self, endpoint_id: str, options: Options) -> None:
        """The parameters that conversations with this endpoint have by default."""
        endpoint = self._known.get(endpoint_id)
        if endpoint is not None and options != endpoint.options:
            self._known[endpoint_id] = replace(endpoint, options=options)
            self._write(self._store.set_options(endpoint_id, options))
            self.changed.emit()

    def reach(self, endpoint: Endpoint, done: Callable[[Reachable], None], failed: Failed) -> None:
        """Finds the key, starts the local server: all that must be there before a request can go out."""
        self._background.run(lambda: self._access.reach(_checked(endpoint)), done, failed)

    def list_models(self, endpoint: Endpoint, failed: Failed) -> None:
        """Asks the endpoint for its models; `models_listed` tells when they are known."""

        def ask() -> tuple[str, ...]:
            reachable = self._access.reach(_checked(endpoint))
            return self._list_models(reachable.endpoint, reachable.key, Limits())

        self._background.run(ask, lambda models: self._listed(endpoint, models), failed)

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

    # -- keeping -----------------------------------------------------------------------------------------------------

    def _keep(
        self,
        endpoint: Endpoint,
        key: str | None,
        write: Callable[[Endpoint], "Future[None]"],
        done: Done,
        failed: Failed,
    ) -> None:
        try:
            endpoint = _acceptable(endpoint, self._known.values())
        except ChatError as error:
            failed(error)
            return
        before = self._known.get(endpoint.id)
        is_elsewhere = before is None or origin(before.base_url) != origin(endpoint.base_url)

        def store(kept: bool) -> None:
            wanted = _taught(endpoint, self._known.get(endpoint.id))
            self._background.when(write(wanted), lambda _: stored(wanted, kept), give_up)

        def stored(wanted: Endpoint, kept: bool) -> None:
            if before is not None and is_elsewhere:
                self._forget_key(before)
            self._known[wanted.id] = wanted
            self._models.pop(wanted.id, None)
            if key:
                (self.keys_for_this_run.discard if kept else self.keys_for_this_run.add)(wanted.id)
            self.changed.emit()
            done(wanted, kept)

        def give_up(error: ChatError) -> None:
            """No key stays behind for an endpoint that does not exist; the person may try again after that."""
            if is_elsewhere:
                tell = partial(_tell, failed, error)
                self._background.run(lambda: self._access.forget_key(endpoint), tell, tell)
            else:
                failed(error)

        self._background.run(lambda: self._access.keep_key(endpoint, key), store, failed)

    def _add_local(self, endpoint: Endpoint, done: Done, failed: Failed) -> None:
        def fail(error: ChatError) -> None:
            # Asked for twice at once, the second finds what the first has made.
            if same := _same_model(endpoint, self._known.values()):
                done(same, True)
            else:
                failed(error)

        if same := _same_model(endpoint, self._known.values()):
            done(same, True)
            return
        names = {known.name for known in self._known.values()}
        spare = (name for number in count(2) if (name := f"{endpoint.name} {number}") not in names)
        named = replace(endpoint, name=next(spare)) if endpoint.name in names else endpoint
        self.add(named, None, done, fail)

    def _write(self, future: "Future[None]", then: Callable[[], None] = lambda: None) -> None:
        def fail(error: ChatError) -> None:
            self.refresh()  # what could not be stored is as it was before
            self.failed.emit(error)

        self._background.when(future, lambda _: then(), fail)

    def _forget_key(self, endpoint: Endpoint) -> None:
        self._background.run(lambda: self._access.forget_key(endpoint), lambda _: None, self.failed.emit)

    def _listed(self, endpoint: Endpoint, models: tuple[str, ...]) -> None:
        known = self._known.get(endpoint.id)
        if known is not None and known.base_url == endpoint.base_url:  # it is still the one that was asked
            self._models[endpoint.id] = models
            self.models_listed.emit(endpoint.id)


def _tell(failed: Failed, error: ChatError, _: object) -> None:
    failed(error)


def _tell_if_any(
    found: Callable[[Endpoint, tuple[str, ...]], None], endpoint: Endpoint, models: tuple[str, ...]
) -> None:
    if models:
        found(replace(endpoint, model=models[0]), models)


def _acceptable(endpoint: Endpoint, others: Collection[Endpoint]) -> Endpoint:
    """As `_checked`. Raises `BadOption` as well, for a name that is blank or taken."""
    name = endpoint.name.strip()
    if not name or any(other.name == name and other.id != endpoint.id for other in others):
        raise BadOption("name", name)
    return _checked(replace(endpoint, name=name))


def _taught(endpoint: Endpoint, known: Endpoint | None) -> Endpoint:
    """With its defaults, which no form changes, and what is known by now of the server at this address."""
    if known is None:
        return endpoint
    quirks = known.quirks if known.base_url == endpoint.base_url else {}
    return replace(endpoint, quirks=quirks, options=known.options)


def _same_model(endpoint: Endpoint, others: Collection[Endpoint]) -> Endpoint | None:
    local = (other for other in others if other.kind is EndpointKind.LOCAL_MODEL)
    return next((other for other in local if other.model_path == endpoint.model_path), None)


def _checked(endpoint: Endpoint) -> Endpoint:
    """`endpoint` with its address in one form. Raises `BadAddress`, `PlainHttpRefused`, `KeptInClear`."""
    if endpoint.kind is EndpointKind.LOCAL_MODEL:
        return endpoint
    from desktop_chat.domain.key_forms import check_kept  # compiles its patterns, for which a start would wait

    endpoint = replace(endpoint, base_url=normalised_address(endpoint.base_url))
    check_kept(name=endpoint.name, url=endpoint.base_url, model=endpoint.model)
    if needs_confirmation(endpoint.base_url) and not endpoint.allow_plain_http:
        raise PlainHttpRefused(endpoint.host)
    return endpoint


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".gguf")

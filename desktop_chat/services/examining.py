"""Examinations of endpoints: run when a person has agreed to what they send, remembered with the endpoint."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.examining import Examined
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.streaming import Corrected
from desktop_chat.providers.cancellation import Cancellation, Stopped
from desktop_chat.services.access import Reachable
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.background import Background

Examine = Callable[[Endpoint, str, str | None, Cancellation], Examined]


class Examining(QObject):
    """At most one at a time of each endpoint."""

    changed = Signal(str)
    """The id of an endpoint whose examination has begun or ended."""

    def __init__(
        self, accounts: Accounts, examine: Examine, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._accounts, self._examine, self._background = accounts, examine, background
        self._running: dict[str, Cancellation] = {}
        self._failed: dict[str, ChatError] = {}

    def is_running(self, endpoint_id: str) -> bool:
        return endpoint_id in self._running

    def failure(self, endpoint_id: str) -> ChatError | None:
        """Why the last one came to nothing."""
        return self._failed.get(endpoint_id)

    def run(self, endpoint: Endpoint, model: str) -> None:
        """What is found is remembered by the accounts; `changed` tells when it is over."""
        if endpoint.id in self._running:
            return
        cancel = self._running[endpoint.id] = Cancellation()
        self._failed.pop(endpoint.id, None)
        failed = partial(self._fail, endpoint.id)
        self._accounts.reach(endpoint, partial(self._ask, endpoint, model, cancel), failed)
        self.changed.emit(endpoint.id)

    def stop(self, endpoint_id: str) -> None:
        if endpoint_id in self._running:
            self._running[endpoint_id].cancel()

    def _ask(self, endpoint: Endpoint, model: str, cancel: Cancellation, reachable: Reachable) -> None:
        def ask() -> Examined | None:
            try:
                return self._examine(reachable.endpoint, model, reachable.key, cancel)
            except Stopped:
                return None

        self._background.run(ask, partial(self._take, endpoint.id, model), partial(self._fail, endpoint.id))

    def _take(self, endpoint_id: str, model: str, examined: Examined | None) -> None:
        del self._running[endpoint_id]
        if examined is not None:
            for parameter, name in examined.lessons.items():
                self._accounts.remember(endpoint_id, model, Corrected(parameter, name, b""))
            self._accounts.remember(endpoint_id, model, examined.examination)
        self.changed.emit(endpoint_id)

    def _fail(self, endpoint_id: str, error: ChatError) -> None:
        del self._running[endpoint_id]
        self._failed[endpoint_id] = error
        self.changed.emit(endpoint_id)

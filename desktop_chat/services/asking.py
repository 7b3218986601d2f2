"""Questions to endpoints that are no part of a conversation, under the network settings of the moment.

None of them holds up the end of the program.
"""

from dataclasses import replace

from desktop_chat.domain import settings
from desktop_chat.domain.examining import Examined
from desktop_chat.domain.models import Endpoint, Limits
from desktop_chat.domain.settings import Settings
from desktop_chat.providers.cancellation import Cancellation


class Asking:
    """Every method but `close` blocks; call them off the GUI thread."""

    def __init__(self, preferences: Settings) -> None:
        self._preferences = preferences
        self._open: set[Cancellation] = set()

    def models(self, endpoint: Endpoint, key: str | None, limits: Limits) -> tuple[str, ...]:
        """See `providers.provider.Provider.models`."""
        from desktop_chat.providers.client import ChatProvider

        cancel = Cancellation()
        self._open.add(cancel)
        try:
            return ChatProvider().models(endpoint, key, self._on_its_way(limits), cancel)
        finally:
            self._open.discard(cancel)

    def examine(self, endpoint: Endpoint, model: str, key: str | None, cancel: Cancellation) -> Examined:
        """See `providers.examining.examine`."""
        from desktop_chat.providers.examining import examine

        self._open.add(cancel)
        try:
            return examine(endpoint, model, key, self._on_its_way(Limits()), cancel)
        finally:
            self._open.discard(cancel)

    def close(self) -> None:
        for cancel in tuple(self._open):
            cancel.cancel()

    def _on_its_way(self, limits: Limits) -> Limits:
        return replace(limits, network=settings.network_from(self._preferences))

"""Which models each endpoint has, as far as it has said, and why it has not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.models import Endpoint, EndpointKind
from desktop_chat.domain.prices import Price
from desktop_chat.domain.values import dataclass
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.spending import Spending


@dataclass(frozen=True, slots=True)
class ModelGroup:
    """One endpoint's models; `problem` if it would not tell them, `asked` while it has not answered; `price`
    tells what a model costs.
    """

    endpoint: Endpoint
    models: tuple[str, ...]
    problem: ChatError | None = None
    asked: bool = False
    price: Callable[[str], Price | None] = lambda model: None


class ModelLists(QObject):
    """Asks all endpoints and remembers their answers; outlives the list that shows them."""

    changed = Signal()

    def __init__(self, accounts: Accounts, spending: Spending, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._accounts = accounts
        self._price = spending.price
        self._problems: dict[str, ChatError] = {}
        self._asked: set[str] = set()
        accounts.models_listed.connect(self._take)
        accounts.changed.connect(self.changed)

    def groups(self) -> tuple[ModelGroup, ...]:
        return tuple(
            ModelGroup(
                endpoint,
                self._accounts.models(endpoint.id),
                self._problems.get(endpoint.id),
                endpoint.id in self._asked,
                partial(self._price, endpoint),
            )
            for endpoint in self._accounts.all()
        )

    def choice_for(self, conversation_endpoint: str | None) -> str | None:
        """The endpoint that answers where a conversation names this one, or none."""
        known = {endpoint.id for endpoint in self._accounts.all()}
        default = self._accounts.default()
        return conversation_endpoint if conversation_endpoint in known else (default.id if default else None)

    def ask(self) -> None:
        """Asks every endpoint. The local model is not started for that: what it is called is known."""
        for endpoint in self._accounts.all():
            if endpoint.kind is EndpointKind.REMOTE and endpoint.id not in self._asked:
                self._asked.add(endpoint.id)
                self._accounts.list_models(endpoint, partial(self._note_problem, endpoint.id))

    @Slot(str)
    def _take(self, endpoint_id: str) -> None:
        self._asked.discard(endpoint_id)
        self._problems.pop(endpoint_id, None)
        self.changed.emit()

    def _note_problem(self, endpoint_id: str, error: ChatError) -> None:
        self._asked.discard(endpoint_id)
        self._problems[endpoint_id] = error
        self.changed.emit()

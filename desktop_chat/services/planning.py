"""Who would answer, and with what request: the pure plan, fed with what the program knows.

Both the preview above the composer and the request that is sent come from here, so they cannot differ.
"""

from collections.abc import Sequence

from desktop_chat.domain import context
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.messages import Conversation, Message
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.tokens import Estimator, calibrated
from desktop_chat.domain.truncation import whole
from desktop_chat.domain.values import dataclass
from desktop_chat.services.accounts import Accounts
from desktop_chat.storage.receipts import Receipts


@dataclass(frozen=True, slots=True)
class Planned:
    """A request, to whom it goes, and the calibration its token estimates were made with."""

    plan: ContextPlan
    endpoint: Endpoint
    model: str
    factor: float


class Planner:
    """Plans requests; remembers how far estimates were off per endpoint and model."""

    def __init__(self, receipts: Receipts, accounts: Accounts) -> None:
        self._receipts = receipts
        self._accounts = accounts
        self._estimators: dict[tuple[str, str], Estimator] = {}

    def plan(self, branch: Sequence[Message], conversation: Conversation) -> Planned:
        """The request that continues `branch`. Raises `RequestRefused`."""
        endpoint, model = self._accounts.choice_for(conversation)
        estimator = self._estimator(endpoint.id, model)
        plan = context.plan(branch, conversation.policy, conversation.options, model, endpoint.quirks, estimator)
        return Planned(plan, endpoint, model, estimator.factor)

    def forget_calibration(self) -> None:
        """A reply has ended: its count may teach something."""
        self._estimators.clear()

    def _estimator(self, endpoint_id: str, model: str) -> Estimator:
        known = self._estimators.get((endpoint_id, model))
        if known is None:
            known = calibrated(whole(self._receipts.samples(endpoint_id, model)))
            self._estimators[endpoint_id, model] = known
        return known

"""Who would answer, and with what request: the pure plan, fed with what the program knows.

Both the preview above the composer and the request that is sent come from here, so they cannot differ.
"""

from collections.abc import Callable, Iterable, Sequence

from desktop_chat.domain import context
from desktop_chat.domain.calibration import Sample, learned
from desktop_chat.domain.context import ContextPlan, History
from desktop_chat.domain.defaults import overlaid
from desktop_chat.domain.messages import Conversation, ConversationId, Message
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.prices import Price
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import Payload
from desktop_chat.services.accounts import Accounts, Choice
from desktop_chat.services.spending import Spending


@dataclass(frozen=True, slots=True)
class Planned:
    """A request, to whom it goes, the calibration its token estimates were made with, and the options in force."""

    payload: Payload
    endpoint: Endpoint
    model: str
    factor: float
    options: Options = Options()
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """A history, and what it was made of."""

    branch: Sequence[Message]
    policy: Policy
    estimator: Estimator
    history: History


class Planner:
    """Plans requests; remembers how far estimates were off per endpoint and model, and the history last looked at."""

    def __init__(self, samples: Callable[[str, str], Sequence[Sample]], accounts: Accounts, spending: Spending) -> None:
        self._samples = samples
        self._spending = spending
        self._accounts = accounts
        self._estimators: dict[tuple[str, str], Estimator] = {}
        self._known: dict[bool, _Known] = {}

    def plan(self, branch: Sequence[Message], conversation: Conversation, choice: Choice | None = None) -> Planned:
        """The request that continues `branch`; `choice` is who answers it instead of the usual one. Raises
        `RequestRefused`.
        """
        endpoint, model = self._accounts.chosen(choice) if choice else self._accounts.choice_for(conversation)
        estimator = self._estimator(endpoint.id, model)
        options, quirks = overlaid(endpoint.options, conversation.options), endpoint.quirks_of(model)
        history = self._history(branch, conversation.policy, estimator, followed=False)
        plan = context.plan_after(history, None, options, model, quirks)
        price = self._spending.price(endpoint, model)
        return Planned(_whole(plan.payload), endpoint, model, estimator.factor, options, price)

    def preview(self, branch: Sequence[Message], draft: Message | None, conversation: Conversation) -> ContextPlan:
        """The request that would ask `draft` after `branch`, or why there is none; cheap while only the draft changes.
        Raises `RequestRefused` when nobody is chosen to answer it.
        """
        endpoint, model = self._accounts.choice_for(conversation)
        estimator = self._estimator(endpoint.id, model)
        history = self._history(branch, conversation.policy, estimator, followed=draft is not None)
        options, price = overlaid(endpoint.options, conversation.options), self._spending.price(endpoint, model)
        return context.outlook(history, draft, options, model, endpoint.quirks_of(model), price)

    def again(self, receipt: Receipt, choice: Choice | None = None) -> Planned:
        """The request of `receipt` once more, to the letter; to somebody else, for another model."""
        endpoint, model = self._accounts.chosen(choice or (receipt.endpoint_id, str(receipt.parameters["model"])))
        payload = Payload(
            receipt.wire,
            {**receipt.parameters, "model": model},
            receipt.headers,
            receipt.estimate,
            receipt.left_out,
        )
        price = self._spending.price(endpoint, model)
        return Planned(_whole(payload), endpoint, model, receipt.factor, price=price)

    def check_limits(self, conversation_id: ConversationId, planned: Iterable[Planned]) -> None:
        """Raises `SpendingLimit` where to send these would pass one."""
        self._spending.check(conversation_id, ((one.price, one.payload) for one in planned))

    def forget_calibration(self) -> None:
        """A reply has ended: its count may teach something."""
        self._estimators.clear()

    def _history(self, branch: Sequence[Message], policy: Policy, estimator: Estimator, *, followed: bool) -> History:
        known = self._known.get(followed)
        if known and known.branch is branch and (known.policy, known.estimator) == (policy, estimator):
            return known.history
        history = History(branch, policy, estimator, followed=followed)
        self._known[followed] = _Known(branch, policy, estimator, history)
        return history

    def _estimator(self, endpoint_id: str, model: str) -> Estimator:
        known = self._estimators.get((endpoint_id, model))
        if known is None:
            known = learned(self._samples(endpoint_id, model))
            self._estimators[endpoint_id, model] = known
        return known


def _whole(payload: Payload) -> Payload:
    """`payload`, once each picture has been found: that one is lost is told before anything is stored or sent. Raises
    `AttachmentLost`.
    """
    for item in payload.wire:
        for image in item.images:
            _ = image.content
    return payload

"""What a request carries.

The API has no memory: an answer depends on the `messages` array alone. So this is the one place where a message is
added, left out or joined. The screen shows the plan made here, the wire sends its body, the store keeps it.

A model reads at most so many tokens and people expect the end of a conversation to matter most, so the system prompt,
the pins, the summaries and the last turn are always kept and the rest goes as the policy says, each message whole. A
reply and its continuation are one message on the wire and stay together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend, RequestRefused
from desktop_chat.domain.history import Cut, History, Reason
from desktop_chat.domain.messages import Message, MessageId, Role, pictures_sent
from desktop_chat.domain.models import Options, Quirks
from desktop_chat.domain.money import Money
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.prices import Price
from desktop_chat.domain.running import Unit, weight_of
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import Payload, WireMessage, parameters_of

__all__ = ["ContextPlan", "Cut", "Entry", "History", "Reason", "outlook", "plan", "plan_after"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the plan. `message_id` is None for the system prompt and a summary's id for a summary; `tokens` is an
    estimate.
    """

    message_id: MessageId | None
    role: Role
    text: str
    tokens: int
    reason: Reason
    attachments: tuple[Attachment, ...] = ()

    @property
    def included(self) -> bool:
        return self.reason.is_in


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the request, or one that stays behind: `messages` are one on the wire, none for the system prompt.
    `tokens` is an estimate.
    """

    messages: Unit
    role: Role
    tokens: int
    reason: Reason
    is_draft: bool = False

    @property
    def ids(self) -> frozenset[MessageId]:
        return frozenset(message.id for message in self.messages)


class ContextPlan:
    """The next request: every message with its reason, and the exact body.

    Sums are known at once; rows and the wire are made when they are asked for, because who types looks at few of ten
    thousand. `draft` is the question that comes after the history, None where the history ends with it. Where
    `refusal` says that no such request can be made, the rows tell what it would have to carry.
    """

    def __init__(
        self,
        history: History,
        draft: Message | None,
        parameters: Mapping[str, Any],
        headers: Mapping[str, str],
    ) -> None:
        self.history = history
        self.draft = draft
        self.parameters = parameters
        self.headers = headers
        self.price: Price | None = None
        self.budget = history.policy.token_budget
        self._per_request = round(history.estimator.per_request)
        self.draft_tokens = weight_of((draft,), history.estimator) if draft else 0
        self._prompt = history.policy.system_prompt if history.policy.system_prompt.strip() else ""
        self._prompt_tokens = history.estimator.message(self._prompt) if self._prompt else 0
        self._too_small: BudgetTooSmall | None = None
        self.cut = self._cut()

    def _cut(self) -> Cut:
        spent = self.history.spent
        question = spent[Reason.QUESTION] + self.draft_tokens
        parts = (self._prompt_tokens, spent[Reason.PINNED], spent[Reason.SUMMARY], question)
        needed = sum(parts) + self._per_request
        asked = 1 if self.draft else self.history.asked
        if self.budget is not None and needed > self.budget:
            self._too_small = BudgetTooSmall(needed, self.budget, parts)
            return replace(self.history.cut(asked, None), opening=0, over=len(self.history.free))
        return self.history.cut(asked, None if self.budget is None else self.budget - needed)

    @property
    def is_idle(self) -> bool:
        """Nothing new is asked: the last turn is held only for a reply that may be continued or retried."""
        return self.draft is None and self.history.asked > 0

    @property
    def refusal(self) -> RequestRefused | None:
        """Why this cannot be sent: what must be sent is more than the budget, or nothing would be asked."""
        if self._too_small is None and self.draft is None and not self._asks_something():
            return NothingToSend()
        return self._too_small

    def _asks_something(self) -> bool:
        """Whether any message but system prompts would be sent; nearly always the last ones tell."""
        reasons, units = self.history.reasons(self.cut), self.history.units
        places = range(len(reasons) - 1, -1, -1)
        return any(reasons[place].is_in and units[place][0].role is not Role.SYSTEM for place in places)

    # -- in sums -----------------------------------------------------------------------------------------------------

    @cached_property
    def spent(self) -> Mapping[Reason, int]:
        """Estimated tokens of what is in, by reason; the draft is part of `QUESTION`."""
        sums, cut = self.history.sums, self.cut
        kept = {reason: tokens for reason, tokens in self.history.spent.items() if reason.is_in}
        kept[Reason.SYSTEM] = self._prompt_tokens
        kept[Reason.HISTORY] = sums[len(self.history.free)] - sums[cut.over] + sums[cut.opening]
        kept[Reason.QUESTION] = kept.get(Reason.QUESTION, 0) + self.draft_tokens
        return {reason: tokens for reason, tokens in kept.items() if tokens}

    @cached_property
    def out(self) -> Mapping[Reason, int]:
        """How many messages with something in them are not sent, by reason."""
        sizes, cut = self.history.sizes, self.cut
        counts = {reason: n for reason, n in self.history.counts.items() if not reason.is_in}
        counts.pop(Reason.NO_TEXT, None)
        counts[Reason.BEYOND_LAST] = sizes[cut.beyond] - sizes[cut.opening]
        counts[Reason.OVER_BUDGET] = sizes[cut.over] - sizes[cut.beyond]
        return {reason: n for reason, n in counts.items() if n}

    @property
    def tokens(self) -> int:
        """Estimated input tokens of the whole request."""
        return sum(self.spent.values()) + self._per_request

    def cost_of(self, tokens: int) -> Money | None:
        """What so many of its tokens cost, at the rates for a request of this length; None where that is not known."""
        return (
            None if self.price is None else Money(self.price.currency, tokens * self.price.rates_for(self.tokens).input)
        )

    @property
    def left_out(self) -> int:
        """How many messages with something in them are not sent."""
        return sum(self.out.values())

    @property
    def sent(self) -> int:
        """How many elements `messages` has."""
        history, cut = self.history, self.cut
        free = len(history.free) - cut.over + cut.opening
        return len(history.chosen) + free + bool(self._prompt) + (self.draft is not None)

    # -- in rows -----------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return bool(self._prompt) + len(self.history.units) + (self.draft is not None)

    def row(self, number: int) -> Row:
        """The row of that number, made for itself."""
        if self._prompt:
            if number == 0:
                return Row((), Role.SYSTEM, self._prompt_tokens, Reason.SYSTEM)
            number -= 1
        history = self.history
        if self.draft and number == len(history.units):
            return Row((self.draft,), self.draft.role, self.draft_tokens, Reason.QUESTION, is_draft=True)
        unit, reason = history.units[number], history.reasons(self.cut)[number]
        return Row(unit, unit[0].role, history.tokens(number), reason)

    def number_of(self, message_id: MessageId) -> int | None:
        """In which row that message is."""
        place = self.history.places.get(message_id)
        return None if place is None else place + bool(self._prompt)

    def rows_moved_since(self, known: "ContextPlan") -> range:
        """The rows before the draft that may be in or out for another reason than in `known`, of the same history."""
        units, prompt = self.history.between(known.cut, self.cut), bool(self._prompt)
        return range(units.start + prompt, units.stop + prompt)

    def reason_of(self, message_id: MessageId) -> Reason | None:
        """Why that message is in or out; None for one that is not on the branch."""
        place = self.history.places.get(message_id)
        return None if place is None else self.history.reasons(self.cut)[place]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every message, in or out, in the order of the wire."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Entry]:
        if self._prompt:
            yield Entry(None, Role.SYSTEM, self._prompt, self._prompt_tokens, Reason.SYSTEM)
        history = self.history
        for place, (unit, reason) in enumerate(zip(history.units, history.reasons(self.cut), strict=True)):
            if len(unit) == 1:
                yield _entry(unit[0], history.tokens(place), reason)
            else:
                yield from _parts(unit, reason, history.estimator)
        if self.draft:
            yield _entry(self.draft, self.draft_tokens, Reason.QUESTION)

    @cached_property
    def wire(self) -> tuple[WireMessage, ...]:
        """The `messages` of the request."""
        prompt = (WireMessage(Role.SYSTEM, self._prompt),) if self._prompt else ()
        cut, said = self.history.said
        if cut != self.cut:  # else only the draft is another than when it was looked at last
            known = self.history.said_by.get  # which nearly all of them are: a cut that moves brings few in
            said = tuple([known(place) or self._say(place) for place in self.history.sent(self.cut)])
            self.history.said = (self.cut, said)
        draft = (_said((self.draft,), Reason.QUESTION),) if self.draft else ()
        return (*prompt, *said, *draft)

    def _say(self, place: int) -> WireMessage:
        history = self.history
        history.said_by[place] = said = _said(history.units[place], history.fixed[place])
        return said

    @property
    def payload(self) -> Payload:
        return Payload(self.wire, self.parameters, self.headers, self.tokens, self.left_out)

    @property
    def body(self) -> bytes:
        return self.payload.body


def plan(
    branch: Sequence[Message],
    policy: Policy,
    options: Options,
    model: str,
    quirks: Quirks = Quirks(),  # noqa: B008 - frozen
    estimator: Estimator = Estimator(),  # noqa: B008 - frozen
) -> ContextPlan:
    """The request that continues `branch` (root to last message).

    Raises `BudgetTooSmall` when what must be sent does not fit, `NothingToSend` when no message would be.
    """
    history = History(branch, policy, estimator, followed=False)
    return plan_after(history, None, options, model, quirks)


def plan_after(
    history: History,
    draft: Message | None,
    options: Options,
    model: str,
    quirks: Quirks = Quirks(),  # noqa: B008
    price: Price | None = None,
) -> ContextPlan:
    """The request that asks `draft` after `history`; the same as `plan` of both. Raises as `plan` does."""
    made = outlook(history, draft, options, model, quirks, price)
    if refusal := made.refusal:
        raise refusal
    return made


def outlook(
    history: History,
    draft: Message | None,
    options: Options,
    model: str,
    quirks: Quirks = Quirks(),  # noqa: B008
    price: Price | None = None,
) -> ContextPlan:
    """As `plan_after`, for who looks at a request before it can be made: what keeps it from being made is in it."""
    made = ContextPlan(history, draft, parameters_of(model, options, quirks), dict(options.extra_headers))
    made.price = price
    return made


def _entry(message: Message, tokens: int, reason: Reason) -> Entry:
    return Entry(message.id, message.role, message.text, tokens, reason, message.attachments)


def _parts(unit: Unit, reason: Reason, estimator: Estimator) -> Iterator[Entry]:
    """One entry a message; each counts what it adds to those before it, so that their sum is the unit's."""
    text, counted = "", 0
    for message in unit:
        text += message.text
        tokens = estimator.message(text)
        yield _entry(message, tokens - counted, reason)
        counted = tokens


def _said(unit: Unit, reason: Reason | None) -> WireMessage:
    sources = () if reason is Reason.SUMMARY else tuple(message.id for message in unit)
    if len(unit) == 1 and not unit[0].attachments:  # nearly always, and a conversation may have ten thousand
        return WireMessage(unit[0].role, unit[0].text, sources)
    images = tuple(item for message in unit for item in pictures_sent(message.role, message.attachments))
    return WireMessage(unit[0].role, "".join(message.spoken for message in unit), sources, images)

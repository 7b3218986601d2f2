"""A branch made ready for planning: what is one on the wire, what each part weighs, what is decided about it already.

A plan is made at every key, and of ten thousand messages only the draft has changed. So everything that does not
depend on the draft is done once, and sums stand ready to tell at once where a budget ends.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import Message, MessageId, Role
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from desktop_chat.domain.running import RunningSums, Unit, weight_of
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage


class Reason(StrEnum):
    """Why a message is in or out."""

    SYSTEM = "system"
    PINNED = "pinned"
    SUMMARY = "summary"
    QUESTION = "question"
    HISTORY = "history"
    EXCLUDED = "excluded"
    SUMMARISED = "summarised"
    BEFORE_DIVIDER = "before_divider"
    BEYOND_LAST = "beyond_last"
    OVER_BUDGET = "over_budget"
    TOOL = "tool"
    NO_TEXT = "no_text"

    @property
    def is_in(self) -> bool:
        return self in _IN


_IN = frozenset({Reason.SYSTEM, Reason.PINNED, Reason.SUMMARY, Reason.QUESTION, Reason.HISTORY})
_UNFIT = frozenset({Reason.TOOL, Reason.NO_TEXT})
_ANSWERS = frozenset({Role.ASSISTANT, Role.TOOL})


@dataclass(frozen=True, slots=True)
class Cut:
    """What becomes of those units that no rule has decided about, counted in their order.

    The first `opening` are sent; up to `beyond` they are more than the last so many, up to `over` more than the budget
    holds; the rest is sent.
    """

    opening: int
    beyond: int
    over: int

    def reason(self, number: int) -> Reason:
        """What becomes of the unit with that number."""
        if number < self.opening or number >= self.over:
            return Reason.HISTORY
        return Reason.BEYOND_LAST if number < self.beyond else Reason.OVER_BUDGET


class History:
    """`branch`, root to last message. `followed` tells that a question comes after it, which then is the last turn."""

    def __init__(
        self,
        branch: Sequence[Message],
        policy: Policy,
        estimator: Estimator,
        *,
        followed: bool,
    ) -> None:
        self.policy = policy
        self.estimator = estimator
        self.units, self._replaced = _with_summaries(units(branch), policy)
        self._summaries = frozenset(summary.id for summary in policy.summaries) if self._replaced else frozenset()
        self._tokens: dict[int, int] = {}
        self._replaces: dict[int, int] = {}
        self.fixed = self._decided(followed)
        self.free = [place for place, reason in enumerate(self.fixed) if reason is None]
        self.sums = RunningSums([*map(self.units.__getitem__, self.free)], estimator)
        self.sizes = [0, *accumulate(map(len, map(self.units.__getitem__, self.free)))]
        self.spent: Counter[Reason] = Counter()
        self.counts: Counter[Reason] = Counter()
        self.asked = 0
        for place, reason in [(place, reason) for place, reason in enumerate(self.fixed) if reason is not None]:
            self.spent[reason] += self.tokens(place) if reason.is_in else 0
            self.counts[reason] += len(self.units[place])
            self.asked += reason is Reason.QUESTION
        self._reasons = (Cut(0, 0, 0), [reason or Reason.HISTORY for reason in self.fixed])
        self.said: tuple[Cut | None, tuple[WireMessage, ...]] = (None, ())
        """What of it is sent at that cut, kept for the next look."""
        self.said_by: dict[int, WireMessage] = {}
        """The same of each unit that was looked at: a cut that moves changes few of them."""

    @cached_property
    def places(self) -> dict[MessageId, int]:
        """In which unit each message is."""
        return {message.id: place for place, unit in enumerate(self.units) for message in unit}

    @cached_property
    def chosen(self) -> list[int]:
        """Which units are sent whatever the budget is."""
        return [place for place, reason in enumerate(self.fixed) if reason is not None and reason.is_in]

    def sent(self, cut: Cut) -> list[int]:
        """Which units are sent at that cut."""
        return sorted((*self.chosen, *self.free[: cut.opening], *self.free[cut.over :]))

    def cut(self, asked: int, room: int | None) -> Cut:
        """Where the free units part. `asked` counts the units of the last turn, `room` is what the budget leaves."""
        count = len(self.free)
        opening = self._opening(room) if self.policy.drops_first is DropsFirst.MIDDLE else 0
        keep = self.policy.keep_last
        kept = count if keep is None else max(0, keep - asked)
        beyond = max(opening, count - kept)
        beyond = self._whole_turn(beyond) if beyond > opening else beyond
        over = beyond
        if room is not None:
            least = self.sums[count] - (room - self.sums[opening])
            over = self.sums.first_from(least, beyond)
            over = self._past_orphans(beyond, self._whole_turn(over) if over > beyond else over)
        return Cut(opening, beyond, over)

    def reasons(self, cut: Cut) -> list[Reason]:
        """One reason a unit."""
        before, reasons = self._reasons
        if before != cut:
            reasons = reasons.copy()  # a cut moves by little while one types, and a view may hold the list before
            for number in _moved(before, cut):
                reasons[self.free[number]] = cut.reason(number)
            self._reasons = (cut, reasons)
        return reasons

    def between(self, one: Cut, other: Cut) -> range:
        """The units about which two cuts may differ."""
        moved = _moved(one, other)
        return range(self.free[moved[0]], self.free[moved[-1]] + 1) if moved else range(0)

    def tokens(self, place: int) -> int:
        """The estimated tokens of that unit."""
        if place not in self._tokens:
            self._tokens[place] = weight_of(self.units[place], self.estimator)
        return self._tokens[place]

    def replaced_by(self, card: int, last: int) -> int:
        """The estimated tokens of what the summary in unit `card` replaces, which ends with unit `last`."""
        if card not in self._replaces:
            inside = range(card + 1, last + 1)
            units = [self.units[place] for place in inside if self.fixed[place] is Reason.SUMMARISED]
            self._replaces[card] = RunningSums(units, self.estimator)[len(units)]
        return self._replaces[card]

    # -- what is decided already -------------------------------------------------------------------------------------

    def _decided(self, followed: bool) -> list[Reason | None]:
        fixed: list[Reason | None] = [None] * len(self.units)
        if not followed:
            for place in range(self._last_turn(), len(self.units)):
                fixed[place] = Reason.QUESTION
        if self._summaries:
            for place, unit in enumerate(self.units):
                fixed[place] = self._summary(unit) or fixed[place]
        for place in range(self._divider()):
            fixed[place] = Reason.BEFORE_DIVIDER
        if self.policy.pinned or self.policy.excluded:
            for place, unit in enumerate(self.units):
                fixed[place] = self._chosen(unit) or fixed[place]
        # The role and the text of one message nearly always tell.
        tool = Role.TOOL
        for place in [
            place
            for place, (message, *_) in enumerate(self.units)
            if message.role is tool or not message.text or message.text.isspace()
        ]:
            fixed[place] = unfit(self.units[place]) or fixed[place]
        return fixed

    def _summary(self, unit: Unit) -> Reason | None:
        """Whether this is a summary, or replaced by one."""
        if unit[0].id in self._summaries:
            return Reason.SUMMARY
        return Reason.SUMMARISED if any(message.id in self._replaced for message in unit) else None

    def _chosen(self, unit: Unit) -> Reason | None:
        """What a person decided about these messages by name."""
        ids = {message.id for message in unit}
        if ids & self.policy.excluded:
            return Reason.EXCLUDED
        return Reason.PINNED if ids & self.policy.pinned else None

    def _divider(self) -> int:
        """How many units stand before the divider. One that goes on behind it is not torn apart."""
        divider = self.policy.divider
        place = None if divider is None else self.places.get(divider)
        if place is None:
            return 0
        return place + (self.units[place][-1].id == divider)

    def _last_turn(self) -> int:
        """Where the last turn begins: a reply that is to be continued means nothing without its question."""
        place = len(self.units) - 1
        while place > 0 and self.units[place][0].role in _ANSWERS:
            place -= 1
        return max(place, 0)

    # -- where it parts ----------------------------------------------------------------------------------------------

    def _role(self, number: int) -> Role:
        return self.units[self.free[number]][0].role

    def _opening(self, room: int | None) -> int:
        """How many of the free units are the turn that comes first, if there is room for it."""
        number = min(1, len(self.free))
        while number < len(self.free) and self._role(number) is not Role.USER:
            number += 1
        return number if room is None or self.sums[number] <= room else 0

    def _whole_turn(self, number: int) -> int:
        if self.policy.drops_first is DropsFirst.TURNS:
            while number < len(self.free) and self._role(number) is not Role.USER:
                number += 1
        return number

    def _past_orphans(self, beyond: int, over: int) -> int:
        """A reply whose question no longer fits says nothing by itself, and some servers refuse it as the first
        message.
        """
        while beyond < over < len(self.free) and self._role(over) is Role.ASSISTANT:
            before = self.free[over] - 1
            while self.fixed[before] in _UNFIT:
                before -= 1
            if before != self.free[over - 1]:
                break
            over += 1
        return over


def _moved(one: Cut, other: Cut) -> range:
    """The free units about which two cuts may differ, by their numbers."""
    edges = zip((one.opening, one.beyond, one.over), (other.opening, other.beyond, other.over), strict=True)
    moved = [number for here, there in edges if here != there for number in (here, there)]
    return range(min(moved), max(moved)) if moved else range(0)


def unfit(unit: Unit) -> Reason | None:
    """Why this is never sent, whatever the rules are; None for what can be."""
    if not any(map(says_something, unit)):
        return Reason.NO_TEXT
    # What a tool answered goes with the call that asked for it, or a server refuses the request; calls are not sent.
    return Reason.TOOL if unit[0].role is Role.TOOL else None


def says_something(message: Message) -> bool:
    """Whether there is anything of it that could be sent."""
    return bool(message.attachments) or bool(message.text and not message.text.isspace())


def _with_summaries(units: list[Unit], policy: Policy) -> tuple[list[Unit], frozenset[MessageId]]:
    """The units with each summary before what it replaces, and the ids of what is replaced."""
    if not policy.summaries:
        return units, frozenset()
    places = {message.id: place for place, unit in enumerate(units) for message in unit}
    known = (one for one in policy.summaries if one.first in places and one.last in places and one.text.strip())
    cards: dict[int, list[Unit]] = {}
    replaced: set[MessageId] = set()
    for summary in known:
        first, last = places[summary.first], places[summary.last]
        if first <= last:
            cards.setdefault(first, []).append((_card(summary, units[first][0]),))
            replaced.update(message.id for unit in units[first : last + 1] for message in unit)
    return [one for place, unit in enumerate(units) for one in (*cards.get(place, ()), unit)], frozenset(replaced)


def _card(summary: Summary, first: Message) -> Message:
    return Message(summary.id, first.conversation_id, first.parent_id, Role.USER, summary.text, first.created_at)

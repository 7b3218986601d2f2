"""The next request in one line: how many messages, how many tokens, what is left out, or why it cannot be made."""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto

from desktop_chat.domain.context import ContextPlan, Entry, Reason
from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend, RequestRefused
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.values import dataclass
from desktop_chat.words import endings
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import explain
from desktop_chat.words.times import count


class Part(Enum):
    """What the tokens of a request are spent on, in the order of the bar."""

    SYSTEM = auto()
    PINNED = auto()
    HISTORY = auto()
    DRAFT = auto()


_PART_OF = {
    Reason.SYSTEM: Part.SYSTEM,
    Reason.PINNED: Part.PINNED,
    Reason.HISTORY: Part.HISTORY,
    Reason.QUESTION: Part.HISTORY,
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What the strip shows. `trouble` stands in the place of the counts; `too_long` says that the draft is to blame."""

    parts: tuple[tuple[Part, int], ...] = ()
    messages: int = 0
    tokens: int = 0
    budget: int | None = None
    draft_tokens: int = 0
    out: tuple[tuple[str, int], ...] = ()
    trouble: str = ""
    too_long: bool = False

    @property
    def counts(self) -> str:
        messages = trn("{n} message", "{n} messages", self.messages).format(n=count(self.messages))
        return f"{messages} · {self._tokens}"

    @property
    def _tokens(self) -> str:
        if self.budget is None:
            return tokens_words(self.tokens)
        template = tr("{used} of {budget} tokens")
        return template.format(used=count(self.tokens), budget=count(self.budget))

    @property
    def left_out(self) -> str:
        n = sum(number for _, number in self.out)
        return trn("{n} message left out", "{n} messages left out", n).format(n=count(n)) if n else ""

    @property
    def why_out(self) -> str:
        return ", ".join(f"{count(number)} {word}" for word, number in self.out)


def tokens_words(n: int) -> str:
    return trn("{n} token", "{n} tokens", n).format(n=count(n))


def summary_of(plan: ContextPlan, draft: str) -> Summary:
    """The plan of a request; with a draft its last message is the draft."""
    included = [entry for entry in plan.entries if entry.included]
    asked = included[-1] if draft.strip() and included else None
    spent: Counter[Part] = Counter()
    for entry in included:
        spent[Part.DRAFT if entry is asked else _PART_OF[entry.reason]] += entry.tokens
    return Summary(
        parts=tuple((part, spent[part]) for part in Part if spent[part]),
        messages=len(plan.wire),
        tokens=plan.tokens,
        budget=plan.budget,
        draft_tokens=asked.tokens if asked else 0,
        out=_left_out(plan.entries),
    )


def summary_of_refusal(error: RequestRefused, policy: Policy, draft: str) -> Summary:
    """Why no request can be made. That nothing has been written yet is no trouble."""
    if isinstance(error, NothingToSend):
        return Summary(budget=policy.token_budget)
    too_long = isinstance(error, BudgetTooSmall) and bool(draft.strip())
    return Summary(budget=policy.token_budget, trouble=explain(error).headline, too_long=too_long)


def _left_out(entries: tuple[Entry, ...]) -> tuple[tuple[str, int], ...]:
    # A message without text has nothing that could be left out: a reply that failed, or one that is being written.
    reasons = Counter(entry.reason for entry in entries if not entry.included and entry.reason is not Reason.NO_TEXT)
    return tuple((endings.margin_word(reason), number) for reason, number in reasons.items())

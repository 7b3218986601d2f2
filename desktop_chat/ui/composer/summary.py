"""The next request in one line: how many messages, how many tokens, what is left out, or why it cannot be made."""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto

from desktop_chat.domain.context import ContextPlan, Reason
from desktop_chat.domain.errors import BudgetTooSmall, ChatError, SpendingLimit
from desktop_chat.domain.values import dataclass
from desktop_chat.words import endings, money
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
    Reason.SUMMARY: Part.PINNED,
    Reason.HISTORY: Part.HISTORY,
    Reason.QUESTION: Part.HISTORY,
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What the strip shows. `trouble` stands in the place of the counts; `is_held` says that the draft is to blame: it
    is too long, or would cost too much.
    """

    parts: tuple[tuple[Part, int], ...] = ()
    messages: int = 0
    tokens: int = 0
    budget: int | None = None
    draft_tokens: int = 0
    out: tuple[tuple[str, int], ...] = ()
    trouble: str = ""
    is_held: bool = False
    cost: str = ""

    @property
    def counts(self) -> str:
        messages = trn("{n} message", "{n} messages", self.messages).format(n=count(self.messages))
        return " · ".join(filter(None, (messages, self._tokens, self.cost)))

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


def summary_of(plan: ContextPlan, limit: ChatError | None = None) -> Summary:
    """What the strip says of a plan, or why no such request can be made; that nothing is asked yet is no trouble.

    `limit` is one that the plan itself does not know of.
    """
    spent: Counter[Part] = Counter()
    for reason, tokens in plan.spent.items():
        spent[_PART_OF[reason]] += tokens
    spent[Part.HISTORY] -= plan.draft_tokens
    spent[Part.DRAFT] = plan.draft_tokens
    refusal = limit or plan.refusal
    is_trouble = isinstance(refusal, SpendingLimit) or (isinstance(refusal, BudgetTooSmall) and not plan.is_idle)
    return Summary(
        parts=tuple((part, spent[part]) for part in Part if spent[part]),
        messages=plan.sent,
        tokens=plan.tokens if plan.sent else 0,
        budget=plan.budget,
        draft_tokens=plan.draft_tokens,
        cost=money.cost(plan.cost_of(plan.tokens)) if plan.sent else "",
        out=tuple((endings.margin_word(reason), number) for reason, number in plan.out.items()),
        trouble=explain(refusal).headline if refusal is not None and is_trouble else "",
        is_held=is_trouble and plan.draft is not None,
    )

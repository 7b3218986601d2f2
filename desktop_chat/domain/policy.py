"""What a person decided about the next request of one conversation."""

from dataclasses import replace
from enum import StrEnum

from desktop_chat.domain.values import dataclass


class DropsFirst(StrEnum):
    """What goes first where not everything may be sent.

    `OLDEST` lets messages go from the oldest on; `TURNS` does so with whole turns, a question and what answers it;
    `MIDDLE` keeps the turn that began the conversation, because it often says what all the rest is about.
    """

    OLDEST = "oldest"
    TURNS = "turns"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Summary:
    """A text that is sent in the place of the messages from `first` to `last`, both included.

    It applies where both are on the branch. `reply` is the reply that proposed it, None for one a person wrote.
    """

    id: str
    first: str
    last: str
    text: str
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules that `context.plan` applies, all off by default.

    `keep_last` counts messages, `token_budget` counts estimated input tokens (never the output limit). `divider` is
    the id of a message up to which nothing is sent ("start fresh here"), itself included: so a fresh start stays where
    it is when what follows it is edited or asked anew.
    """

    system_prompt: str = ""
    keep_last: int | None = None
    token_budget: int | None = None
    divider: str | None = None
    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    drops_first: DropsFirst = DropsFirst.OLDEST
    summaries: tuple[Summary, ...] = ()

    @property
    def sends_all(self) -> bool:
        """No rule makes a difference between one message and another."""
        rules = (self.keep_last, self.token_budget, self.divider)
        return all(rule is None for rule in rules) and not (self.pinned or self.excluded or self.summaries)

    def pin(self, ids: frozenset[str], on: bool) -> "Policy":
        """Always sent, or as the other rules say; a pinned message is not excluded."""
        excluded = self.excluded - ids if on else self.excluded
        return replace(self, pinned=self.pinned | ids if on else self.pinned - ids, excluded=excluded)

    def exclude(self, ids: frozenset[str], on: bool) -> "Policy":
        """Never sent, or as the other rules say; an excluded message is not pinned."""
        pinned = self.pinned - ids if on else self.pinned
        return replace(self, excluded=self.excluded | ids if on else self.excluded - ids, pinned=pinned)

    def with_summary(self, summary: Summary) -> "Policy":
        """`summary` added, or put in the place of the one with the same id."""
        kept = tuple(one for one in self.summaries if one.id != summary.id)
        return replace(self, summaries=(*kept, summary))

    def without_summary(self, summary_id: str) -> "Policy":
        return replace(self, summaries=tuple(one for one in self.summaries if one.id != summary_id))

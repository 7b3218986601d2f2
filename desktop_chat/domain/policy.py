"""What a person decided about the next request of one conversation."""

from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules that `context.plan` applies, all off by default.

    `keep_last` counts messages, `token_budget` counts estimated input tokens (never the output limit). `divider` is
    the id of the message before which nothing is sent ("start fresh here").
    """

    system_prompt: str = ""
    keep_last: int | None = None
    token_budget: int | None = None
    divider: str | None = None
    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    @property
    def sends_all(self) -> bool:
        """No rule makes a difference between one message and another."""
        rules = (self.keep_last, self.token_budget, self.divider)
        return all(rule is None for rule in rules) and not self.pinned and not self.excluded

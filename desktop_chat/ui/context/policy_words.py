"""The rules of a conversation as one line of words."""

from __future__ import annotations

from desktop_chat.domain.policy import DropsFirst, Policy
from desktop_chat.words.catalogue import later, tr, trn
from desktop_chat.words.times import count

FIRST_TO_GO = {
    DropsFirst.OLDEST: later("the oldest messages"),
    DropsFirst.TURNS: later("the oldest turns, question and answer together"),
    DropsFirst.MIDDLE: later("the middle, the first turn stays"),
}
_IN_SHORT = {
    DropsFirst.OLDEST: later("oldest go first"),
    DropsFirst.TURNS: later("oldest turns go first"),
    DropsFirst.MIDDLE: later("the first turn stays"),
}


def policy_words(policy: Policy, *, divided: bool = False) -> str:
    """ "All messages, 8,000 tokens, oldest go first". With `divided` a fresh start leaves some out."""
    parts = [tr("All messages since the fresh start") if divided else tr("All messages")]
    if policy.keep_last is not None:
        last = trn("The last {n} message", "The last {n} messages", policy.keep_last)
        parts = [last.format(n=count(policy.keep_last))]
    if policy.token_budget is not None:
        budget = trn("{n} token", "{n} tokens", policy.token_budget).format(n=count(policy.token_budget))
        parts += [budget, tr(_IN_SHORT[policy.drops_first])]
    elif policy.keep_last is not None and policy.drops_first is DropsFirst.MIDDLE:
        parts.append(tr(_IN_SHORT[policy.drops_first]))
    return tr(", ").join(parts)

"""What a summary would replace, and under which rules a model is asked for one.

A summary names the first and the last message that it replaces. Summaries do not overlap: one that reaches into another
holds all of it, and takes its place.
"""

from collections.abc import Sequence
from dataclasses import replace

from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import Message, MessageId, Role
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Messages of one branch in a row, at least one, and the one `before` them."""

    messages: tuple[Message, ...]
    before: MessageId | None = None

    @property
    def first(self) -> MessageId:
        return self.messages[0].id

    @property
    def last(self) -> MessageId:
        return self.messages[-1].id


def span_above(branch: Sequence[Message], policy: Policy, above: MessageId | None = None) -> Span | None:
    """What stands above that message, or above the last question, back to the fresh start if there is one; None where
    nothing does.
    """
    found = units(branch)
    places = {message.id: place for place, unit in enumerate(found) for message in unit}
    end = places.get(above or "", _last_question(found))
    begin = places.get(policy.divider or "", -1) + 1
    for first, last in sorted(_reaches(policy, places)):
        if first < end and last >= begin:
            begin, end = min(begin, first), max(end, last + 1)
    inside = tuple(message for unit in found[begin:end] for message in unit)
    return Span(inside, found[begin - 1][-1].id if begin else None) if inside else None


def while_summarising(policy: Policy, span: Span) -> Policy:
    """The rules of the request for a summary of `span`: the messages in it as they are, whatever they take, and nothing
    that stands before them.
    """
    return Policy(
        system_prompt=policy.system_prompt,
        divider=span.before,
        excluded=policy.excluded,
        summaries=tuple(one for one in policy.summaries if _is_inside(one, span)),
    )


def summarised(policy: Policy, span: Span, summary: Summary) -> Policy:
    """`policy` with `summary` in the place of `span`, and of the summaries in it."""
    kept = tuple(one for one in policy.summaries if not _is_inside(one, span))
    return replace(policy, summaries=kept).with_summary(summary)


def _last_question(found: Sequence[Sequence[Message]]) -> int:
    places = range(len(found) - 1, -1, -1)
    return next((place for place in places if found[place][0].role is Role.USER), 0)


def _reaches(policy: Policy, places: dict[MessageId, int]) -> list[tuple[int, int]]:
    """From where to where on this branch each summary reaches."""
    there = (one for one in policy.summaries if one.first in places and one.last in places)
    return [(places[one.first], places[one.last]) for one in there]


def _is_inside(summary: Summary, span: Span) -> bool:
    ids = {message.id for message in span.messages}
    return summary.first in ids and summary.last in ids

"""What messages weigh, and running sums over many of them.

To measure ten thousand messages each for itself takes longer than a frame, and most of them matter only as a part of
the whole. So as many as nobody adds up by hand are measured together, and each for itself only where somebody looks: in
a row that is seen, and where a budget ends.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeAlias

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Message
from desktop_chat.domain.tokens import Estimator, measure_all

Unit: TypeAlias = tuple[Message, ...]
"""Messages that are one on the wire: a reply and what continues it."""

TOGETHER = 64
"""Units. Of so many the sum may differ by a few tokens from that of its rows, each of which is rounded."""


def weight(text: str, attachments: Iterable[Attachment], estimator: Estimator) -> int:
    """The estimated tokens of one message with what it brings along."""
    return estimator.message(text) + attached_tokens(attachments, estimator)


def attached_tokens(attachments: Iterable[Attachment], estimator: Estimator) -> int:
    """The estimated tokens of what a message brings along."""
    return estimator.scaled(sum(attachment.tokens for attachment in attachments))


def weight_of(unit: Unit, estimator: Estimator) -> int:
    """The estimated tokens of a unit."""
    text = unit[0].text if len(unit) == 1 else "".join(message.text for message in unit)
    return weight(text, unit[0].attachments, estimator)


class RunningSums:
    """How many tokens the first units are estimated to have, for any number of them."""

    def __init__(self, units: Sequence[Unit], estimator: Estimator) -> None:
        self._units = units
        self._estimator = estimator
        whole = range(0, len(units) - TOGETHER + 1, TOGETHER)
        self._edges = [0, *accumulate(self._together(units[first : first + TOGETHER]) for first in whole)]
        self._inside: dict[int, list[int]] = {}

    def __getitem__(self, number: int) -> int:
        """The sum of the first `number` units."""
        block, inside = divmod(number, TOGETHER)
        return self._sums_in(block)[inside] if inside else self._edges[block]

    def first_from(self, least: int, begin: int) -> int:
        """The smallest number, but not below `begin`, whose sum is `least` or more; all units where none is."""
        block = max(bisect_left(self._edges, least) - 1, 0)
        inside = bisect_left(self._sums_in(block), least)
        return min(max(block * TOGETHER + inside, begin), len(self._units))

    def _sums_in(self, block: int) -> list[int]:
        """From the beginning of that block on, one unit after another; they end where the block does."""
        if block not in self._inside:
            first = block * TOGETHER
            each = (weight_of(unit, self._estimator) for unit in self._units[first : first + TOGETHER])
            sums = list(accumulate(each, initial=self._edges[block]))
            if block + 1 < len(self._edges):
                most = self._edges[block + 1]
                sums = [*(min(sum_, most) for sum_ in sums[:-1]), most]
            self._inside[block] = sums
        return self._inside[block]

    def _together(self, units: Sequence[Unit]) -> int:
        attached = [item for unit in units if unit[0].attachments for item in unit[0].attachments]
        measured = measure_all(message.text for unit in units for message in unit)
        return self._estimator.message_of(measured, len(units)) + attached_tokens(attached, self._estimator)

"""Whether a server has read all of a request, told by what it counted.

Some servers drop the beginning of what is too long for them and say nothing; the answer then looks complete and knows
half of the conversation. Their count gives them away. But a count that is lower than our estimate is first of all an
estimate that was too high, so each bound here is one that no honest server falls below:

- a word is at least one token, and few tokens hold more than four ideographs, whatever the tokenizer;
- where replies of the same model have shown how far estimates are off, half of the lowest that they allow;
- where the request before was the beginning of this one, what was counted then and the least that was added since.

A server that counts only what it had not cached looks like one that forgets. It counts less than half of what it
counted for the beginning, which no window that moves on does: such counts tell nothing.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import TypeAlias

from desktop_chat.domain.calibration import MOVED_ON, is_whole
from desktop_chat.domain.messages import MessageId, Role, Usage
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tokens import PER_REQUEST, Estimator
from desktop_chat.domain.values import dataclass

Sample: TypeAlias = tuple[int, int]
"""Input tokens of a past request: as estimated without calibration, and as counted."""

_UNSAID = 256  # no window is so small that what it holds counts less
_MISSING = 256  # fewer tokens than that nobody misses, and hidden templates differ by as much
_SLACK = 1.25  # between the bound that holds for every tokenizer and the alarm
_SAMPLES = 3  # with fewer, how far estimates are off is not known
_LONG = 500  # tokens; in shorter requests what a server adds of its own outweighs the text
_FAR = 2.0  # as much, at least, an estimate may be off between two texts: prose, say, and a table
_STEADY = 0.95  # two templates of one server differ by a few tokens
_IDEOGRAPHS = 4  # in one token, at most
_WIDE = "\u2e80"  # from here on scripts are written without spaces
_RUNS = re.compile(r"(\W)\1{3,}")  # blanks that align, lines that are drawn: one token, however long


class Sight(Enum):
    """How much of a message the server saw."""

    WHOLE = auto()
    END = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Truncation:
    """The server counted `read` of about `sent` tokens. `unread` are the messages that it did not see, `partly` the one
    whose end it saw (several where they were one on the wire).
    """

    read: int
    sent: int
    unread: frozenset[MessageId]
    partly: frozenset[MessageId]

    def sight_of(self, message_id: MessageId) -> Sight:
        if message_id in self.unread:
            return Sight.NOTHING
        return Sight.END if message_id in self.partly else Sight.WHOLE


def counted(usage: Usage | None) -> int | None:
    """The input tokens that a server has read, now or before."""
    if usage is None or usage.prompt_tokens is None:
        return None
    cached = usage.cached_tokens or 0
    # Most count the cached ones among the others; where they are more than those, the two are told apart.
    return usage.prompt_tokens if cached <= usage.prompt_tokens else usage.prompt_tokens + cached


def truncation_in(receipt: Receipt, samples: Sequence[Sample], before: Receipt | None) -> Truncation | None:
    """What the server did not read of this request; None where it read all, or where nobody can tell.

    `samples` are of other requests to the same endpoint and model, `before` is the receipt of the reply before.
    """
    read = counted(receipt.usage)
    if read is None or read < _UNSAID:
        return None
    texts = [message.content for message in receipt.wire]
    least = max(_least(texts), _calibrated_least(texts, samples))
    earlier = _beginning(receipt, before)
    if earlier is not None:
        of_it, length = earlier
        if read < of_it * MOVED_ON:
            return None
        since = texts[length:]
        least = max(least, of_it * _STEADY + max(_least(since), _calibrated_least(since, samples)))
    sent = max(receipt.estimate, round(least))
    if read >= least or sent - read < _MISSING:
        return None
    unread, partly = _out_of_sight(receipt, read)
    return Truncation(read, sent, unread, partly)


def whole(samples: Sequence[Sample]) -> list[Sample]:
    """The samples that may teach how far estimates are off: the count of a request that was read in part may not."""
    return [(estimate, count) for estimate, count in samples if is_whole(estimate, count)]


def _least(texts: Iterable[str]) -> float:
    """Fewer tokens no tokenizer makes of these texts."""
    return sum(_words(text) for text in texts) / _SLACK


def _words(text: str) -> float:
    if text.isascii():
        return len(text.split())
    wide = sum(letter >= _WIDE for letter in text)
    return max(len(text.split()), wide / _IDEOGRAPHS)


def _calibrated_least(texts: Sequence[str], samples: Sequence[Sample]) -> float:
    """Half of the fewest tokens that the counts so far allow, less where they contradict each other more."""
    ratios = [count / estimate for estimate, count in whole(samples) if estimate >= _LONG]
    if len(ratios) < _SAMPLES:
        return 0.0
    lowest, highest = min(*ratios, 1.0), max(ratios)
    estimate = sum(Estimator().message(_RUNS.sub(r"\1", text)) for text in texts)
    return estimate * lowest / max(_FAR, highest / lowest)


def _beginning(receipt: Receipt, before: Receipt | None) -> tuple[int, int] | None:
    """What the server counted for the beginning of this request, and how many messages that was."""
    read = counted(before.usage) if before else None
    if (
        before is None
        or read is None
        or (before.endpoint_id, before.parameters.get("model"))
        != (
            receipt.endpoint_id,
            receipt.parameters.get("model"),
        )
    ):
        return None
    length = len(before.wire)
    return (read, length) if receipt.wire[:length] == before.wire else None


def _out_of_sight(receipt: Receipt, read: int) -> tuple[frozenset[MessageId], frozenset[MessageId]]:
    """What does not fit into `read` tokens, counted from the end: that is what servers keep, and the system prompt."""
    estimator = Estimator(receipt.factor)
    left = read - PER_REQUEST
    if receipt.wire and receipt.wire[0].role is Role.SYSTEM:
        left -= estimator.message(receipt.wire[0].content)
    unread: set[MessageId] = set()
    partly: frozenset[MessageId] = frozenset()
    for message in reversed(receipt.wire):
        if message.role is Role.SYSTEM:
            continue
        tokens = estimator.message(message.content)
        if left <= 0:
            unread.update(message.sources)
        elif left < tokens:
            partly = frozenset(message.sources)
        left -= tokens
    return frozenset(unread), partly

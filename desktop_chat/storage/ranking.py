"""Which of the messages found says most about what was asked for: BM25, over the texts themselves.

The index keeps no counts, so the texts are read. That is done for the thousand messages that were written last; of
older ones nobody reads the ranking to its end.
"""

from collections.abc import Sequence
from math import log

from desktop_chat.storage.needles import Needle
from desktop_chat.storage.searched import Searched
from desktop_chat.storage.tokenizer import fold

MOST = 1000
_SATURATION, _LENGTH = 1.2, 0.75


def ranked(found: Sequence[Searched], sought: Sequence[Needle], holders: Sequence[int], of: int) -> list[Searched]:
    """`found`, the best first, of equals the newest. `holders`: how many messages of all the `of` hold each needle."""
    if not found:
        return []
    lengths = {one.row: sum(map(len, one.texts)) for one in found}
    usual = sum(lengths.values()) / len(lengths) or 1
    weights = [log(1 + (of - many + 0.5) / (many + 0.5)) for many in holders]

    def score(one: Searched) -> float:
        ballast = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[one.row] / usual)
        counts = _counts(one, sought)
        return sum(weight * many / (many + ballast) for weight, many in zip(weights, counts, strict=True))

    return sorted(found, key=lambda one: (-score(one), -one.at, -one.row))


def _counts(one: Searched, sought: Sequence[Needle]) -> list[int]:
    """How often each of the needles stands in a message."""
    folded = "\n".join(map(fold, one.texts))
    return [len(needle.places(folded)) for needle in sought]

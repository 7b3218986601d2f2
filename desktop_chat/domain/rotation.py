"""Which of many backups are kept: the newest of each of seven days, and of four weeks before them.

Days and weeks are those in which a backup was made, counted from the newest. A clock that is wrong by a year thus makes
one more day among seven, and deletes no more than any other day.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

DAYS = 7
WEEKS = 4


def kept(made: Sequence[datetime]) -> frozenset[int]:
    """The places in `made` of those that stay. `made` is in the order of making, which a clock may contradict."""
    places = range(len(made) - 1, -1, -1)
    daily = _newest_of_each(places, lambda place: made[place].date(), DAYS)
    before = [place for place in places if place < min(daily, default=0)]
    weekly = _newest_of_each(before, lambda place: made[place].isocalendar()[:2], WEEKS)
    return frozenset(daily + weekly)


def _newest_of_each(places: Sequence[int], group: Callable[[int], Hashable], most: int) -> list[int]:
    """The first of `places` in each of the first `most` groups."""
    found: dict[Hashable, int] = {}
    for place in places:
        if group(place) not in found:
            if len(found) == most:
                break
            found[group(place)] = place
    return list(found.values())

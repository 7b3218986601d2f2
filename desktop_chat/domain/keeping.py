"""How long something has lain in the trash, as far as a program can tell that does not always run.

A clock may be wrong by years, and one that is ahead must cost nobody a conversation. So the time that passed is counted
by the days on which the program ran: of the time between two of them no more than a week is believed.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

KEPT_IN_TRASH = timedelta(days=30)
MOST_UNSEEN = timedelta(days=7)


def believed(since: datetime, until: datetime, seen: Sequence[date]) -> timedelta:
    """What is believed of the time from `since` to `until`; `seen` are days of UTC, in order."""
    first, last = (bisect_right(seen, moment.astimezone(UTC).date()) for moment in (since, until))
    moments = [since, *(datetime.combine(day, time(), UTC) for day in seen[first:last]), until]
    return max(timedelta(), sum((min(end - start, MOST_UNSEEN) for start, end in pairwise(moments)), timedelta()))


def left(trashed_at: datetime, now: datetime, seen: Sequence[date]) -> timedelta:
    """How long it is kept yet; nothing or less where it may go."""
    return KEPT_IN_TRASH - believed(trashed_at, now, seen)

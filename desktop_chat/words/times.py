"""Times, spans and counts as a person reads them.

Stored moments are in UTC; a person reads them on their own wall clock, so every function takes `now` with its
zone and shows the moment there. The shorter form always wins, because these stand in margins and lists.
"""

from datetime import datetime
from typing import Final

from desktop_chat.words.catalogue import figures, later, tr

UNKNOWN: Final = "–"
_DAYS: Final = (
    later("Mon"),
    later("Tue"),
    later("Wed"),
    later("Thu"),
    later("Fri"),
    later("Sat"),
    later("Sun"),
)
_SHORT_MONTHS: Final = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)
_MONTHS: Final = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


def clock(moment: datetime, now: datetime) -> str:
    """The time of day: "20:14"."""
    return f"{_here(moment, now):%H:%M}"


def when(moment: datetime, now: datetime) -> str:
    """Today "20:14", in the six days before "Wed", this year "2 Mar", else "2025-03-02"."""
    there, days = _here(moment, now), _days_ago(moment, now)
    if days == 0:
        return clock(moment, now)
    if 0 < days < 7:
        return tr(_DAYS[there.weekday()])
    if there.year == now.year:
        return tr("{day} {month}").format(day=there.day, month=tr(_SHORT_MONTHS[there.month - 1]))
    return there.date().isoformat()


def exact(moment: datetime, now: datetime) -> str:
    """To the second, this year "6 Mar 20:06:40", else "2025-03-06 20:06:40"."""
    there = _here(moment, now)
    day = there.date().isoformat()
    if there.year == now.year:
        day = tr("{day} {month}").format(day=there.day, month=tr(_SHORT_MONTHS[there.month - 1]))
    return f"{day} {there:%H:%M:%S}"


def section(moment: datetime, now: datetime) -> str:
    """The head of a part of a list: "Today", "Yesterday", "Previous 7 days", "February", "February 2025"."""
    return section_named(section_number(moment, now), now)


def section_number(moment: datetime, now: datetime) -> int:
    """Which of these parts that is: 0 for today, and the larger the longer ago."""
    days = _days_ago(moment, now)
    if days <= 7:
        return 0 if days <= 0 else 1 if days == 1 else 2
    there = _here(moment, now)
    return 3 + 12 * (now.year - there.year) + now.month - there.month


def section_named(number: int, now: datetime) -> str:
    if number < 3:
        return (tr("Today"), tr("Yesterday"), tr("Previous 7 days"))[number]
    year, month_before = divmod(12 * now.year + now.month - 1 - (number - 3), 12)
    month = tr(_MONTHS[month_before])
    return month if year == now.year else tr("{month} {year}").format(month=month, year=year)


def seconds(value: float | None) -> str:
    """A span: "7.1 s", "3 min 5 s"; a dash where it is not known (or a clock was set back meanwhile)."""
    if value is None or not value >= 0:
        return UNKNOWN
    if value < 59.95:
        return tr("{n} s").format(n=figures(f"{value:.1f}"))
    minutes, rest = divmod(round(value), 60)
    return tr("{minutes} min {seconds} s").format(minutes=count(minutes), seconds=rest)


def whole_seconds(value: float) -> str:
    """A number of seconds for a sentence, without its unit: 90, 7, 0.5."""
    return figures(f"{round(value):,}" if value >= 1 or value == 0 else f"{value:.1g}")


def count(n: int) -> str:
    """A number in groups of three: 160,700."""
    return figures(f"{n:,}")


def _here(moment: datetime, now: datetime) -> datetime:
    try:
        return moment.astimezone(now.tzinfo)
    except OverflowError:  # the first or last day of the calendar, in an import that knew no time
        return moment


def _days_ago(moment: datetime, now: datetime) -> int:
    return (now.date() - _here(moment, now).date()).days

"""Times are shown on the reader's own clock, in the shortest form that is still clear."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop_chat.words import catalogue
from desktop_chat.words.times import clock, count, exact, seconds, section, when, whole_seconds

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 6, 20, 14, tzinfo=UTC)  # a Friday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "english", "chinese"),
    [
        ("2026-03-06T20:14", "20:14", "20:14"),
        ("2026-03-06T00:00", "00:00", "00:00"),
        ("2026-03-05T23:59", "Thu", "周四"),
        ("2026-03-02T08:00", "Mon", "周一"),
        ("2026-02-28T08:00", "Sat", "周六"),
        ("2026-02-27T08:00", "27 Feb", "2月27日"),
        ("2026-01-01T00:00", "1 Jan", "1月1日"),
        ("2025-12-31T23:59", "2025-12-31", "2025-12-31"),
        ("2025-03-02T10:00", "2025-03-02", "2025-03-02"),
        ("2026-03-06T23:59", "23:59", "23:59"),
        ("2026-03-09T10:00", "9 Mar", "3月9日"),
        ("2027-01-01T10:00", "2027-01-01", "2027-01-01"),
    ],
)
def test_a_moment_is_said_by_how_far_it_lies_back(moment: str, english: str, chinese: str) -> None:
    assert when(at(moment), NOW) == english
    catalogue.use("zh-CN")
    assert when(at(moment), NOW) == chinese


@pytest.mark.parametrize(
    ("moment", "english", "chinese"),
    [
        ("2026-03-06T00:00", "Today", "今天"),
        ("2026-03-08T00:00", "Today", "今天"),
        ("2026-03-05T23:59", "Yesterday", "昨天"),
        ("2026-03-04T12:00", "Previous 7 days", "前7天"),
        ("2026-02-27T12:00", "Previous 7 days", "前7天"),
        ("2026-02-26T12:00", "February", "2月"),
        ("2025-12-31T12:00", "December 2025", "2025年12月"),
    ],
)
def test_a_list_is_parted_by_days_and_then_months(moment: str, english: str, chinese: str) -> None:
    assert section(at(moment), NOW) == english
    catalogue.use("zh-CN")
    assert section(at(moment), NOW) == chinese


def test_a_moment_is_shown_on_the_readers_clock() -> None:
    late_in_london = at("2026-03-06T20:14")
    morning_after = datetime(2026, 3, 7, 9, 0, tzinfo=BEIJING)
    assert clock(late_in_london, morning_after) == "04:14"
    assert when(late_in_london, morning_after) == "04:14"
    assert section(late_in_london, morning_after) == "Today"


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_the_ends_of_the_calendar_can_be_shown(moment: datetime) -> None:
    for zone in (BEIJING, timezone(-timedelta(hours=8))):
        assert when(moment, NOW.astimezone(zone)) in {
            "0001-01-01",
            "9999-12-31",
        }


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (None, "–", "–"),
        (-0.1, "–", "–"),
        (float("nan"), "–", "–"),
        (0.0, "0.0 s", "0.0秒"),
        (7.12, "7.1 s", "7.1秒"),
        (59.9, "59.9 s", "59.9秒"),
        (59.96, "1 min 0 s", "1分0秒"),
        (185.2, "3 min 5 s", "3分5秒"),
    ],
)
def test_a_span_has_a_tenth_of_a_second_until_it_is_a_minute(value: float | None, english: str, chinese: str) -> None:
    assert seconds(value) == english
    catalogue.use("zh-CN")
    assert seconds(value) == chinese


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (0.5, "0.5"), (1.0, "1"), (90.0, "90"), (3600, "3,600")])
def test_seconds_in_a_sentence_are_whole_unless_less_than_one(value: float, text: str) -> None:
    assert whole_seconds(value) == text


def test_large_numbers_are_read_in_groups() -> None:
    assert (count(0), count(999), count(160_700)) == ("0", "999", "160,700")


def test_a_moment_to_the_second_has_its_day_and_in_other_years_its_date() -> None:
    now = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)
    assert exact(datetime(2026, 3, 6, 20, 8, 14, tzinfo=UTC), now) == "6 Mar 20:08:14"
    assert exact(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), now) == "2025-12-31 23:59:59"

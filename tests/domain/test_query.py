"""How what a person types to find something is understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.messages import Role
from desktop_chat.domain.query import Kind, Part, Query, Term, parse, pieces


def words(text: str) -> list[str]:
    return [term.text for term in parse(text).terms]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('One "two  three" FOUR" five', ["One", "two  three", 'FOUR"', "five"]),
        ('"not closed', ["not closed"]),
        ("“中文 引号” 词", ["中文 引号", "词"]),
        ("http://a.b foo:bar xrole:user", ["http://a.b", "foo:bar", "xrole:user"]),
        ("role:user word", ["word"]),
        ('"" " ', []),
        ("  ", []),
    ],
)
def test_words_and_phrases_are_told_apart(text: str, terms: list[str]) -> None:
    assert words(text) == terms


def test_only_a_word_at_the_very_end_may_go_on() -> None:
    assert parse("one tw").terms == (Term("one"), Term("tw", is_prefix=True))
    for text in ("one ", '"one"', '"one', "one role:user"):
        assert parse(text).terms == (Term("one"),)


def test_operators_narrow_the_search() -> None:
    query = parse(
        'role:user Role：assistant model:gpt folder:"My trips" has:code has:im after:2026-03 before:"2026-04-01"'
    )
    assert not query.terms
    assert not query.misread
    assert query.roles == (Role.USER, Role.ASSISTANT)
    assert (query.models, query.folders, query.parts) == (("gpt",), ("My trips",), (Part.CODE, Part.IMAGE))
    assert (query.after, query.before) == (date(2026, 3, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("value", "day"),
    [("2026", date(2026, 1, 1)), ("2026-3", date(2026, 3, 1)), ("2026/03/04", date(2026, 3, 4))],
)
def test_a_date_is_a_year_a_month_or_a_day(value: str, day: date) -> None:
    assert parse(f"after:{value}").after == day


def test_of_several_dates_the_narrowest_hold() -> None:
    query = parse("after:2025 after:2026 before:2027 before:2028")
    assert (query.after, query.before) == (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize("text", ["role:nobody", "has:wings", "before:2026-13", "after:soon", "after:2026-02-30"])
def test_a_value_that_means_nothing_is_told_and_does_not_narrow(text: str) -> None:
    query = parse(f"word {text} ")
    assert query.terms == (Term("word"),)
    assert [(piece.kind, f"{piece.name}:{piece.value}") for piece in query.misread] == [(Kind.MISREAD, text)]
    assert parse(text).is_empty


def test_an_operator_without_a_value_waits_for_it() -> None:
    assert [piece.kind for piece in pieces('role: model:""')] == [Kind.UNFINISHED, Kind.UNFINISHED]
    assert parse("role:") == Query("role:")


@pytest.mark.parametrize(
    ("text", "asks", "is_about_messages"),
    [
        ("a", True, False),
        ("folder:x", True, False),
        ("after:2026", True, False),
        ("has:code", True, True),
        ("", False, False),
    ],
)
def test_a_query_knows_what_it_asks_for(text: str, asks: bool, is_about_messages: bool) -> None:
    query = parse(text)
    assert (not query.is_empty, query.is_about_messages) == (asks, is_about_messages)


def test_pieces_say_where_they_stand() -> None:
    text = 'fox role:user "two words"'
    assert [(piece.kind, text[piece.start : piece.end]) for piece in pieces(text)] == [
        (Kind.WORD, "fox"),
        (Kind.OPERATOR, "role:user"),
        (Kind.PHRASE, '"two words"'),
    ]
    assert [piece.kind.is_operator for piece in pieces(text)] == [False, True, False]


@given(
    st.text(alphabet='ab "“”:：-', max_size=30)
    | st.lists(st.sampled_from(["role:", "has:", "user", '"', " ", "前"])).map("".join)
)
def test_pieces_cover_everything_but_space(text: str) -> None:
    at = 0
    for piece in pieces(text):
        assert not text[at : piece.start].strip()
        assert piece.start < piece.end
        at = piece.end
    assert not text[at:].strip()
    parse(text)

"""Text is safe once it is inside."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.text import clean, first_line

HIGH, LOW, NUL = "\ud83d", "\ude00", "\x00"
BAD = "\ufffd"
PIECES = [HIGH, LOW, NUL, "a", "é", "你", "😀", "\U0010ffff", "\ud800", "\udfff", BAD]
ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from(PIECES))


def by_hand(text: str) -> str:
    """The same, one character at a time."""
    out: list[str] = []
    waiting = ""
    for character in text:
        if waiting and "\udc00" <= character <= "\udfff":
            out.append((waiting + character).encode("utf-16-le", "surrogatepass").decode("utf-16-le"))
            waiting = ""
            continue
        out.append(BAD if waiting else "")
        waiting = character if "\ud800" <= character <= "\udbff" else ""
        out.append("" if waiting else BAD if character == NUL or "\udc00" <= character <= "\udfff" else character)
    return "".join([*out, BAD if waiting else ""])


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        ("plain", "plain"),
        ("你好 😀", "你好 😀"),
        (NUL, BAD),
        (f"a{NUL}b", f"a{BAD}b"),
        (HIGH, BAD),
        (LOW, BAD),
        (HIGH + LOW, "😀"),
        (LOW + HIGH, BAD + BAD),
        (HIGH + HIGH + LOW, BAD + "😀"),
        (HIGH + LOW + LOW, "😀" + BAD),
        (HIGH + "a" + LOW, f"{BAD}a{BAD}"),
        (HIGH + NUL + LOW, BAD * 3),
        (HIGH + "😀", BAD + "😀"),
    ],
)
def test_halves_are_joined_or_marked(text: str, safe: str) -> None:
    assert clean(text) == safe


def test_every_combination_of_four_is_what_it_is_by_hand() -> None:
    for pieces in product(PIECES, repeat=4):
        assert clean("".join(pieces)) == by_hand("".join(pieces))


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    safe = clean(text)
    assert safe == by_hand(text) == clean(safe)
    assert NUL not in safe
    assert safe.encode().decode() == safe


@given(st.text(st.characters(exclude_characters=NUL)))
def test_sound_text_is_not_touched(text: str) -> None:
    assert clean(text) is text


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("", 80, ""),
        (" \n\t ", 80, ""),
        ("one", 80, "one"),
        ("  one\n\n two\tthree ", 80, "one two three"),
        ("a" * 80, 80, "a" * 80),
        ("a" * 81, 80, "a" * 79 + "…"),
        ("one two three", 9, "one two…"),
        ("one two three", 5, "one…"),
        ("\n" * 1000 + "late", 80, "late"),
        ("x" * 1_000_000, 10, "x" * 9 + "…"),
    ],
)
def test_the_first_words_stand_on_one_line(text: str, limit: int, line: str) -> None:
    assert first_line(text, limit) == line


@given(st.text(), st.integers(1, 50))
def test_the_first_words_are_never_longer_than_asked(text: str, limit: int) -> None:
    line = first_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert bool(line) is bool(text.strip())


def test_without_a_limit_eighty_characters_are_enough() -> None:
    assert len(first_line("x" * 200)) == 80

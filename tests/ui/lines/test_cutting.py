"""Pieces that fit into so many columns, and make up the line again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.ui.lines.cutting import columns, elided, fitting, pieces

TEXTS = st.text(max_size=80) | st.text("ab 你好🙂é", max_size=200)


@given(TEXTS, st.integers(2, 40))
def test_pieces_fit_and_are_the_line(text: str, room: int) -> None:
    cut = list(pieces(text, room))
    assert "".join(cut) == text
    assert all(columns(piece) <= room for piece in cut)
    assert len(cut) == 1 or all(cut)


@given(TEXTS, st.integers(2, 40), st.integers(0, 200))
def test_as_much_as_possible_fits(text: str, room: int, start: int) -> None:
    taken = fitting(text, room, start)
    assert taken >= 1
    assert columns(text[start : start + taken]) <= room


@given(TEXTS, st.integers(3, 40))
def test_what_is_too_long_ends_in_an_ellipsis(text: str, room: int) -> None:
    shown = elided(text, room)
    assert columns(shown) <= room
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


def test_lines_are_broken_behind_spaces_unless_that_would_leave_them_short() -> None:
    assert list(pieces("one two three", 9)) == ["one two ", "three"]
    assert list(pieces("a bcdefghijkl", 9)) == ["a bcdefgh", "ijkl"]


def test_wide_characters_take_two_columns() -> None:
    assert columns("备份ab") == 6
    assert columns("\tx") == 5
    assert list(pieces("备份数据库", 6)) == ["备份数", "据库"]

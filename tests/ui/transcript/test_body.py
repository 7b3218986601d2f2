"""The text of a message: what it looks like does not depend on how it arrived."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.looks import BodyLook, body_inks, body_look

WIDTH = 680
PIECES = st.lists(
    st.sampled_from(
        [
            "word ",
            "备份",
            "\n",
            "\n\n",
            "```",
            "```py\n",
            "~~~\n",
            "``",
            "`",
            "  ",
            "a" * 90,
            "مرحبا ",
            "😀",
            "\r\n",
            "\t",
        ]
    ),
    max_size=40,
)


@pytest.fixture
def look(theme: Theme) -> BodyLook:
    return body_look(theme, tokens.BODY)


def picture(body: Body, theme: Theme) -> QImage:
    made = QImage(WIDTH + 20, max(1, body.height), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    painter = QPainter(made)
    body.draw(painter, QPointF(), body_inks(theme, "text", faded=False), (0, body.height))
    painter.end()
    return made


def whole(text: str, look: BodyLook) -> Body:
    body = Body(text, look)
    body.lay_out(WIDTH, look)
    return body


def test_text_that_came_in_pieces_looks_like_text_that_came_at_once(look: BodyLook, theme: Theme) -> None:
    @settings(max_examples=60)
    @given(PIECES)
    def check(pieces: list[str]) -> None:
        grown = Body("", look)
        for piece in pieces:
            grown.append(piece)
            grown.lay_out(WIDTH, look)
        at_once = whole("".join(pieces), look)
        assert grown.height == at_once.height
        assert grown.rows == at_once.rows
        assert picture(grown, theme) == picture(at_once, theme)

    check()


def test_every_character_stands_on_the_line_that_says_so(look: BodyLook) -> None:
    @settings(max_examples=60)
    @given(PIECES, st.integers(0, 2000))
    def check(pieces: list[str], y: int) -> None:
        body = whole("".join(pieces), look)
        y = y % max(1, body.height)
        offset = body.offset_at(y)
        assert 0 <= offset <= len(body)
        assert body.y_of(offset) <= y or body.y_of(offset) == 0

    check()


def test_lines_sit_on_a_fixed_advance_whatever_they_mix(look: BodyLook) -> None:
    assert whole("a\n备份\n😀\nمرحبا", look).height == 4 * look.text.look.line


def test_blank_lines_part_paragraphs_once(look: BodyLook) -> None:
    line, gap = look.text.look.line, look.metrics.block_gap
    assert whole("a\n\nb", look).height == 2 * line + gap
    assert whole("a\n\n\n\nb\n\n", look).height == 2 * line + gap


def test_an_open_fence_is_as_high_as_the_closed_one(look: BodyLook) -> None:
    """Nothing moves when it closes."""
    code = "```py\nfor a in b:\n    pass\n"
    assert whole(code, look).height == whole(code + "```", look).height == whole(code + "```\n", look).height


def test_the_marks_that_may_end_a_fence_are_never_seen_as_code(look: BodyLook) -> None:
    code = "```py\nfor a in b:\n"
    heights = {whole(code + end, look).height for end in ("", "`", "``", "```")}
    assert len(heights) == 1


def test_code_in_a_list_loses_the_indentation_of_its_fence_only(look: BodyLook, theme: Theme) -> None:
    plain = whole("```py\nif a:\n    b\n```", look)
    indented = whole("   ```py\n   if a:\n       b\n   ```", look)
    assert picture(plain, theme) == picture(indented, theme)


def test_a_very_long_line_is_set_in_pieces_without_a_seam(look: BodyLook) -> None:
    words = " ".join(random.Random(7).choice(["the", "reader", "备份", "checkpoint", "of"]) for _ in range(4000))
    body = whole(words, look)
    rows = body.height // look.text.look.line
    offsets = [body.offset_at(row * look.text.look.line) for row in range(rows)]
    assert offsets == sorted(set(offsets))
    assert [body.y_of(offset) // look.text.look.line for offset in offsets] == list(range(rows))


def test_another_width_keeps_the_text_and_another_look_its_growth(look: BodyLook, theme: Theme) -> None:
    text = "Some words that need more than one line in a narrow column. " * 5
    body = whole(text, look)
    narrow = body.lay_out(200, look)
    assert narrow == Body(text, look).lay_out(200, look)
    body.append("And more. " * 30)
    theme.set_text_size(20)
    larger = body_look(theme, tokens.BODY)
    assert body.lay_out(WIDTH, larger) == Body(text + "And more. " * 30, larger).lay_out(WIDTH, larger)


def test_a_released_text_is_set_again_as_it_was(look: BodyLook, theme: Theme) -> None:
    body = whole("Some **text**\n\n```py\ncode\n```\nmore " * 3, look)
    before = picture(body, theme)
    body.release()
    body.lay_out(WIDTH, look)
    assert picture(body, theme) == before


def test_the_caret_stands_behind_the_last_character(look: BodyLook) -> None:
    line = look.text.look.line
    assert whole("", look).caret().left() == 0
    assert whole("ab\n", look).caret().top() == 0
    assert whole("ab\n\nc", look).caret().top() == line + look.metrics.block_gap
    code = whole("```\nab", look).caret()
    assert code.left() > look.metrics.code_padding_side


def test_an_estimate_is_of_the_right_size(look: BodyLook) -> None:
    for text in ("The reader goes on. " * 200, "备份数据库时要小心。" * 150, "one\ntwo\n\nthree\n" * 30):
        true = whole(text, look).height
        assert 0.5 * true < Body(text, look).estimate(WIDTH, look.text) < 2 * true

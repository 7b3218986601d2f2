"""The text of a message: what it looks like does not depend on how it arrived."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from desktop_chat.markup.inline import InlineReader
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.leaves.inlay import setting_of
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.reading import Reading

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
    return BodyLook(theme, tokens.BODY)


def picture(body: Body) -> QImage:
    made = QImage(WIDTH + 20, max(1, body.height), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    painter = QPainter(made)
    body.draw(painter, QPointF(), (0, body.height), lambda _number, _leaf: ())
    painter.end()
    return made


def set_in(body: Body, width: int, look: BodyLook) -> int:
    """All of it is set, as if all of it were seen."""
    body.lay_out(width, look)
    body.fill(0, math.inf)
    return body.height


def whole(text: str, look: BodyLook, reading: Reading = Reading.MARKDOWN) -> Body:
    body = Body(text, reading)
    set_in(body, WIDTH, look)
    return body


@pytest.mark.parametrize("reading", Reading)
def test_text_that_came_in_pieces_looks_like_text_that_came_at_once(look: BodyLook, reading: Reading) -> None:
    @settings(max_examples=60)
    @given(PIECES)
    def check(pieces: list[str]) -> None:
        grown = Body("", reading)
        for piece in pieces:
            grown.append(piece)
            set_in(grown, WIDTH, look)
        at_once = whole("".join(pieces), look, reading)
        assert grown.height == at_once.height
        assert picture(grown) == picture(at_once)

    check()


@pytest.mark.parametrize("reading", Reading)
def test_every_character_stands_on_the_line_that_says_so(look: BodyLook, reading: Reading) -> None:
    @settings(max_examples=60)
    @given(PIECES, st.integers(0, 2000))
    def check(pieces: list[str], y: int) -> None:
        body = whole("".join(pieces), look, reading)
        y = y % max(1, body.height)
        place = body.place_at(y)
        assert not body.leaves or place.offset <= len(body.leaves[place.leaf].text)
        # A place in the air between two leaves, or beside the head of a code, belongs to the leaf.
        assert body.y_of(place) <= y or body.y_of(place) - y < 3 * look.text.line

    check()


def test_lines_sit_on_a_fixed_advance_whatever_they_mix(look: BodyLook) -> None:
    assert whole("a\n备份\n😀\nمرحبا", look).height == 4 * look.text.line


def test_only_what_is_asked_for_is_set_and_its_upper_edge_stays(look: BodyLook) -> None:
    body = Body(
        "\n\n".join(f"Paragraph {number}. " + "word " * (number % 40) for number in range(300)), Reading.MARKDOWN
    )
    body.lay_out(WIDTH, look)
    middle = body.height // 2
    number = body.number_at(middle)
    top = body.top_of(number)
    body.fill(middle, middle + 600)
    assert body.top_of(number) == top
    assert len(list(body.seen((0, body.height)))) < 40


def test_what_is_set_above_a_place_moves_it_by_as_much_as_is_said(look: BodyLook) -> None:
    body = Body("\n\n".join("word " * (number % 60) for number in range(300)), Reading.MARKDOWN)
    body.lay_out(WIDTH, look)
    place = body.place_at(body.height // 2)
    y = body.y_of(place)
    moved = body.fill_above(y, 1000)
    assert body.y_of(place) == y + moved
    assert body.height == sum(body.height_of(number) for number in range(len(body.leaves)))


def test_blank_lines_part_paragraphs_once(look: BodyLook) -> None:
    line, gap = look.text.line, look.metrics.block_gap
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


def test_code_in_a_question_loses_the_indentation_of_its_fence_only(look: BodyLook) -> None:
    plain = whole("```py\nif a:\n    b\n```", look, Reading.WRITTEN)
    indented = whole("   ```py\n   if a:\n       b\n   ```", look, Reading.WRITTEN)
    assert picture(plain) == picture(indented)


def test_a_very_long_paragraph_is_set_in_pieces_without_a_seam(look: BodyLook) -> None:
    words = " ".join(random.Random(7).choice(["the", "reader", "备份", "checkpoint", "of"]) for _ in range(4000))
    body = whole(words, look)
    rows = body.height // look.text.line
    offsets = [body.place_at(row * look.text.line) for row in range(rows)]
    assert offsets == sorted(set(offsets))
    assert [body.y_of(offset) // look.text.line for offset in offsets] == list(range(rows))


def test_another_width_keeps_the_text_and_another_look_its_growth(look: BodyLook, theme: Theme) -> None:
    text = "Some words that need more than one line in a narrow column. " * 5
    body = whole(text, look)
    assert set_in(body, 200, look) == set_in(Body(text, Reading.MARKDOWN), 200, look)
    body.append("And more. " * 30)
    theme.set_text_size(20)
    larger = BodyLook(theme, tokens.BODY)
    same = Body(text + "And more. " * 30, Reading.MARKDOWN)
    assert set_in(body, WIDTH, larger) == set_in(same, WIDTH, larger)


def test_a_released_text_is_set_again_as_it_was(look: BodyLook) -> None:
    body = whole("Some **text**\n\n- a\n- b\n\n|x|y|\n|-|-|\n|1|2|\n\n```py\ncode\n```\nmore " * 3, look)
    before = picture(body)
    body.release()
    set_in(body, WIDTH, look)
    assert picture(body) == before


def test_the_caret_stands_behind_the_last_character(look: BodyLook) -> None:
    assert whole("", look).caret().left() == 0
    assert whole("ab\n", look).caret().top() == 0
    assert whole("ab\n\nc", look).caret().top() == look.text.line + look.metrics.block_gap
    code = whole("```\nab", look).caret()
    assert code.left() > look.metrics.code_padding_side


def test_an_estimate_is_of_the_right_size(look: BodyLook) -> None:
    for text in ("The reader goes on. " * 200, "备份数据库时要小心。" * 150, "one\ntwo\n\nthree\n" * 30):
        true = whole(text, look).height
        assert 0.5 * true < Body(text, Reading.MARKDOWN).estimate(WIDTH, look) < 2 * true


def test_code_in_a_table_leaves_no_gap_behind_it(look: BodyLook) -> None:
    """It has no ground there, so it needs no room for the edge of one."""
    inline = InlineReader().read("`backup`, 256")
    in_text, in_cell = (setting_of(inline, tokens.BODY, look, chips=chips) for chips in (True, False))
    assert any(span.format.fontLetterSpacing() for span in in_text.spans)
    assert not any(span.format.fontLetterSpacing() for span in in_cell.spans)

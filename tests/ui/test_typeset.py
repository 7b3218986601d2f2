"""Paragraphs: the same advance whatever a line mixes, gaps that are drawn and never typed, marks where they
belong.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextCharFormat
from PySide6.QtWidgets import QApplication

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.scripts import closed_up, gaps, layout_text, utf16_offsets
from desktop_chat.ui.transcript.typeset import Mark, Paragraph, Span, TextLook

LINE = 24
WIDTH = 400
MIXED = "上一次checkpoint时的样子😀，مرحبا بالعالم 1.4 s，ไทย，𠮷野家 and plain words again. " * 4


@pytest.fixture
def look(theme: Theme) -> TextLook:
    return TextLook(theme.font(tokens.BODY), theme.line(tokens.BODY))


@pytest.fixture
def unspaced(look: TextLook) -> TextLook:
    return TextLook(look.font, look.line, spaced=False)


def laid_out(text: str, look: TextLook, width: float = WIDTH, spans: tuple[Span, ...] = ()) -> Paragraph:
    made = Paragraph(text, look, spans)
    made.layout(width)
    return made


def lines_of(paragraph: Paragraph, text: str) -> list[str]:
    """The text cut where the paragraph breaks it, found the way a reader's pointer does."""
    starts = [paragraph.offset_at(QPointF(-1, (number + 0.5) * LINE)) for number in range(paragraph.line_count)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize("text", ["plain words", "中文", "中文 and words", "😀", "مرحبا", "ไทย กำลัง", MIXED])
def test_every_line_has_the_same_height_and_baseline(look: TextLook, text: str) -> None:
    made = laid_out(text, look)
    assert made.height == made.line_count * LINE
    inner = made._layout
    for number in range(made.line_count):
        line = inner.lineAt(number)
        assert line.y() + line.ascent() == pytest.approx(number * LINE + 17, abs=1 / 64)


def test_a_taller_face_opens_no_line_on_the_screen(look: TextLook) -> None:
    """The rows of ink of plain words are the same with and without a Chinese word further down the line."""

    def inked_rows(text: str) -> set[int]:
        image = QImage(WIDTH, 4 * LINE, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        laid_out(text, look).draw(painter, QPointF(0, 0), QColor("black"))
        painter.end()
        # The first letters only: "H" is as high as a capital and stands on the baseline.
        return {y for y in range(image.height()) for x in range(8) if image.pixelColor(x, y).value() < 128}

    plain = inked_rows("HHHHHHHHHHHHHH\nHHHH\nHHHH")
    mixed = inked_rows("HHHHHHHHH中文😀مرحبا\nHHHH备份\nHHHH")
    assert plain == mixed


def test_an_empty_paragraph_is_one_line_high(look: TextLook) -> None:
    assert laid_out("", look).height == LINE


def test_a_line_feed_begins_a_new_line(look: TextLook) -> None:
    assert laid_out("one\ntwo\r\nthree", look).line_count == 3


def test_text_size_moves_the_baseline_with_the_line(theme: Theme) -> None:
    theme.set_text_size(20)
    look = TextLook(theme.font(tokens.BODY), theme.line(tokens.BODY))
    assert (look.line, look.baseline) == (32, 23)


@pytest.mark.parametrize(
    ("text", "count"),
    [("用backup按页", 2), ("第7次", 2), ("中文", 0), ("words only", 0), ("中 A", 0), ("中，A", 0), ("のLinux", 1)],
)
def test_a_gap_of_an_eighth_is_drawn_where_scripts_meet(
    look: TextLook, unspaced: TextLook, text: str, count: int
) -> None:
    wider = laid_out(text, look).natural_width - laid_out(text, unspaced).natural_width
    assert len(list(gaps(text))) == count
    # A face may kern its last two letters, which the gap's own run undoes.
    assert wider == pytest.approx(count * 15 / 8, abs=0.3 * count)


def test_the_gap_belongs_to_the_whole_character_marks_included() -> None:
    assert list(gaps("cafe\u0301中")) == [(3, 5)]
    assert list(gaps("𠮷A")) == [(0, 1)]


def test_no_gap_is_drawn_in_code_nor_at_its_edges(look: TextLook, unspaced: TextLook) -> None:
    text = "用ls看"
    span = Span(1, 3, QTextCharFormat(), code=True)
    assert laid_out(text, look, spans=(span,)).natural_width == laid_out(text, unspaced, spans=(span,)).natural_width


def test_a_gap_leaves_a_rich_span_as_it_is(look: TextLook, unspaced: TextLook) -> None:
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    span = Span(0, 2, bold)
    wider = laid_out("重要SQL", look, spans=(span,)).natural_width
    assert wider - laid_out("重要SQL", unspaced, spans=(span,)).natural_width == pytest.approx(15 / 8, abs=0.1)


def test_full_width_marks_in_a_row_close_up(look: TextLook, unspaced: TextLook) -> None:
    for text in ("）。", "」，", "（《", "」「"):
        narrower = laid_out(text, unspaced).natural_width - laid_out(text, look).natural_width
        assert narrower == pytest.approx(7.5, abs=0.1), text
    assert list(closed_up("你（好")) == []


MARKED = "中文排版的行首行尾{}禁则测试一二三四五六七八九十"


@pytest.mark.parametrize("mark", "。，、：；！？）」』】》〉”·—…")
def test_no_line_begins_with_a_closing_mark(look: TextLook, mark: str) -> None:
    text = MARKED.format(mark)
    for width in range(40, 300, 7):
        assert all(line[0] != mark for line in lines_of(laid_out(text, look, width), text)), width


@pytest.mark.parametrize("mark", "（「『【《〈“")
def test_no_line_ends_with_an_opening_mark(look: TextLook, mark: str) -> None:
    text = MARKED.format(mark)
    for width in range(40, 300, 7):
        assert all(line[-1] != mark for line in lines_of(laid_out(text, look, width), text)), width


def test_a_full_stop_behind_a_word_that_fits_no_line_takes_a_letter_along(look: TextLook) -> None:
    text = "https://example.com/" + "x" * 60 + "。后面"
    for width in range(60, 300, 3):
        assert all(line[0] != "。" for line in lines_of(laid_out(text, look, width), text)), width


@pytest.mark.parametrize("text", ["several words—and more words", "he said ‘words’ and ’90s"])
def test_a_latin_word_is_not_cut_for_a_mark(look: TextLook, text: str) -> None:
    for width in range(120, 220, 3):
        lines = lines_of(laid_out(text, look, width), text)
        assert all(not (line[-1].isalpha() and after[0].isalpha()) for line, after in pairwise(lines)), lines


def test_a_paragraph_leans_to_the_side_where_its_first_word_begins(look: TextLook) -> None:
    right = laid_out("مرحبا Latin", look)
    left = laid_out("Latin مرحبا", look)
    assert right.rects(0, 5)[0].right() == pytest.approx(WIDTH, abs=1)
    assert left.rects(0, 5)[0].left() == pytest.approx(0, abs=1)


def test_a_selection_across_directions_covers_every_character_of_it(look: TextLook) -> None:
    text = "one مرحبا بالعالم two"
    made = laid_out(text, look)
    (whole,) = made.rects(0, len(text))
    assert whole.width() == pytest.approx(made.natural_width, abs=0.1)
    pieces = [piece for offset in range(len(text)) for piece in made.rects(offset, offset + 1)]
    assert sum(piece.width() for piece in pieces) == pytest.approx(made.natural_width, abs=0.5)


def test_a_selection_over_two_lines_covers_the_whole_advance(look: TextLook) -> None:
    made = laid_out(MIXED, look)
    rects = made.rects(0, len(MIXED))
    assert {rect.height() for rect in rects} == {LINE}
    assert {rect.top() for rect in rects} == {number * LINE for number in range(made.line_count)}


def test_pointer_and_caret_agree_beyond_the_basic_plane(look: TextLook) -> None:
    text = "a😀b𠮷c"
    made = laid_out(text, look)
    for offset in range(len(text) + 1):
        caret = made.caret(offset)
        assert made.offset_at(QPointF(caret.left() + 0.1, 5)) == offset


def test_a_click_behind_a_broken_line_stays_on_that_line(look: TextLook) -> None:
    text = "words " * 30
    made = laid_out(text, look)
    assert made.caret(made.offset_at(QPointF(WIDTH * 2, LINE / 2))).top() == 0


def test_a_double_click_finds_the_word_without_its_space(look: TextLook) -> None:
    text = "😀 several words here"
    made = laid_out(text, look)
    assert [text[slice(*made.word_at(at))] for at in (4, 12)] == ["several", "words"]


def test_a_mark_paints_its_ground_and_its_own_ink(look: TextLook) -> None:
    image = QImage(60, LINE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    mark = Mark(0, 2, QColor("yellow"), QColor("blue"))
    laid_out("██", look).draw(painter, QPointF(0, 0), QColor("black"), [mark])
    painter.end()
    seen = {image.pixelColor(x, y).name() for x in range(60) for y in range(LINE)}
    assert {"#ffff00", "#0000ff"} <= seen
    assert "#000000" not in seen


def test_code_does_not_wrap_where_it_must_not(look: TextLook) -> None:
    code = TextLook(look.font, look.line, spaced=False, wraps=False)
    made = laid_out("x" * 200, code)
    assert made.line_count == 1
    assert made.natural_width > WIDTH


def test_laying_out_again_in_the_same_width_costs_nothing(look: TextLook) -> None:
    made = laid_out(MIXED, look)
    before = made._layout.lineAt(0).naturalTextRect()
    assert made.layout(WIDTH) == made.height
    assert made._layout.lineAt(0).naturalTextRect() == before
    assert made.layout(WIDTH / 2) > made.height / 2
    assert isinstance(before, QRectF)


TEXTS = st.text(st.characters(codec="utf-16", categories=("L", "N", "P", "S", "Z", "C")), max_size=40)


@given(TEXTS)
def test_offsets_count_as_utf16_does(text: str) -> None:
    offsets = utf16_offsets(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert offsets.to_utf16(point) == unit
        assert offsets.to_points(unit) == point


@given(st.text(max_size=40))
def test_the_text_that_is_laid_out_has_the_same_offsets(text: str) -> None:
    prepared = layout_text(text)
    assert len(prepared) == len(text)
    assert not any("\ud800" <= character <= "\udfff" for character in prepared)


def test_an_unpaired_surrogate_shifts_nothing(look: TextLook, qapp: QApplication) -> None:
    made = laid_out("a\ud800b", look)
    assert made.caret(3).left() > made.caret(2).left() > made.caret(1).left()

"""Where things stand: distances between blocks, heads of tables, the bar over a message."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.messages import Role
from desktop_chat.ui.buttons import IconButton
from desktop_chat.ui.focus_ring import FocusRing
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.hover_bar import HoverBar
from desktop_chat.ui.transcript.parts import FoldLine
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, World, painted


def shown(view: Transcript, world: World, text: str) -> Body:
    """The text of a reply that is seen from its beginning on."""
    talk = Talk()
    talk.ask("Q")
    talk.answer(text)
    view.open(talk.stored_in(world))
    view.verticalScrollBar().setValue(0)
    [body] = view.column[1].bodies
    return body


def rect_of(body: Body, words: str) -> QRectF:
    """Where these words stand in the text."""
    for number, leaf in enumerate(body.leaves):
        if (start := leaf.text.find(words)) >= 0:
            return body.rects(number, start, start + len(words))[0]
    raise AssertionError(f"{words!r} is not there")


@pytest.mark.parametrize(
    ("before", "behind"),
    [("3. a", "- b"), ("- a", "1. b"), ("1. a", "1) b")],
)
def test_a_list_behind_another_is_as_far_away_as_a_paragraph(
    view: Transcript, world: World, before: str, behind: str
) -> None:
    body = shown(view, world, f"{before}\n{behind}\n")
    assert rect_of(body, "b").top() - rect_of(body, "a").bottom() == view.page.metrics.block_gap


def test_the_items_of_a_list_are_close_together(view: Transcript, world: World) -> None:
    body = shown(view, world, "- a\n  1. b\n- [x] c\n- d\n")
    tops = [rect_of(body, words).top() for words in "abcd"]
    line = rect_of(body, "a").height()
    assert [lower - upper - line for upper, lower in pairwise(tops)] == [4, 4, 4]


@pytest.mark.parametrize("words", ["", "a", "words that make a line a little longer", "字"])
def test_a_long_text_has_as_many_lines_as_were_written(view: Transcript, world: World, words: str) -> None:
    lines = [f"{number} {words}".strip() for number in range(100, 300)]
    body = shown(view, world, "\n".join(lines))
    line = rect_of(body, lines[0]).height()
    assert [rect_of(body, written).top() for written in lines[100:]] == [line * number for number in range(100, 200)]
    for number in (0, 13, 14, 99, 199):
        place = body.nearest(QPointF(view.page.columns.measure, line * number + 1))
        assert body.leaves[0].text[: place.offset].endswith(lines[number])


@pytest.mark.parametrize("mark", ["---", ":-:", "--:"])
def test_a_head_from_right_to_left_stands_in_its_column(view: Transcript, world: World, mark: str) -> None:
    body = shown(view, world, f"| الاسم | القيمة |\n|---|{mark}|\n| أول | 12 |\n| ثان | 300 |\n")
    head, number = rect_of(body, "القيمة"), rect_of(body, "300")
    assert 0 <= head.left() < head.right() <= view.page.columns.measure + 1
    assert head.left() > rect_of(body, "الاسم").right()
    assert number.right() <= view.page.columns.measure + 1


def test_cells_that_are_set_late_are_found_where_they_are_painted(view: Transcript, world: World) -> None:
    rows = "".join(f"| row {number} | {number} | *x* |\n" for number in range(300))
    body = shown(view, world, f"| Name | Number | Sign |\n|---|---|---|\n{rows}")
    view.to_end()
    assert painted(view) == painted(view)
    last = rect_of(body, "row 299")
    found, place = body.nearest(last.center()), body.leaves[0].text.find("row 299")
    assert place < found.offset < place + len("row 299")


def test_hits_in_a_long_table_are_marked_where_they_are_seen(view: Transcript, world: World) -> None:
    rows = "".join(f"| word {number} | word |\n" for number in range(300))
    shown(view, world, f"| A | B |\n|---|---|\n{rows}")
    for place in (0, 1000, view.verticalScrollBar().maximum()):
        view.verticalScrollBar().setValue(place)
        view.finder.look_for("")
        plain = painted(view)
        view.finder.look_for("word")
        marked = painted(view)
        find = view.theme.palette.find
        assert any(marked.pixelColor(x, y) == find for y in range(0, 600, 3) for x in range(200, 900, 3))
        assert plain != marked


def test_the_lines_that_are_folded_away_are_counted(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("\n".join(f"line {number} of a question that is long" for number in range(64)))
    view.open(talk.stored_in(world))
    [fold] = [part for _, part in view.column[0]._stack.parts if isinstance(part, FoldLine)]
    assert fold.words == "58 more lines"


def covered_by(view: Transcript, bar: QWidget) -> list[str]:
    """The text that lies under the bar, but for the air in its lines."""
    box, found = QRectF(bar.geometry()), []
    for place in view.seen():
        item = view.column[place]
        for body in item.bodies:
            corner = item.corner_of(body)
            for number, leaf in enumerate(body.leaves):
                for rect in body.rects(number, 0, leaf.length):
                    inside = rect.translated(corner.x(), corner.y() + view.y_of(place)).adjusted(0, 5, 0, -5)
                    if inside.intersects(box):
                        found.append(leaf.text[:20])
    return found


@pytest.mark.parametrize("width", [900, 600])
def test_the_bar_over_a_message_covers_no_text(view: Transcript, world: World, width: int) -> None:
    long = "words that fill the line up to its end, " * 12
    talk = Talk()
    talk.ask(long, Role.SYSTEM)
    for _ in range(3):
        talk.ask(long)
        talk.answer(long)
    view.resize(width, 600)
    view.open(talk.stored_in(world))
    [bar] = view.findChildren(HoverBar)
    for place in range(len(view.column)):
        view.walk_to(place)
        assert bar.isVisible()
        assert not covered_by(view, bar)


def test_the_ring_round_a_button_of_the_bar_is_whole(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(2).stored_in(world))
    [bar] = view.findChildren(HoverBar)
    for place in (0, 1):
        for button in bar.findChildren(IconButton):
            view.walk_to(place)
            button.setFocus(Qt.FocusReason.TabFocusReason)
            ring = next(ring for ring in view.findChildren(FocusRing) if ring.isVisible())
            box = QRect(ring.mapTo(view.viewport(), QPoint(0, 0)), ring.size())
            assert view.viewport().rect().contains(box)
            assert ring.visibleRegion().boundingRect() == ring.rect()
            assert box.contains(QRect(button.mapTo(view.viewport(), QPoint(0, 0)), button.size()))


def test_the_bar_of_a_message_that_begins_out_of_sight_stands_at_its_end(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Q")
    talk.answer("words that fill the line up to its end, " * 120)
    view.open(talk.stored_in(world))
    [bar] = view.findChildren(HoverBar)
    view.walk_to(1)
    view.to_end()
    assert bar.isVisible()
    assert bar.geometry().bottom() > view.viewport().height() // 2
    assert not covered_by(view, bar)


@pytest.mark.parametrize(("text", "roomy"), [("one `code` two", 3), ("אחת `code` שתיים", 8)])
def test_the_ground_of_code_has_its_room_on_the_left_in_whatever_direction_the_words_run(
    view: Transcript, world: World, text: str, roomy: int
) -> None:
    talk = Talk()
    talk.ask("Q")
    talk.answer(text)
    view.open(talk.stored_in(world))
    [body] = view.column.ensure(1).bodies
    spaces = {place: body.rects(0, place, place + 1)[0].width() for place in (3, 8)}
    assert spaces.pop(roomy) == spaces.popitem()[1] + view.page.metrics.space4


@pytest.mark.parametrize("width", [720, 600])
def test_the_bar_of_a_message_whose_ends_are_both_out_of_sight_stands_beside_it(
    view: Transcript, world: World, width: int
) -> None:
    talk = Talk()
    talk.ask("Q")
    talk.answer("words that fill the line up to its end, " * 200)
    view.resize(width, 600)
    view.open(talk.stored_in(world))
    [bar] = view.findChildren(HoverBar)
    view.walk_to(1)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert bar.isVisible()
    assert view.viewport().rect().contains(bar.geometry())
    assert not covered_by(view, bar)


def test_where_there_is_no_margin_the_way_to_the_end_covers_no_text(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(1)
    talk.answer("words that fill the line up to its end, " * 200)
    view.resize(600, 600)
    view.open(talk.stored_in(world))
    view.verticalScrollBar().setValue(100)
    pill = view.overlay.pill
    for _ in range(2):
        assert pill.isVisible()
        assert view.viewport().geometry().contains(pill.geometry())
        assert not covered_by(view, pill)
        pill.add(3)
        view.overlay.arrange()
    assert pill.toolTip() == "6 new"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_items_are_moved_in_from_where_their_words_begin(
    view: Transcript, world: World, direction: Qt.LayoutDirection
) -> None:
    view.setLayoutDirection(direction)
    body = shown(view, world, "- one\n\nText\n\n- أول\n\n> اقتباس\n\n> quote\n\nنص")
    measure, metrics = view.page.columns.measure, view.page.metrics
    assert rect_of(body, "one").left() == pytest.approx(metrics.list_indent, abs=1)
    assert rect_of(body, "أول").right() == pytest.approx(measure - metrics.list_indent, abs=2)
    assert rect_of(body, "quote").left() == pytest.approx(metrics.quote_indent, abs=1)
    assert rect_of(body, "اقتباس").right() == pytest.approx(measure - metrics.quote_indent, abs=2)
    view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

"""Finding in the transcript: what is counted, where the reader is taken, and what is marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtTest import QSignalSpy

from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.domain.streaming import ReasoningDelta, TextDelta
from desktop_chat.ui.transcript.body import Place
from desktop_chat.ui.transcript.find import Finder
from desktop_chat.ui.transcript.found_bar import FoundBar
from desktop_chat.ui.transcript.reading import Reading, leaf_of, read
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.texts import Which
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.transcript.typeset import Mark
from tests.markup.seen import seen_of
from tests.ui.transcript.conftest import Talk, Tap, World, painted, wait_until
from tests.ui.transcript.constructs import CHINESE, ENGLISH


def look_for(view: Transcript, text: str) -> Finder:
    """Search, and let the search come to its end."""
    view.finder.look_for(text)
    wait_until(lambda: view.finder.is_complete)
    return view.finder


def marks(view: Transcript) -> list[tuple[str, QColor]]:
    """What is marked of the texts in the viewport: words and ground."""
    found = []
    for place in view.seen():
        for body in view.column[place].bodies:
            for number, leaf in enumerate(body.leaves):
                found += [(leaf.text[m.start : m.end], m.ground) for m in view.marks.of(body, number, leaf)]
    return found


def now(view: Transcript) -> str:
    """The line that holds the current hit, which is in the viewport; "" if there is none."""
    for place in view.seen():
        item = view.column[place]
        for body in item.bodies:
            for number, leaf in enumerate(body.leaves):
                for mark in view.marks.of(body, number, leaf):
                    if mark.ground == view.theme.palette.find_now:
                        [rect] = body.rects(number, mark.start, mark.end)
                        box = rect.translated(0, view.y_of(place) + item.corner_of(body).y())
                        assert box.top() >= 0
                        assert box.bottom() <= view.viewport().height()
                        return leaf.text[leaf.text.rfind("\n", 0, mark.start) + 1 :].split("\n")[0]
    return ""


def standing(view: Transcript) -> tuple[int | None, str]:
    return view.finder.current, now(view)


def test_hits_are_counted_in_what_is_seen_of_all_messages(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Is foo bar?")
    talk.answer("So *foo* **bar** it is, [foo bar](https://foo.bar).\n\n```foo\nFoo Bar\n```")
    view.open(talk.stored_in(world))
    finder = look_for(view, "foo bar")
    assert (finder.count, finder.current) == (4, None)
    assert [words for words, _ in marks(view)] == ["foo bar", "foo bar", "foo bar", "Foo Bar"]


def test_going_on_starts_where_the_reader_is_and_wraps_round(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(40).stored_in(world))
    view.viewpoint.put(39, 0)
    view.settle()
    finder = look_for(view, "line 1")
    assert finder.count == 40
    finder.next()
    assert standing(view) == (19, "Line 1 of answer 19.")
    finder.next()
    assert standing(view) == (20, "Line 1 of answer 20.")
    for _ in range(2):
        finder.previous()
    assert standing(view) == (18, "Line 1 of answer 18.")
    for _ in range(19):
        finder.previous()
    assert standing(view) == (39, "Line 1 of answer 39.")
    finder.next()
    assert standing(view) == (0, "Line 1 of answer 0.")


def test_a_hit_that_is_seen_moves_nothing(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(40).stored_in(world))
    view.viewpoint.put(20, 0)
    view.settle()
    finder, before = look_for(view, "line"), view.scrolled
    finder.next()
    assert now(view)
    assert view.scrolled == before


def test_who_goes_on_before_the_search_is_there_is_taken_along(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(200)
    talk.ask("The needle")
    for _ in range(200):
        talk.ask("Hay")
    view.open(talk.stored_in(world))
    view.finder.look_for("needle")
    view.finder.previous()
    assert standing(view) == (None, "")
    wait_until(lambda: view.finder.is_complete)
    assert standing(view) == (0, "The needle")


@pytest.mark.parametrize("opening", ["", "- ", "> ", "    "])
def test_hits_deep_in_a_long_reply_come_to_be_seen(view: Transcript, world: World, opening: str) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("\n\n".join(f"{opening}Paragraph {n} is long enough for two lines. " * 4 for n in range(200)))
    view.open(talk.stored_in(world))
    finder = look_for(view, "paragraph 77 ")
    assert finder.count == 4
    finder.next()
    assert "Paragraph 77 " in now(view)


def test_a_hit_in_the_folded_part_of_a_question_unfolds_it(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("\n".join(f"Line {n}" for n in range(40)))
    view.open(talk.stored_in(world))
    finder = look_for(view, "line 30")
    finder.next()
    assert now(view) == "Line 30"


def test_a_hit_beyond_the_edge_of_code_is_slid_to(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("```\n" + "x" * 300 + "needle\n```")
    view.open(talk.stored_in(world))
    finder = look_for(view, "needle")
    finder.next()
    [leaf] = view.column[1].bodies[0].leaves
    [rect] = leaf.rects(300, 306)
    assert 0 < rect.left() < rect.right() < view.page.columns.measure


def test_folded_reasoning_counts_and_unfolds_when_one_goes_there(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("No needle here.", reasoning="A needle thought of.")
    view.open(talk.stored_in(world))
    finder = look_for(view, "needle")
    assert finder.count == 2
    assert [words for words, _ in marks(view)] == ["needle"]
    finder.next()
    assert standing(view) == (0, "A needle thought of.")
    finder.next()
    assert standing(view) == (1, "No needle here.")
    view.unfold(1)
    assert (finder.count, finder.current, now(view)) == (2, 1, "No needle here.")


def test_what_was_asked_of_a_tool_and_what_it_said_is_found(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("I look.", tool_calls=(ToolCall("c1", "search", '{"words": "a needle"}'),))
    talk.ask("The needle is in the hay.", Role.TOOL)
    view.open(talk.stored_in(world))
    finder = look_for(view, "needle")
    assert finder.count == 2
    finder.next()
    assert standing(view) == (0, '"words": "a needle"'.rjust(21))
    finder.next()
    assert standing(view) == (1, "The needle is in the hay.")


def test_reasoning_that_comes_is_counted_while_it_is_folded(view: Transcript, world: World) -> None:
    conversation_id = Talk().exchanges(1).stored_in(world)
    view.open(conversation_id)
    finder = look_for(view, "needle")
    tap = Tap(world)
    world.chat.send(conversation_id, "Go on")
    tap.send(ReasoningDelta("A needle. " * 3))
    wait_until(lambda: finder.count == 3)
    tap.send(TextDelta("One more needle"))
    wait_until(lambda: finder.count == 4)
    tap.end()
    wait_until(lambda: world.chat.writing_in(conversation_id) is None and finder.is_complete)
    assert finder.count == 4


def test_typing_goes_to_the_first_hit_from_where_one_reads(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(40).stored_in(world))
    view.viewpoint.put(40, 0)
    view.settle()
    finder = view.finder
    finder.start_here()
    for typed, found in (("line 2 of answer", 20), ("line 2 of answer 3", 30), ("line 2 of answer", 20)):
        finder.seek(typed)
        wait_until(lambda: finder.is_complete)
        assert now(view) == f"Line 2 of answer {found}."
    finder.next()
    assert now(view) == "Line 2 of answer 21."


def test_what_is_selected_is_looked_for_from_there(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("one two two two")
    view.open(talk.stored_in(world))
    message = view.column[0].message.id
    begins, ends = (End(message, Which.TEXT, Place(0, at)) for at in (8, 11))
    view.selection.select(ends, begins)
    assert view.finder.start_here() == "two"
    view.finder.seek("two")
    wait_until(lambda: view.finder.is_complete)
    assert view.finder.current == 1
    view.selection.select(End(message, Which.TEXT, Place(0, 0)), End(message, Which.TEXT, Place(0, 0)))
    assert view.finder.start_here() == ""


def test_any_of_several_words_is_found(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("A backup, backed up.")
    view.open(talk.stored_in(world))
    view.finder.look_for("back", "backup", "UP")
    wait_until(lambda: view.finder.is_complete)
    assert [words for words, _ in marks(view)] == ["back", "up", "back", "up"]
    assert view.finder.count == 4


def test_other_branches_are_told_of_and_lead_round(view: Transcript, world: World) -> None:
    talk = Talk()
    question = talk.ask("A needle?")
    first = talk.answer("A needle, a needle.")
    talk.head = question.id
    second = talk.answer("Hay.")
    talk.head = question.id
    third = talk.answer("No needle.")
    conversation_id = talk.stored_in(world)
    view.open(conversation_id)
    finder = look_for(view, "needle")
    wait_until(lambda: finder.elsewhere == 2)
    assert (finder.count, finder.next_elsewhere()) == (2, first.id)
    world.chat.show(conversation_id, first.id)
    finder.go_to(first.id)
    wait_until(lambda: finder.is_complete and finder.elsewhere == 1)
    assert (finder.count, standing(view)) == (3, (1, "A needle, a needle."))
    assert finder.next_elsewhere() == third.id
    world.chat.show(conversation_id, second.id)
    wait_until(lambda: finder.is_complete and finder.elsewhere == 3)
    assert (finder.count, finder.next_elsewhere()) == (1, first.id)


def test_what_was_asked_aside_is_on_no_branch(view: Transcript, world: World) -> None:
    talk = Talk()
    question = talk.ask("Go")
    talk.answer("Gone.")
    shown = talk.head
    talk.head = question.id
    talk.messages.append(replace(talk.ask("A needle aside"), aside=True))
    talk.messages.pop(-2)
    talk.answer("A needle too")
    talk.head = shown
    view.open(talk.stored_in(world))
    finder = look_for(view, "needle")
    assert (finder.count, finder.elsewhere) == (0, 0)


def test_what_comes_while_a_search_is_on_is_searched(view: Transcript, world: World) -> None:
    conversation_id = Talk().exchanges(3).stored_in(world)
    view.open(conversation_id)
    finder = look_for(view, "needle")
    tap = Tap(world)
    world.chat.send(conversation_id, "A needle?")
    wait_until(lambda: finder.count == 1)
    tap.send(TextDelta("A **nee"))
    tap.send(TextDelta("dle** it is.\n\nAnd a needle"))
    wait_until(lambda: finder.count == 3)
    tap.end()
    wait_until(lambda: world.chat.writing_in(conversation_id) is None and finder.is_complete)
    assert finder.count == 3


def test_another_conversation_ends_the_search(view: Transcript, world: World) -> None:
    first, second = (Talk().exchanges(2).stored_in(world) for _ in range(2))
    view.open(first)
    finder = look_for(view, "line")
    assert finder.count == 6
    spy = QSignalSpy(finder.changed)
    view.open(second)
    assert (finder.count, finder.current, finder.is_complete) == (0, None, True)
    assert spy.count() == 1
    assert marks(view) == []


def test_the_current_hit_is_painted_otherwise_than_the_rest(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("one two two")
    view.open(talk.stored_in(world))
    finder = look_for(view, "two")
    finder.next()
    palette = view.theme.palette
    assert [ground for _, ground in marks(view)] == [palette.find_now, palette.find]
    image = painted(view)
    seen = {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(0, image.height(), 3)}
    assert {palette.find_now.rgb(), palette.find.rgb()} <= seen
    finder.look_for("")
    assert marks(view) == []


def test_a_selection_lies_above_what_is_found(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("a word here")
    view.open(talk.stored_in(world))
    look_for(view, "a word here")
    ground = view.theme.palette.text_selection
    view.marks.sources.append(lambda _body, _number, _leaf: [Mark(2, 6, ground)])
    assert [words for words, _ in marks(view)] == ["a ", " here", "word"]


def test_the_scroll_bar_shows_about_where_the_hits_are(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(100).stored_in(world))
    bar = view.verticalScrollBar()
    assert isinstance(bar, FoundBar)
    look_for(view, "answer 50.")
    painted(view)
    assert bar.marks
    assert all(abs(mark.center().y() - bar.height() / 2) < bar.height() / 20 for mark in bar.marks)
    view.finder.look_for("")
    painted(view)
    assert bar.marks == []


def test_marks_in_the_bar_tell_the_parts_of_a_long_message_apart(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("\n\n".join(f"Paragraph {n} of a long reply." for n in range(400)))
    view.open(talk.stored_in(world))
    look_for(view, "paragraph 200 ")
    painted(view)
    bar = view.verticalScrollBar()
    assert isinstance(bar, FoundBar)
    assert bar.marks
    assert all(abs(mark.center().y() - bar.height() / 2) < bar.height() / 12 for mark in bar.marks)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_what_is_searched_is_what_the_leaves_show(qapp: object, text: str) -> None:
    document = read(Reading.MARKDOWN)
    document.append(text)
    assert [seen_of(block) for block in document.blocks] == [leaf_of(block).text for block in document.blocks]

"""No text is lost, whatever becomes of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.messages import Edit, Message, Role, now
from desktop_chat.ui.composer.sheet import Sending, Sheet, Source, joined, question_of, without

QUESTION = Message("m1", "c1", None, Role.USER, "old question", now())
words = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1).filter(lambda text: bool(text.strip()))


def test_what_was_typed_since_stays_when_the_rest_was_sent() -> None:
    sheet = Sheet(typed="one two three", sending=Sending(Source.TYPED, "one two"))
    assert sheet.sent() == Sheet(typed=" three")


def test_a_text_that_was_changed_after_sending_stays_whole() -> None:
    assert Sheet(typed="one 2 three", sending=Sending(Source.TYPED, "one two")).sent().typed == "one 2 three"


def test_only_blank_lines_left_over_are_nothing() -> None:
    assert Sheet(typed="\none\n\n", sending=Sending(Source.TYPED, "one")).sent().typed == ""


def test_a_queued_question_leaves_the_editor_and_comes_back_before_what_is_there() -> None:
    sheet = Sheet(typed="first").queued()
    assert (sheet.waiting, sheet.shown) == ("first", "")
    assert replace(sheet, typed="second").taken_back() == Sheet(typed="first\n\nsecond")


def test_a_second_question_joins_the_one_that_waits() -> None:
    assert Sheet(waiting="first", typed="second").queued().waiting == "first\n\nsecond"


def test_what_is_queued_while_a_text_is_on_its_way_is_only_what_came_since() -> None:
    sheet = Sheet(typed="first\nsecond", sending=Sending(Source.TYPED, "first")).queued()
    assert (sheet.waiting, sheet.next) == ("second", "")
    assert sheet.sent() == Sheet(waiting="second")
    assert sheet.refused() == Sheet(typed="first\n\nsecond")


def test_a_refusal_gives_everything_back() -> None:
    sheet = Sheet(typed="typed", waiting="waiting", sending=Sending(Source.WAITING, "waiting")).refused()
    assert sheet == Sheet(typed="waiting\n\ntyped")


def test_editing_puts_aside_what_is_typed_and_brings_it_back() -> None:
    sheet = Sheet(typed="typed").edit(QUESTION)
    assert sheet.shown == "old question"
    changed = sheet.with_shown("new question")
    assert changed.kept == "typed"
    assert changed.kept_edit == Edit(QUESTION.id, QUESTION.parent_id, QUESTION.role, "new question")
    assert changed.not_editing().shown == "typed"
    assert replace(changed, sending=Sending(Source.EDITED, "new question")).sent() == Sheet(typed="typed")


@given(typed=words, waiting=words, edited=words)
def test_everything_written_is_in_what_is_kept(typed: str, waiting: str, edited: str) -> None:
    sheet = Sheet(typed=typed, waiting=waiting).edit(QUESTION).with_shown(edited)
    assert typed in sheet.kept
    assert waiting in sheet.kept
    assert sheet.kept_edit is not None
    assert edited == sheet.kept_edit.text


@given(sent=words, since=words)
def test_sending_takes_out_exactly_what_was_sent(sent: str, since: str) -> None:
    assert without(sent + since, sent) == since
    assert without(sent, sent) == ""


@pytest.mark.parametrize(
    ("text", "sent"),
    [("a", "a"), ("\n\n  \na\n", "a"), ("    code\n  more  ", "    code\n  more"), (" \n ", ""), ("a\n\nb", "a\n\nb")],
)
def test_blank_lines_around_a_question_are_not_sent(text: str, sent: str) -> None:
    assert question_of(text) == sent


def test_blank_texts_are_no_paragraphs() -> None:
    assert joined("", "a", "  ", "b") == "a\n\nb"

"""All branches in one file, nothing twice and nothing left out; and parts of a conversation."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Message, Role, Status
from desktop_chat.domain.policy import Policy
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.branches import from_to, leaves, only_branch, stretches
from desktop_chat.transfer.formats import MarkdownOptions
from desktop_chat.transfer.markdown import render
from tests.transfer.chats import WORDING, chat_of, full_chat, said

ZONE = timezone(timedelta(hours=1))


def forked() -> Chat:
    """A question with two answers, the first of which was asked on, and one thing asked aside."""
    return chat_of(
        said("m1", None, Role.USER, "Why?", 0),
        said("m2", "m1", Role.ASSISTANT, "# Old", 1),
        said("m3", "m2", Role.USER, "And?", 2),
        said("m4", "m1", Role.ASSISTANT, "New", 3),
        said("m5", "m4", Role.USER, "Sum it up", 4, aside=True),
        head="m4",
        policy=Policy("Be brief."),
    )


def test_branches_beside_the_one_that_is_read_follow_it_with_what_is_their_own() -> None:
    text = render(forked(), WORDING, ZONE, options=MarkdownOptions(whole_tree=True))
    assert text.split("\n# Tides\n\n***\n\n", 1)[1] == (
        "## System\n\nBe brief.\n\n***\n\n## You · 2026-03-04 20:12\n\nWhy?\n\n> Leaving: (1,)\n\n***\n\n"
        "## gpt-x · 20:15\n\nNew\n\n***\n\n"
        "## Branch 1 of 2\n\n> After You · 2026-03-04 20:12\n\n***\n\n"
        "### gpt-x · 2026-03-04 20:13\n\n#### Old\n\n***\n\n### You · 20:14\n\nAnd?\n\n***\n\n"
        "## Asked aside\n\n> After gpt-x · 2026-03-04 20:15\n\n***\n\n### You · 2026-03-04 20:16\n\nSum it up\n"
    )


def test_without_other_branches_the_tree_is_the_branch() -> None:
    chat = chat_of(said("m1", None, Role.USER, "Why?", 0))
    assert render(chat, WORDING, ZONE, options=MarkdownOptions(whole_tree=True)) == render(chat, WORDING, ZONE)


@st.composite
def trees(draw: st.DrawFn) -> Chat:
    """Any tree, rings and lost parents included."""
    size = draw(st.integers(0, 12))
    ids = [f"m{number}" for number in range(size)]
    parents = [draw(st.sampled_from([None, "lost", *ids])) for _ in ids]
    messages: list[Message] = [
        said(name, parent, Role.USER, name, number, aside=draw(st.booleans()))
        for number, (name, parent) in enumerate(zip(ids, parents, strict=True))
    ]
    return chat_of(*messages, head=draw(st.sampled_from([None, *ids])))


@given(trees())
def test_every_message_is_written_exactly_once(chat: Chat) -> None:
    written = [message.id for one in stretches(chat, whole_tree=True) for message in one.messages]
    assert sorted(written) == sorted(chat.tree)


@given(trees())
def test_a_stretch_goes_on_where_it_says(chat: Chat) -> None:
    ends = leaves(chat.tree)
    for stretch in stretches(chat, whole_tree=True)[1:]:
        assert stretch.after == stretch.messages[0].parent_id or stretch.after is None
        if stretch.number is not None:
            assert ends[stretch.number - 1] == stretch.messages[-1].id


def test_a_part_is_what_lies_between_and_nothing_of_the_rules() -> None:
    part = from_to(forked(), "m2", "m3")
    assert [(message.id, message.parent_id) for message in part.branch] == [("m2", None), ("m3", "m2")]
    assert part.conversation.policy == Policy()
    assert [message.id for message in from_to(forked(), None, "m2").branch] == ["m1", "m2"]
    assert [message.id for message in from_to(forked(), "m4", None).branch] == ["m4"]


def test_a_reply_is_taken_with_all_of_its_parts_and_with_its_receipts() -> None:
    chat = full_chat()
    part = from_to(chat, "m4", "m4")
    assert [message.id for message in part.branch] == ["m3", "m4"]
    assert set(part.receipts) <= {"m3", "m4"}
    assert part.branch[0].status is Status.STOPPED


@pytest.mark.parametrize(("first", "last"), [("nowhere", None), (None, "nowhere"), ("m4", "m3")])
def test_ends_that_are_on_no_branch_together_are_refused(first: str | None, last: str | None) -> None:
    with pytest.raises(NotFound):
        from_to(forked(), first, last)


def test_one_branch_of_a_tree_is_a_conversation_of_its_own() -> None:
    one = only_branch(forked())
    assert list(one.tree) == ["m1", "m4"]
    assert one.conversation.policy == Policy("Be brief.")
    assert list(only_branch(chat_of()).tree) == []

"""A reply and its continuations, as one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from desktop_chat.domain.joints import alternatives, leaf_of, neighbour, parts_of, stitched, units
from desktop_chat.domain.messages import Message, Role, Status
from desktop_chat.domain.tree import Tree, switch
from tests.domain.builders import branch, branches, message

#   q ─┬─ a1 ─┬─ +a2        a1 was continued twice, and asked about as it was
#      │      ├─ +a3 ─ q2
#      │      └─ q3
#      └─ b1 ─── +b2


def reply(identifier: str, parent: str, minutes: int, *, continues: bool = False, text: str = "") -> Message:
    return message(
        identifier, text or identifier, role=Role.ASSISTANT, parent=parent, minutes=minutes, continues=continues
    )


TREE = Tree(
    [
        message("q", "?"),
        reply("a1", "q", 1),
        reply("a2", "a1", 2, continues=True),
        reply("a3", "a1", 3, continues=True),
        message("q2", "?", parent="a3", minutes=4),
        message("q3", "?", parent="a1", minutes=5),
        reply("b1", "q", 6),
        reply("b2", "b1", 7, continues=True),
    ]
)


def test_the_parts_of_a_reply_are_one_text_that_ends_as_the_last_one_did() -> None:
    [_, *parts] = branch("u1 Tell me", "a1 Once up", "+a2 on a ", "+a3 time.")
    parts[-1] = replace(parts[-1], status=Status.STOPPED, model="other", reasoning="second thoughts")
    parts[0] = replace(parts[0], model="first", reasoning="first thoughts")
    one = stitched(parts)
    assert (one.text, one.status) == ("Once upon a time.", Status.STOPPED)
    assert (one.id, one.parent_id, one.created_at) == ("a3", "a2", parts[0].created_at)
    assert (one.model, one.reasoning) == ("first", "first thoughts\n\nsecond thoughts")


def test_a_text_that_grows_only_gains_at_the_end() -> None:
    [_, first, last] = branch("u1 Tell me", "a1 Once", "+a2 ")
    grown = replace(last, text=" upon", reasoning="more")
    before, after = stitched([first, last]), stitched([first, grown])
    assert after.text.startswith(before.text)
    assert after.reasoning.startswith(before.reasoning)


@given(branches())
def test_units_hold_every_message_once_and_in_order(said: list[Message]) -> None:
    found = units(said)
    assert [one for unit in found for one in unit] == said
    for unit in found:
        assert all(one.continues for one in unit[1:])


def test_every_way_a_reply_was_finished_is_an_alternative() -> None:
    assert alternatives(TREE, "a1") == ("a1", "a2", "a3", "b2")
    assert alternatives(TREE, "b2") == ("a1", "a2", "a3", "b2")
    assert alternatives(TREE, "b1") == ("a1", "a2", "a3", "b2", "b1")
    assert alternatives(TREE, "q3") == ("q3",)


def test_a_neighbour_is_shown_with_what_follows_it_and_not_with_its_continuation() -> None:
    assert neighbour(TREE, "a2", 1) == "a3"
    assert leaf_of(TREE, "a3") == "q2"
    assert leaf_of(TREE, "a1") == "q3"
    assert neighbour(TREE, "b2", 1) is None
    assert leaf_of(TREE, "b2") == "b2"
    for name in ("a1", "a2", "a3", "b2"):
        [*_, last] = [one.id for one in TREE.branch(leaf_of(TREE, name)) if one.is_reply]
        assert last == name


def test_a_ring_that_damage_made_is_walked_once() -> None:
    ring = Tree([reply("x", "y", 0, continues=True), reply("y", "x", 1, continues=True)])
    assert {one.id for one in parts_of(ring, "x")} == {"x", "y"}
    assert "x" in alternatives(ring, "x")


@given(branches(min_size=1))
def test_who_steps_aside_and_back_is_where_they_were(said: list[Message]) -> None:
    tree = Tree(said)
    for one in said:
        other = neighbour(tree, one.id, 1)
        if other is not None and one.id in alternatives(tree, other):
            assert neighbour(tree, other, -1) == one.id


def test_what_was_asked_aside_is_no_alternative_and_no_end() -> None:
    aside = replace(message("side", "Sum up", parent="a3", minutes=9), aside=True)
    tree = TREE.with_messages([aside, reply("s", "side", 10)])
    assert alternatives(tree, "q2") == ("q2",)
    assert alternatives(tree, "side") == ("side",)
    assert leaf_of(tree, "a3") == "q2"
    assert switch(tree, "q") == "b2"
    only = Tree([message("q", "?"), reply("a", "q", 1), replace(message("side", "Sum up", parent="a"), aside=True)])
    assert switch(only, "q") == "a"
    assert alternatives(only, "a") == ("a",)

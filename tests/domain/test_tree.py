"""Branches of a conversation, on trees as they should be and as damage leaves them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.joints import neighbour
from desktop_chat.domain.messages import Message
from desktop_chat.domain.tree import Tree, beside, switch
from tests.domain.builders import message

#   q1 ─┬─ a1 ─── q2 ─── a2
#       └─ b1 ─┬─ q3
#              └─ q4
FAMILY = [
    message("q1"),
    message("a1", parent="q1", minutes=1),
    message("b1", parent="q1", minutes=2),
    message("q2", parent="a1", minutes=3),
    message("q3", parent="b1", minutes=4),
    message("q4", parent="b1", minutes=5),
    message("a2", parent="q2", minutes=6),
]
TREE = Tree(FAMILY)


def ids(messages: tuple[Message, ...]) -> list[str]:
    return [one.id for one in messages]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any parents at all: missing ones, rings, a message that is its own."""
    size = draw(st.integers(0, 8))
    names = [f"m{place}" for place in range(size)]
    parents = st.sampled_from([None, "gone", *names])
    return Tree(message(name, parent=draw(parents), minutes=draw(st.integers(0, 3))) for name in names)


def ancestors(tree: Tree, name: str) -> list[str]:
    path = [name]
    while (parent := tree[path[-1]].parent_id) in tree and parent not in path:
        assert parent is not None
        path.append(parent)
    return path


# A sound tree.


def test_a_branch_goes_from_the_root_to_the_head() -> None:
    assert ids(TREE.branch("a2")) == ["q1", "a1", "q2", "a2"]
    assert ids(TREE.branch("b1")) == ["q1", "b1"]


@pytest.mark.parametrize("head", [None, "gone"])
def test_a_head_that_is_not_there_has_an_empty_branch(head: str | None) -> None:
    assert TREE.branch(head) == ()


def test_siblings_are_the_alternatives_oldest_first() -> None:
    assert ids(TREE.siblings("b1")) == ["a1", "b1"]
    assert ids(TREE.siblings("q1")) == ["q1"]
    assert ids(Tree(reversed(FAMILY)).siblings("a1")) == ["a1", "b1"]


def test_messages_of_the_same_moment_stay_in_the_order_they_came() -> None:
    twins = [message("q"), message("y", parent="q", minutes=1), message("x", parent="q", minutes=1)]
    assert ids(Tree(twins).children("q")) == ["y", "x"]


def test_children_of_nobody_are_the_roots() -> None:
    two = TREE.with_messages([message("q0", minutes=9)])
    assert ids(two.children(None)) == ["q1", "q0"]
    assert TREE.children("a2") == TREE.children("gone") == ()


def test_leaves_are_the_ends_below_a_message() -> None:
    assert set(TREE.leaves_under("q1")) == {"a2", "q3", "q4"}
    assert list(TREE.leaves_under("a2")) == ["a2"]


def test_switching_goes_to_the_newest_leaf_below() -> None:
    assert switch(TREE, "b1") == "q4"
    assert switch(TREE, "a1") == "a2"
    assert switch(TREE, "q1") == "a2"


def test_beside_a_branch_stand_all_others_but_what_was_asked_aside() -> None:
    def others(tree: Tree, head: str | None) -> set[str]:
        found = [one.id for one in beside(tree, head)]
        assert len(found) == len(set(found))
        return set(found)

    assert others(TREE, "a2") == {"b1", "q3", "q4"}
    assert others(TREE, None) == set(TREE)
    assert others(Tree(FAMILY[:2]), "a1") == set()
    asked = replace(message("aside", parent="a1", minutes=7), aside=True)
    tree = TREE.with_messages([asked, message("said", parent="aside", minutes=8)])
    assert others(tree, "q4") == {"a1", "q2", "q3", "a2"}


def test_of_two_leaves_of_one_moment_the_choice_is_always_the_same() -> None:
    twins = [message("q"), message("x", parent="q"), message("y", parent="q")]
    assert switch(Tree(twins), "q") == switch(Tree(reversed(twins)), "q") == "y"


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [("a1", 1, "b1"), ("b1", -1, "a1"), ("a1", -1, None), ("b1", 1, None), ("a1", 0, "a1"), ("q1", 1, None)],
)
def test_a_neighbour_is_so_many_siblings_away(name: str, step: int, expected: str | None) -> None:
    assert neighbour(TREE, name, step) == expected


def test_adding_leaves_the_old_tree_as_it_was() -> None:
    grown = TREE.with_messages([message("a3", parent="q4")])
    assert (len(TREE), len(grown)) == (7, 8)
    assert ids(grown.children("q4")) == ["a3"]
    assert "a3" not in TREE


def test_a_changed_message_keeps_its_place() -> None:
    changed = TREE.with_messages([replace(TREE["a1"], text="more")])
    assert changed["a1"].text == "more"
    assert list(changed) == list(TREE)
    assert ids(changed.siblings("a1")) == ["a1", "b1"]


# A damaged one.


def test_a_message_whose_parent_is_gone_is_a_root() -> None:
    tree = Tree([message("a", parent="gone"), message("b", parent="a")])
    assert ids(tree.children(None)) == ["a"]
    assert ids(tree.branch("b")) == ["a", "b"]
    assert ids(tree.siblings("a")) == ["a"]


def test_a_ring_ends_every_walk() -> None:
    ring = Tree([message("a", parent="b"), message("b", parent="a")])
    assert ids(ring.branch("a")) == ["b", "a"]
    assert list(ring.leaves_under("a")) == []
    assert switch(ring, "a") == "a"


def test_a_message_that_is_its_own_parent_ends_every_walk() -> None:
    tree = Tree([message("a", parent="a"), message("b", parent="a")])
    assert ids(tree.branch("b")) == ["a", "b"]
    assert list(tree.leaves_under("a")) == ["b"]
    assert neighbour(tree, "a", 1) == "b"


@given(trees())
def test_every_branch_is_the_walk_to_its_root(tree: Tree) -> None:
    for name in tree:
        assert ids(tree.branch(name)) == ancestors(tree, name)[::-1]


@given(trees())
def test_every_message_is_a_child_of_exactly_one_place(tree: Tree) -> None:
    listed = [one.id for place in (None, *tree) for one in tree.children(place)]
    assert sorted(listed) == sorted(tree)
    for name in tree:
        assert name in ids(tree.siblings(name))


@given(trees())
def test_leaves_have_no_children_and_come_once(tree: Tree) -> None:
    for name in tree:
        leaves = list(tree.leaves_under(name))
        assert len(set(leaves)) == len(leaves)
        assert set(leaves) == {leaf for leaf in tree if not tree.children(leaf) and name in ancestors(tree, leaf)}


@given(trees())
def test_switching_lands_on_the_newest_leaf_of_that_branch(tree: Tree) -> None:
    for name in tree:
        chosen = switch(tree, name)
        leaves = list(tree.leaves_under(name))
        assert chosen in (leaves or [name])
        assert all(tree[leaf].created_at <= tree[chosen].created_at for leaf in leaves)


@given(trees(), st.integers(-9, 9))
def test_stepping_there_and_back_comes_home(tree: Tree, step: int) -> None:
    for name in tree:
        other = neighbour(tree, name, step)
        assert other is None or neighbour(tree, other, -step) == name

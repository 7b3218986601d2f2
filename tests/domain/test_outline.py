"""The outline of a conversation's branches."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain import outline
from desktop_chat.domain.messages import Message
from desktop_chat.domain.outline import Row
from desktop_chat.domain.tree import Tree
from tests.domain.builders import message


def line(count: int) -> list[Message]:
    return [message(f"m{n}", parent=f"m{n - 1}" if n else None, minutes=n) for n in range(count)]


def drawn(tree: Tree, head: str, rows: Iterable[Row] | None = None, depth: int = 0) -> list[str]:
    """Ids indented by their level; several that are folded by their number."""
    found: list[str] = []
    for row in outline.top(tree, head) if rows is None else rows:
        found.append("  " * depth + (row.message.id if row.message else f"({len(row.messages)})"))
        found += drawn(tree, head, outline.below(tree, row), depth + 1)
    return found


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(0, 40))
    parents = [draw(st.none() | st.integers(max(0, n - 3), n - 1)) if n else None for n in range(size)]
    return Tree(
        message(f"m{n}", parent=None if parent is None else f"m{parent}", minutes=n) for n, parent in enumerate(parents)
    )


def test_what_has_no_forks_has_one_level() -> None:
    assert drawn(Tree(line(5)), "m4") == ["m0", "m1", "m2", "m3", "m4"]


FORKED = Tree([*line(2), message("a", parent="m1"), message("b", parent="m1", minutes=9), message("c", parent="a")])


def test_what_is_read_stays_on_its_level_and_what_is_beside_it_opens_one() -> None:
    assert drawn(FORKED, "c") == ["m0", "m1", "b", "a", "c"]
    assert drawn(FORKED, "b") == ["m0", "m1", "a", "  c", "b"]


def test_a_first_question_that_was_edited_parts_at_once() -> None:
    tree = Tree([message("a"), message("b", minutes=1), message("c", parent="b", minutes=2)])
    assert drawn(tree, "a") == ["b", "  c", "a"]
    assert drawn(tree, "c") == ["a", "b", "c"]


def test_a_branch_that_was_forked_at_every_step_is_no_deeper_for_it() -> None:
    said = line(200)
    beside = [message(f"s{n}", parent=f"m{n}", minutes=500 + n) for n in range(199)]
    rows = outline.top(Tree([*said, *beside]), "m199")
    assert [row.message.id for row in rows if row.message and not row.opens] == [one.id for one in said]
    assert sum(row.opens for row in rows) == 199


def test_a_long_stretch_shows_its_ends() -> None:
    rows = outline.top(Tree(line(10_000)), "m9999")
    assert len(rows) == 9
    assert [row.message.id for row in rows if row.message] == [f"m{n}" for n in (0, 1, 2, 3, 9996, 9997, 9998, 9999)]
    assert len(rows[4].messages) == 9992


@given(trees(), st.integers(0, 60))
def test_every_message_is_in_the_outline_once(tree: Tree, read: int) -> None:
    found: list[str] = []

    def collect(rows: Iterable[Row]) -> None:
        for row in rows:
            if row.message:
                found.append(row.message.id)
            inside = outline.below(tree, row)
            assert bool(inside) == outline.is_open(tree, row)
            collect(inside)

    collect(outline.top(tree, f"m{read}"))
    assert sorted(found) == sorted(tree)


def test_a_ring_that_damage_made_is_not_walked() -> None:
    ring = Tree([message("r"), message("x", parent="y"), message("y", parent="x")])
    assert drawn(ring, "x") == ["r"]

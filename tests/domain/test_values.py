"""What is made here behaves as the standard library's frozen classes do."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from dataclasses import dataclass as standard
from typing import Any

import pytest

from desktop_chat.domain.values import dataclass


def classes(make: Callable[[type], Any]) -> list[Any]:
    """Three kinds of class, by either maker."""

    class Nothing:
        """No fields."""

    class Point:
        """Two, one of which has a default."""

        x: int
        y: int = 2

    class Secretive:
        """A list of its own, and what is neither shown nor compared."""

        many: list[int] = field(default_factory=list)
        key: str = field(default="", repr=False, compare=False)

    return [make(cls) for cls in (Nothing, Point, Secretive)]


OURS = classes(dataclass(frozen=True, slots=True))
THEIRS = classes(standard(frozen=True, slots=True))
NOTHING, POINT, SECRETIVE = OURS


@pytest.mark.parametrize(
    ("which", "given"),
    [(0, {}), (1, {"x": 1}), (1, {"x": 1, "y": 3}), (2, {}), (2, {"many": [1], "key": "sk"})],
    ids=str,
)
def test_a_value_is_made_shown_and_read_as_a_standard_one(which: int, given: dict[str, Any]) -> None:
    ours, theirs = OURS[which](**given), THEIRS[which](**given)
    assert (repr(ours), asdict(ours)) == (repr(theirs), asdict(theirs))
    assert [one.name for one in fields(ours)] == [one.name for one in fields(theirs)]
    assert (OURS[which].__match_args__, OURS[which].__slots__) == (
        THEIRS[which].__match_args__,
        THEIRS[which].__slots__,
    )
    assert OURS[which](**given) == ours


def test_equal_values_have_one_hash_and_other_classes_are_never_equal() -> None:
    assert POINT(1) == POINT(1, 2)
    assert POINT(1) != POINT(2)
    assert POINT(1) != THEIRS[1](1)
    assert hash(POINT(1)) == hash(POINT(1, 2))
    assert {NOTHING(), NOTHING()} == {NOTHING()}
    assert SECRETIVE(key="a") == SECRETIVE(key="b")


def test_without_equality_a_value_is_equal_to_itself_alone() -> None:
    (_, point, _) = classes(dataclass(frozen=True, slots=True, eq=False))
    one = point(1)
    assert one == one  # noqa: PLR0124
    assert one != point(1)


def test_nothing_in_a_value_changes() -> None:
    point = POINT(1)
    with pytest.raises(FrozenInstanceError, match="x"):
        point.x = 2
    with pytest.raises(FrozenInstanceError, match="y"):
        del point.y
    with pytest.raises(FrozenInstanceError, match="z"):
        point.z = 3
    assert (replace(point, y=5).y, point.y) == (5, 2)


def test_lists_are_not_shared_and_what_is_missing_is_said() -> None:
    assert SECRETIVE().many is not SECRETIVE().many
    with pytest.raises(TypeError, match="'x'"):
        POINT()


def test_what_can_change_is_made_as_ever() -> None:
    (_, point, _) = classes(dataclass(slots=True))
    one = point(1)
    one.x = 4
    assert one == point(4)

"""A large JSON file is read an element at a time, and a bad element costs itself alone."""

import io
import json
import random
from typing import Any

import pytest

from desktop_chat.transfer.elements import DEEPEST, Cut, Element, Place, Wish, depth_of, elements
from desktop_chat.transfer.intake import SkipReason


class Dripping:
    """Gives few bytes at a time, however many are asked for."""

    def __init__(self, content: bytes, seed: int = 0) -> None:
        self._file = io.BytesIO(content)
        self._random = random.Random(seed)

    def read(self, size: int) -> bytes:
        return self._file.read(min(size, self._random.randrange(1, 9)))


def each(place: Place) -> Wish:
    return Wish.KEEP if place else Wish.ENTER


def read(content: bytes) -> list[Element]:
    return list(elements(io.BytesIO(content), each))


def values(found: list[Element]) -> list[Any]:
    return [element.problem or element.value for element in found]


def made_up(chance: random.Random, depth: int = 0) -> Any:
    kind = chance.random()
    if depth > 4 or kind < 0.3:
        return chance.choice(
            [1, -2.5e10, True, None, 'a"b\\', "\\\\", "é潮\U0001f600", "[{", "", "x" * chance.randrange(99)]
        )
    if kind < 0.65:
        return [made_up(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {
        chance.choice('abc"\\é') * chance.randrange(3): made_up(chance, depth + 1) for _ in range(chance.randrange(4))
    }


@pytest.mark.parametrize("seed", range(300))
def test_what_is_read_does_not_depend_on_where_the_bytes_are_cut(seed: int) -> None:
    chance = random.Random(seed)
    value: list[Any] = [made_up(chance) for _ in range(chance.randrange(6))]
    content = json.dumps(value, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 1])).encode()
    assert [element.value for element in elements(Dripping(content, seed), each)] == value
    passed = elements(Dripping(content, seed), lambda place: Wish.PASS if place else Wish.ENTER)
    assert [element.place for element in passed] == [(number,) for number in range(len(value))]


def test_a_bad_element_costs_itself_alone() -> None:
    found = values(read(rb'[1, {"a": "\q"}, {"b": [01]}, tru, "an \"end\"", {"c": 2}]'))
    assert found == [1, SkipReason.BROKEN, SkipReason.BROKEN, SkipReason.BROKEN, 'an "end"', {"c": 2}]


def test_bytes_that_are_no_text_are_marked_in_their_place() -> None:
    assert values(read(b'["a\xff\xfeb", "c"]')) == ["a��b", "c"]


def test_a_mark_of_byte_order_is_no_part_of_the_file() -> None:
    assert values(read(b"\xef\xbb\xbf[1]")) == [1]


@pytest.mark.parametrize("content", [b"", b"[", b"[1,", b"[1 2]", b"{a: 1}", b"[1]]"[:2], b'["unended', b"[" * 99999])
def test_what_cannot_be_followed_ends_with_a_cut(content: bytes) -> None:
    *_, last = read(content)
    assert last.problem is SkipReason.CUT


def test_damage_of_the_file_is_a_cut() -> None:
    class Damaged(Dripping):
        def read(self, size: int) -> bytes:
            if data := super().read(size):
                return data
            raise Cut

    assert values(list(elements(Damaged(b"[1, 2, [3"), each))) == [1, 2, SkipReason.CUT]


@pytest.mark.parametrize("depth", [DEEPEST - 1, DEEPEST, 5_000])
def test_an_element_nests_so_deep_and_no_deeper(depth: int) -> None:
    nested = "[" * depth + "]" * depth
    found = read(f"[{nested}, 7]".encode())
    assert (found[0].problem is SkipReason.TOO_DEEP) is (depth + 1 > DEEPEST)
    assert found[1].value == 7


def test_depth_counts_containers_in_each_other() -> None:
    nested: list[Any] = [1, [], [{}], {"a": [1, {"b": []}]}]
    assert [depth_of(value) for value in nested] == [0, 1, 2, 4]


def test_an_element_that_is_too_large_is_stepped_over() -> None:
    content = json.dumps([{"a": "b" * 5000}, {"c": ["d" * 600, "e" * 600]}, 3]).encode()
    assert values(list(elements(Dripping(content), each, 1000))) == [SkipReason.TOO_LARGE, SkipReason.TOO_LARGE, 3]


def test_only_what_is_wished_for_is_parsed() -> None:
    def wish(place: Place) -> Wish:
        match place:
            case () | ("a",):
                return Wish.ENTER
            case ("a", 1):
                return Wish.KEEP
        return Wish.PASS

    found = list(elements(io.BytesIO(b'{"key": {"bad": tru}, "a": [1, {"b": 2}], "c": "d"}'), wish))
    assert [(one.place, one.value) for one in found] == [
        (("key",), None),
        (("a", 0), None),
        (("a", 1), {"b": 2}),
        (("c",), None),
    ]

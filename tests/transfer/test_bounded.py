"""How deep a file nests is known before it is read, wherever it is cut."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.intake import SkipReason
from desktop_chat.transfer.bounded import Bounded, OutOfBounds

VALUES = st.recursive(
    st.text('[]{}"\\a', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{}"\\a', max_size=4), inner, max_size=3),
)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def read(text: bytes, size: int, bounds: int) -> bytes:
    bounded = Bounded(BytesIO(text), bounds)
    return b"".join(iter(lambda: bounded.read(size), b""))


@given(VALUES, st.integers(1, 9))
def test_what_nests_as_deep_as_it_may_is_read_and_nothing_deeper(value: Any, size: int) -> None:
    text = json.dumps(value).encode()
    assert read(text, size, depth(value)) == text
    if depth(value):
        with pytest.raises(OutOfBounds) as bound:
            read(text, size, depth(value) - 1)
        assert bound.value.why is SkipReason.TOO_DEEP


def test_a_part_is_read_only_so_far() -> None:
    bounded = Bounded(BytesIO(b"1234567890"), largest_part=6)
    assert bounded.read(5) == b"12345"
    bounded.begin_part()
    assert bounded.read(3) == b"678"
    with pytest.raises(OutOfBounds) as bound:
        Bounded(BytesIO(b"1234567890"), largest_part=6).read()
    assert bound.value.why is SkipReason.TOO_LARGE

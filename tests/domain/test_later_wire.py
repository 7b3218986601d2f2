"""Messages of a request that are read when they are looked at."""

import pytest

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Role
from desktop_chat.domain.wire import LaterWire, WireMessage

SAID = tuple(WireMessage(Role.USER, text) for text in ("one", "two", "three"))


def test_how_many_they_are_is_known_without_reading_them() -> None:
    read: list[int] = []

    def load() -> tuple[WireMessage, ...]:
        read.append(1)
        return SAID

    wire = LaterWire(3, load)
    assert len(wire) == 3
    assert not read
    assert wire[1].content == "two"
    assert [item.content for item in wire] == ["one", "two", "three"]
    assert wire[1:] == SAID[1:]
    assert len(read) == 1


def test_whoever_looks_once_keeps_nothing() -> None:
    read: list[int] = []

    def load() -> tuple[WireMessage, ...]:
        read.append(1)
        return SAID

    wire = LaterWire(3, load)
    assert wire.once() == wire.once() == SAID
    assert len(read) == 2
    assert wire[0] == wire.once()[0]
    assert len(read) == 3


def test_they_are_equal_to_the_same_messages_however_those_are_kept() -> None:
    wire = LaterWire(3, lambda: SAID)
    assert wire == SAID
    assert wire == SAID
    assert wire == LaterWire(3, lambda: SAID)
    assert wire != SAID[:2]
    assert hash(wire) == hash(SAID)
    assert repr(wire) == repr(SAID)


def test_what_fails_fails_when_they_are_looked_at() -> None:
    def gone() -> tuple[WireMessage, ...]:
        raise NotFound("receipt", "m")

    wire = LaterWire(3, gone)
    assert len(wire) == 3
    with pytest.raises(NotFound):
        wire[0]

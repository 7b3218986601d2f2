"""A body in chunks comes out whole wherever the network cuts it, and ends where it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.providers.framing import Chunks
from tests.providers.cuts import cut, every_single_cut

BODY = "data: 数据\n\r\n".encode()


def chunk(data: bytes, extension: bytes = b"") -> bytes:
    return b"%x%s\r\n%s\r\n" % (len(data), extension, data)


WIRE = chunk(BODY[:3]) + chunk(BODY[3:4], b"; name=value") + chunk(BODY[4:]) + b"0\r\n\r\n"


def read(pieces: list[bytes]) -> tuple[bytes, Chunks]:
    chunks = Chunks()
    return b"".join(chunks.feed(piece) for piece in pieces), chunks


def test_the_body_does_not_depend_on_the_cuts() -> None:
    for pieces in every_single_cut(WIRE):
        body, chunks = read(pieces)
        assert (body, chunks.ended, chunks.error) == (BODY, True, None)


@given(cut(st.lists(st.binary(min_size=1, max_size=40)).map(lambda parts: b"".join(map(chunk, parts)) + b"0\r\n")))
def test_any_chunks_in_any_pieces_are_the_body(pieces: list[bytes]) -> None:
    whole, parts = read([b"".join(pieces)]), read(pieces)
    assert parts[0] == whole[0]
    assert parts[1].ended
    assert whole[1].ended


def test_what_follows_the_last_chunk_is_no_part_of_the_body() -> None:
    assert read([WIRE + b"Trailer: x\r\n\r\n" + chunk(b"more")])[0] == BODY


def test_a_body_that_stops_in_the_middle_has_not_ended() -> None:
    for end in range(len(WIRE) - 4):
        assert not read([WIRE[:end]])[1].ended


@pytest.mark.parametrize("size", [b"data: x\r\n", b"\r\n", b"-5\r\n", b"z\n", b"0" * 70_000])
def test_a_size_that_is_none_ends_the_body_after_what_was_sound(size: bytes) -> None:
    body, chunks = read([chunk(b"sound") + size + chunk(b"lost")])
    assert body == b"sound"
    assert chunks.error is not None
    assert not chunks.ended

"""Compressed bodies come out as they went in, at once, and never more at a time than a piece."""

import gzip
import itertools
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import ErrorKind, RequestFailed
from desktop_chat.providers.decompression import Decompressor
from tests.providers.cuts import cut

TEXT = "data: 数据\n\n".encode() * 50
RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(TEXT, mtime=0),
    "x-gzip": gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0),
    "deflate": zlib.compress(TEXT),
    "Deflate ": RAW.compress(TEXT) + RAW.flush(),
    "": TEXT,
    "identity": TEXT,
}


def unpacked(encoding: str, *pieces: bytes) -> bytes:
    decompressor = Decompressor(encoding)
    return b"".join(part for piece in pieces for part in decompressor.feed(piece))


def unpack_into(out: list[bytes], *pieces: bytes) -> None:
    decompressor = Decompressor("gzip")
    for piece in pieces:
        out.extend(decompressor.feed(piece))


@pytest.mark.parametrize("encoding", PACKED)
def test_what_was_packed_comes_out_wherever_it_is_cut(encoding: str) -> None:
    packed = PACKED[encoding]
    for place in range(len(packed) + 1):
        assert unpacked(encoding, packed[:place], packed[place:]) == TEXT
    assert unpacked(encoding, *[packed[place : place + 1] for place in range(len(packed))]) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_a_server_flushes_is_there_at_once(encoding: str) -> None:
    packer = zlib.compressobj(wbits=31 if encoding == "gzip" else 15)
    decompressor = Decompressor(encoding)
    for number in range(20):
        event = f"data: {number}\n\n".encode()
        wire = packer.compress(event) + packer.flush(zlib.Z_SYNC_FLUSH)
        assert b"".join(decompressor.feed(wire)) == event


def test_a_bomb_comes_out_in_pieces_and_can_be_left() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    pieces = list(itertools.islice(Decompressor("gzip").feed(bomb), 5))
    assert [len(piece) for piece in pieces] == [65536] * 5
    assert len(unpacked("gzip", bomb)) == 50_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_padding_behind_the_end_is_ignored_and_not_gathered(encoding: str) -> None:
    packed = PACKED[encoding]
    assert unpacked(encoding, packed + b"\0" * 10) == TEXT
    assert unpacked(encoding, packed, b"\0\0", b"\x1f\x8b and more", b"x" * 1000) == TEXT


@pytest.mark.parametrize("damaged", [b"\x1f\x8bnot gzip at all", b"plain text", PACKED["gzip"][:-8] + bytes(8)])
def test_what_is_damaged_is_an_error_of_decoding(damaged: bytes) -> None:
    with pytest.raises(RequestFailed) as raised:
        unpacked("gzip", damaged)
    assert raised.value.failure.kind is ErrorKind.DECODE_ERROR


def test_what_was_sound_before_the_damage_comes_out() -> None:
    packer = zlib.compressobj(wbits=31)
    damaged = packer.compress(TEXT) + packer.flush(zlib.Z_SYNC_FLUSH) + b"\xff" * 20
    for place in range(len(damaged)):
        out: list[bytes] = []
        with pytest.raises(RequestFailed):
            unpack_into(out, damaged[:place], damaged[place:])
        assert b"".join(out) == TEXT


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "nonsense" * 100])
def test_an_encoding_nobody_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(RequestFailed) as raised:
        Decompressor(encoding)
    assert raised.value.failure.kind is ErrorKind.DECODE_ERROR
    assert len(raised.value.failure.words) <= 50


@given(cut(st.binary(max_size=200)), st.sampled_from(["gzip", "deflate"]))
def test_no_bytes_are_more_than_damaged(pieces: list[bytes], encoding: str) -> None:
    with suppress(RequestFailed):
        unpacked(encoding, *pieces)

"""Bytes to events after the WHATWG rules, wherever the network cuts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.providers.sse import Comment, ServerEvent, SseDecoder, SseItem
from tests.providers.cuts import cut, every_single_cut

LIMIT = 1000
FRAGMENTS = st.sampled_from(
    [
        *(b"data: ", b"data:", b"event: x", b"error: y", b"id: 1", b":", b": note", b"\n", b"\r", b"\r\n", b"\n\n"),
        *(b"\xef\xbb\xbf", b"\xef", b"\xe4\xbd\xa0", b"\xff", b"\xe2\x80\xa8", b"a", b'{"x":1}', b"z" * 400, b"junk"),
    ]
)
STREAMS = st.lists(FRAGMENTS, max_size=30).map(b"".join) | st.binary(max_size=200)


def decoded(pieces: list[bytes], limit: int = LIMIT) -> tuple[list[SseItem], bool]:
    decoder = SseDecoder(limit)
    items = [item for piece in pieces for item in decoder.feed(piece)]
    return items + decoder.close(), decoder.overflowed


def events(data: bytes) -> list[SseItem]:
    return decoded([data])[0]


@given(cut(STREAMS))
def test_events_do_not_depend_on_where_the_network_cuts(pieces: list[bytes]) -> None:
    assert decoded(pieces) == decoded([b"".join(pieces)])


@pytest.mark.parametrize(
    "wire",
    [
        "\ufeffdata: 数据🌍é\r\n\r\n: note\r\rdata:b\n\nevent: error\ndata: 1\ndata: 2\n\nerror: x\n\ndata: e".encode(),
        b"data: a\r\n\r\r\n\ndata: b\r\n",
        b"\r\ndata\n\ndata:\n\ndata: \xff\xe4\xbd\n\n",
    ],
)
def test_no_single_cut_changes_the_events(wire: bytes) -> None:
    whole = decoded([wire])
    for pieces in every_single_cut(wire):
        assert decoded(pieces) == whole


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_every_line_ending_of_the_standard_works(newline: str) -> None:
    wire = "data: a\n\ndata: b\ndata: c\n\n".replace("\n", newline).encode()
    assert events(wire) == [ServerEvent("", "a"), ServerEvent("", "b\nc")]


def test_an_event_is_there_as_soon_as_its_carriage_return_is() -> None:
    decoder = SseDecoder(LIMIT)
    assert decoder.feed(b"data: a\r\r") == [ServerEvent("", "a")]
    assert decoder.feed(b"\ndata: b\r\n\r") == [ServerEvent("", "b")]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_only_cr_and_lf_end_a_line(separator: str) -> None:
    assert events(f"data: a{separator}b\n\n".encode()) == [ServerEvent("", f"a{separator}b")]


def test_one_space_after_the_colon_is_dropped_and_no_more() -> None:
    assert events(b"data:  a \ndata:b\ndata\n\n") == [ServerEvent("", " a \nb\n")]


def test_names_belong_to_their_own_event_only() -> None:
    assert events(b"event: ping\n\nevent: error\ndata: x\n\ndata: y\n\n") == [
        ServerEvent("error", "x"),
        ServerEvent("", "y"),
    ]


def test_comments_are_told_apart_from_events() -> None:
    assert events(b": OPENROUTER PROCESSING\n\n:\ndata: x\n\n") == [
        Comment("OPENROUTER PROCESSING"),
        Comment(""),
        ServerEvent("", "x"),
    ]


def test_fields_that_mean_nothing_here_are_skipped() -> None:
    assert events(b"foo: bar\njustsometext\nid: 7\nretry: 3000\n data: not a field\n\n") == []


def test_the_error_field_of_llama_cpp_is_an_event_named_error() -> None:
    assert events(b'error: {"code":400}\n\ndata: [DONE]\n\n') == [
        ServerEvent("error", '{"code":400}'),
        ServerEvent("", "[DONE]"),
    ]


def test_what_lacks_its_blank_line_at_the_end_is_reported_as_not_whole() -> None:
    assert events(b"data: a\n\ndata: [DONE]") == [ServerEvent("", "a"), ServerEvent("", "[DONE]", whole=False)]
    assert events(b"error: x") == [ServerEvent("error", "x", whole=False)]
    assert events(b"data: a\n") == [ServerEvent("", "a", whole=False)]


def test_a_byte_order_mark_is_dropped_at_the_very_start_only() -> None:
    assert events(b"\xef\xbb\xbfdata: a\n\n\xef\xbb\xbfdata: b\n\n") == [ServerEvent("", "a")]
    assert events(b"\xef\xbb") == []


def test_invalid_bytes_become_replacement_characters() -> None:
    assert events(b"data: A\xffB\xe4\xbd\n\n") == [ServerEvent("", "A\ufffdB\ufffd")]


@pytest.mark.parametrize(
    "wire",
    [
        b"data: " + b"x" * LIMIT,
        b"data: x\n" * LIMIT,
        b"error: x\n" * LIMIT,
        b"junk\n" * LIMIT,
        b"event: " + b"x" * LIMIT + b"\n\n",
    ],
)
def test_an_event_above_the_limit_ends_the_stream_after_what_came_before(wire: bytes) -> None:
    items, overflowed = decoded([b"data: before\n\n", wire, b"\n\ndata: after\n\n"])
    assert items == [ServerEvent("", "before")]
    assert overflowed


def test_any_number_of_events_and_comments_below_the_limit_is_fine() -> None:
    wire = b"data: x\n\n" * LIMIT + b": note\n" * LIMIT + b"data: " + b"y" * (LIMIT - 6) + b"\n\n"
    items, overflowed = decoded([wire])
    assert len(items) == 2 * LIMIT + 1
    assert not overflowed

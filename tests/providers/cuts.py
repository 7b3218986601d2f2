"""Ways to cut bytes in pieces: what the network does to a stream."""

from collections.abc import Iterator

from hypothesis import strategies as st


def every_single_cut(data: bytes) -> Iterator[list[bytes]]:
    """In two, at each place; and byte by byte."""
    for place in range(len(data) + 1):
        yield [data[:place], data[place:]]
    yield [data[place : place + 1] for place in range(len(data))]


@st.composite
def cut(draw: st.DrawFn, contents: st.SearchStrategy[bytes]) -> list[bytes]:
    """Random contents in random pieces."""
    data = draw(contents)
    places = sorted(draw(st.lists(st.integers(0, len(data)), max_size=12)))
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)]

"""Bytes made from other bytes: a little damaged, a little rearranged, with a few words that readers trip over."""

import random
from collections.abc import Callable, Sequence

TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r",
    b"\r\n\r\n",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"\xe2\x80\xae",
    b"\\ud800",
    b"\\u0000",
    b"null",
    b"true",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-1",
    b"9" * 25,
    b"9" * 5000,
    b"0.1e-400",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[" * 300,
    b'{"a":' * 250,
    b"data: ",
    b"event: error\n",
    b"```",
    b"> - 1. ",
    b"|-|-|\n",
    b"$$",
    b"<img src=x onerror=alert(1)>",
    b"](javascript:alert(1))",
    b"../../",
    b"0001-01-01T00:00:00+23:59",
    b"9999-12-31T23:59:59-23:59",
)
_MOST = 6  # changes to one input
_LARGEST = 64 * 1024


def mutated(seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """One of the seeds, changed in a few places."""
    made = bytearray(dice.choice(seeds))
    for _ in range(dice.randint(1, _MOST)):
        dice.choice(_CHANGES)(made, seeds, dice)
    return bytes(made[:_LARGEST])


def pieces(content: bytes, dice: random.Random) -> list[bytes]:
    """Cut at a few places, as a network cuts."""
    places = sorted(dice.randint(0, len(content)) for _ in range(dice.randint(0, 8)))
    return [content[start:end] for start, end in zip([0, *places], [*places, len(content)], strict=True)]


def _place(made: bytearray, dice: random.Random) -> tuple[int, int]:
    start = dice.randint(0, len(made))
    return start, min(len(made), start + dice.choice((1, 2, 8, 40, 400)))


def _flip(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    if made:
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)


def _cut(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    start, end = _place(made, dice)
    del made[start:end]


def _cut_tail(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    del made[dice.randint(0, len(made)) :]


def _repeat(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    start, end = _place(made, dice)
    made[start:start] = made[start:end] * dice.choice((1, 3, 20))


def _insert(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    start, _ = _place(made, dice)
    made[start:start] = dice.choice(TOKENS)


def _replace(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    start, end = _place(made, dice)
    made[start:end] = dice.choice(TOKENS)


def _splice(made: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    other = dice.choice(seeds)
    start, end = sorted((dice.randint(0, len(other)), dice.randint(0, len(other))))
    place, _ = _place(made, dice)
    made[place:place] = other[start:end]


def _value(made: bytearray, _seeds: Sequence[bytes], dice: random.Random) -> None:
    """Of JSON: what stands behind a colon becomes another value."""
    colons = [place for place, byte in enumerate(made[:_LARGEST]) if byte == ord(":")]
    if colons:
        start = dice.choice(colons) + 1
        end = next((place for place in range(start, len(made)) if made[place] in b",}]\n"), len(made))
        made[start:end] = dice.choice((*TOKENS, b'""', b"[]", b"{}", b"0", b'"x"'))


_Change = Callable[[bytearray, Sequence[bytes], random.Random], None]
_CHANGES: tuple[_Change, ...] = (_flip, _cut, _cut_tail, _repeat, _insert, _replace, _splice, _value, _value, _value)

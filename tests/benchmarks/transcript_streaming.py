"""What the GUI thread works while a long reply streams, and that its end costs no more than its beginning.

Everything is counted as time of this thread's processor: what else the machine does is not in it. `rest` is what the
view does between two flushes, the colours of code above all; it makes no flush longer, but it is work all the same.

A processor that is shared is slower even for the time that is ours. `machine_slowdown` says how much: the same small
work, done before each reply, at its median against its best. Where that is far from 1, the times are too long.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Message
from desktop_chat.markup import inline
from desktop_chat.markup.splitter import Document
from tests.benchmarks.conversation import MIXED, messages, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import Shown, cpu_ms, in_flushes, share, shown

_FEW, _MANY = 100, 10_000
_USUAL, _FAST = 2000, 10_000
_ROUNDS = 3  # of the comparison behind few and behind many
_SHORTER = 5000  # tokens of it
_WORK, _WORKS = 20_000, 20


@dataclass(frozen=True, slots=True)
class Course:
    """How a reply went: per flush, and what was done in between."""

    flushes: list[float]
    rest: float
    tokens: int
    parsed: int
    received: int

    @property
    def late_to_early(self) -> float:
        tenth = len(self.flushes) // 10
        return statistics.median(self.flushes[-tenth:]) / statistics.median(self.flushes[:tenth])

    @property
    def seconds_per_1000(self) -> float:
        return (sum(self.flushes) + self.rest) / self.tokens


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    texts, paces = streamed(), list[float]()
    with shown() as window:
        few = window.store(_FEW, messages())
        window.open(few)
        for name, tokens in texts.items():
            paces += _paces_ms()
            yield from _usual(name, _course(window, few, tokens, _USUAL))
        yield from _fast(_course(window, few, texts[MIXED], _FAST))
        many = window.store(_MANY, messages())
        yield from _behind(window, (few, many), texts[MIXED][:_SHORTER])
    paces += _paces_ms()
    yield Figure("machine_slowdown", statistics.median(paces) / min(paces), "times", "report")


def _paces_ms() -> list[float]:
    return [cpu_ms(lambda: [str(number) for number in range(_WORK)]) for _ in range(_WORKS)]


def _usual(name: str, course: Course) -> Iterator[Figure]:
    prefix = f"stream_{_USUAL}_{name}"
    yield Figure(f"{prefix}_flush_median", statistics.median(course.flushes), "ms", "<= 3")
    yield Figure(f"{prefix}_flush_p99", share(course.flushes, 0.99), "ms", "<= 8")
    yield Figure(f"{prefix}_flush_max", max(course.flushes), "ms", "<= 16")
    yield Figure(f"{prefix}_last_tenth_to_first", course.late_to_early, "times", "<= 1.3")
    yield Figure(f"{prefix}_cpu_per_1000_tokens", course.seconds_per_1000, "s", "<= 0.1")
    yield Figure(f"{prefix}_parsed_to_received", course.parsed / course.received, "times", "<= 3")


def _fast(course: Course) -> Iterator[Figure]:
    prefix = f"stream_{_FAST}_{MIXED}"
    yield Figure(f"{prefix}_flush_p99", share(course.flushes, 0.99), "ms", "<= 10")
    yield Figure(f"{prefix}_cpu_per_1000_tokens", course.seconds_per_1000, "s", "<= 0.03")


def _behind(window: Shown, talks: Sequence[str], tokens: Sequence[str]) -> Iterator[Figure]:
    """In turn, so that a busy moment of the machine meets both."""
    rounds: list[list[float]] = [[], []]
    for _ in range(_ROUNDS):
        for medians, talk in zip(rounds, talks, strict=True):
            window.open(talk)
            medians.append(statistics.median(_course(window, talk, tokens, _USUAL).flushes))
    few, many = (statistics.median(medians) for medians in rounds)
    yield Figure(f"stream_behind_{_MANY}_to_behind_{_FEW}", many / few, "times", "<= 1.3")


def _course(window: Shown, talk: str, tokens: Sequence[str], per_second: int) -> Course:
    """A reply from its first token to its last; each flush has to be painted."""
    reply = window.begin(talk)
    flushes: list[float] = []
    rest, painted = 0.0, window.paints.count
    with _counting() as parsed:
        for pieces in in_flushes(tokens, per_second):
            flushes.append(_flush_ms(window, reply, pieces))
            rest += cpu_ms(window.rest)
        read = parsed() + _parsed_by_document(window, reply)
    assert window.paints.count - painted >= len(flushes)
    window.stop(talk)
    return Course(flushes, rest, len(tokens), read, sum(map(len, tokens)))


def _flush_ms(window: Shown, reply: Message, pieces: Sequence[str]) -> float:
    return cpu_ms(lambda: window.flush(reply.id, pieces))


def _parsed_by_document(window: Shown, reply: Message) -> int:
    """What the splitter has read for the reply's blocks."""
    column = window.view.column
    place = column.place_of(reply.id)
    assert place is not None
    document = column[place].bodies[-1]._document
    assert isinstance(document, Document)
    return document.parsed


@contextmanager
def _counting() -> Iterator[Callable[[], int]]:
    """Counts what is read of the inside of blocks; leaves come and go, so it is counted where all of them read."""
    read = inline._state
    lengths: list[int] = []

    def count(content: str, links: inline.Links) -> object:
        lengths.append(len(content))
        return read(content, links)

    vars(inline)["_state"] = count
    try:
        yield lambda: sum(lengths)
    finally:
        vars(inline)["_state"] = read

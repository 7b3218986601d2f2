"""From the wish to see a conversation to its first picture, by how long it is: only what is seen may cost anything.

"Read before" is a conversation that its reader goes back to, its messages are in memory; "from disk" is the first time.
"""

import statistics
from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import ConversationId
from tests.benchmarks.conversation import code, messages
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import Shown, cpu_ms, shown, talk, wall_ms

_COUNTS = (100, 1000, 10_000, 100_000)
_BARS = {10_000: ("<= 100", "<= 3"), 100_000: ("<= 250", "<= 8")}
_ROUNDS = 9
_ENOUGH_MS = 3000.0  # what misses its bar by this much need not be measured again
_CODE_LINES = 5000


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    pool = messages()
    with shown() as window:
        other = window.store(2, pool)
        window.open(window.store(_COUNTS[0], pool))  # fonts, lexers and all else that is loaded once
        yield from _code(window, other)
        shortest = 0.0
        for count in _COUNTS:
            there = window.store(count, pool)
            cold = _open_ms(window, other, there)
            median = statistics.median(_rounds(window, other, there))
            shortest = shortest or median
            bar, growth = _BARS.get(count, ("report", "report"))
            yield Figure(f"open_{count}_messages", median, "ms", bar)
            yield Figure(f"open_{count}_to_{_COUNTS[0]}_messages", median / shortest, "times", growth)
            yield Figure(f"open_{count}_messages_from_disk", cold, "ms", "report")


def _rounds(window: Shown, other: ConversationId, there: ConversationId) -> list[float]:
    times: list[float] = []
    while len(times) < _ROUNDS and sum(times) < _ENOUGH_MS:
        times.append(_open_ms(window, other, there))
    return times


def _open_ms(window: Shown, other: ConversationId, there: ConversationId) -> float:
    window.open(other)
    window.rest()
    return wall_ms(partial(window.open, there))


def _code(window: Shown, other: ConversationId) -> Iterator[Figure]:
    made = talk(2, ["Show me.", "Here it is."])
    made.ask("All of it?")
    made.answer(code(_CODE_LINES))
    there = made.stored_in(window.world)
    window.open(other)
    yield Figure(f"open_code_of_{_CODE_LINES}_lines_first", cpu_ms(partial(window.open, there)), "ms", "<= 50")
    times = []
    for _ in range(_ROUNDS):
        window.open(other)
        times.append(cpu_ms(partial(window.open, there)))
    yield Figure(f"open_code_of_{_CODE_LINES}_lines_again", statistics.median(times), "ms", "report")

"""What it costs to move about in ten thousand messages, and that nothing moves by itself meanwhile.

What is read is the character in the middle of the view: after each step it must stand exactly where the step has put
it, and where nobody scrolled, where it stood. The wheel reaches the view through its scroll bar, so the steps do too.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import MessageId
from desktop_chat.ui.transcript.item import Spot
from desktop_chat.ui.transcript.transcript import Transcript
from tests.benchmarks.conversation import MIXED, messages, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import HEIGHT, WIDTH, Shown, cpu_ms, in_flushes, share, shown

_MESSAGES = 10_000
_STEPS = 400
_STEP = 72  # pixels of one notch of the wheel
_JUMPS = 60
_WIDTHS = tuple(range(WIDTH, WIDTH - 400, -20))
_FLUSHES = 150


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in the middle, and where."""

    message: MessageId
    spot: Spot
    y: int

    @classmethod
    def now(cls, view: Transcript, y: int = HEIGHT // 2) -> "_Read":
        place = view.column.at(view.scrolled + y)
        item = view.column.ensure(place)
        spot = item.spot_at(y - view.y_of(place))
        return cls(view.story.messages[place].id, spot, view.y_of(place) + item.y_of(spot))

    def moved(self, view: Transcript) -> int:
        """By how much it stands lower now."""
        place = view.column.place_of(self.message)
        assert place is not None
        return view.y_of(place) + view.column.ensure(place).y_of(self.spot) - self.y


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with shown() as window:
        talk = window.store(_MESSAGES, messages())
        window.open(talk)
        yield from _steps(window)
        yield from _jumps(window)
        yield from _resizes(window)
        yield from _growth(window, talk)


def _steps(window: Shown) -> Iterator[Figure]:
    """Up through what was never seen, and down again."""
    bar = window.view.verticalScrollBar()
    times, unwanted = [], 0
    for number in range(_STEPS):
        step = -_STEP if number < _STEPS * 3 // 4 else _STEP
        read = _Read.now(window.view)
        times.append(cpu_ms(partial(_act, window, lambda step=step: bar.setValue(bar.value() + step))))  # type: ignore[misc]
        unwanted = max(unwanted, abs(read.moved(window.view) + step))
        window.rest()
    yield Figure("scroll_step_p99", share(times, 0.99), "ms", "<= 10")
    yield Figure("scroll_step_max", max(times), "ms", "report")
    yield Figure("scroll_step_unwanted_movement", unwanted, "px", "0")


def _jumps(window: Shown) -> Iterator[Figure]:
    bar, chance = window.view.verticalScrollBar(), random.Random(1)
    times, unwanted = [], 0
    for _ in range(_JUMPS):
        there = chance.randrange(bar.maximum())
        times.append(cpu_ms(partial(_act, window, partial(bar.setValue, there))))
        read = _Read.now(window.view)
        window.rest()
        _act(window, window.view.settle)
        unwanted = max(unwanted, abs(read.moved(window.view)))
    yield Figure("jump_anywhere_p99", share(times, 0.99), "ms", "<= 50")
    yield Figure("jump_anywhere_movement_afterwards", unwanted, "px", "0")


def _resizes(window: Shown) -> Iterator[Figure]:
    """Narrower step by step and at once wide again; the first line stays the first."""
    view = window.view
    bar = view.verticalScrollBar()
    _act(window, lambda: bar.setValue(bar.maximum() // 2))
    times, unwanted = [], 0
    for width in (*_WIDTHS, WIDTH):
        read = _Read.now(view, 0)
        times.append(cpu_ms(partial(_act, window, partial(view.resize, width, HEIGHT))))
        unwanted = max(unwanted, abs(read.moved(view)))
        window.rest()
    yield Figure("resize_p99", share(times, 0.99), "ms", "<= 50")
    yield Figure("resize_movement_of_the_first_line", unwanted, "px", "0")


def _growth(window: Shown, talk: str) -> Iterator[Figure]:
    """A reply streams below while its reader is somewhere above, and while its reader is in its own beginning."""
    reply = window.begin(talk)
    flushes = in_flushes(streamed()[MIXED], 2000)
    moved = [0]
    for above in (10 * HEIGHT, 3 * HEIGHT // 2):
        window.view.to_end()
        for pieces in flushes[:_FLUSHES]:
            window.flush(reply.id, pieces)
        window.view.scroll_by(-above)
        read = _Read.now(window.view)
        for pieces in flushes[_FLUSHES : 2 * _FLUSHES]:
            window.flush(reply.id, pieces)
            window.rest()
            moved.append(abs(read.moved(window.view)))
    window.stop(talk)
    yield Figure("streaming_below_unwanted_movement", max(moved), "px", "0")


def _act(window: Shown, action: Callable[[], object]) -> None:
    """With the picture that it leads to."""
    action()
    window.paint()

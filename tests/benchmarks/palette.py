"""The palette over very many conversations: to open it, and each key that is typed into it.

What a key costs is the longest that the window was held up by it, until what it found is painted. What is looked
through after that, between other events, is told beside it.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from desktop_chat.app import Run
from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.ui.palette.palette import Palette
from tests.benchmarks.collected import collecting_as_the_program_does
from tests.benchmarks.figure import Figure
from tests.support.program import running

_VERY_MANY = 100_000
_OPENINGS = 20
_ROUNDS = 3  # of all that is typed: the worst in a hundred of fewer keys would be the worst of all
_TYPED = ("rewrite prox", "备份 sql", "xq", "合同 9", "pem", "e", "zzz", "regex 99999", "> co", "#w")
_TITLES = (
    "WAL 模式下如何安全备份 SQLite？",
    "Rewrite the proxy error messages",
    "把这段合同条款译成英文",
    "Regex, 标点",
)


class Took(NamedTuple):
    """Milliseconds on the wall's clock, and those in which this thread had a processor: others may want it too."""

    wall: float
    own: float


def figures() -> Iterator[Figure]:
    with _window() as run:
        opened = [_open_ms(run) for _ in range(_OPENINGS)]
        yield Figure("palette_open_first_100000", opened[0].wall, "ms", "report")
        yield Figure("palette_open_p90_100000", _part(90, [one.wall for one in opened[1:]]), "ms", "<= 50")
        yield Figure("palette_open_p90_own_100000", _part(90, [one.own for one in opened[1:]]), "ms", "report")
        keys, wholes = _keys_ms(run)
        yield Figure("palette_key_p99_100000", _part(99, [one.wall for one in keys]), "ms", "<= 16")
        yield Figure("palette_key_p99_own_100000", _part(99, [one.own for one in keys]), "ms", "report")
        yield Figure("palette_key_median_100000", _part(50, [one.wall for one in keys]), "ms", "report")
        yield Figure("palette_whole_p99_100000", _part(99, wholes), "ms", "report")


def _part(percent: int, values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _open_ms(run: Run) -> Took:
    """Until it is painted, with its last conversations."""
    took = _ms(partial(_open, run))
    run.window.view.palette()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return took


def _open(run: Run) -> None:
    run.window.view.palette()
    _paint(_palette(run))


def _keys_ms(run: Run) -> tuple[list[Took], list[float]]:
    """Of each letter: the longest that it held the window up at once, and until all was looked through."""
    held: list[Took] = []
    wholes: list[float] = []
    for typed in _TYPED * _ROUNDS:
        run.window.view.palette()
        palette = _palette(run)
        field = palette.findChildren(QLineEdit)[0]
        _settle(palette)  # a person needs longer to the first letter than it takes to get ready for it
        _paint(palette)
        for letter in typed:
            began = time.perf_counter()
            turns = [_ms(partial(_type, palette, field, letter))]
            while palette.is_looking:
                turns.append(_ms(partial(_go_on, palette)))
            held.append(max(turns))
            wholes.append((time.perf_counter() - began) * 1000)
        palette.close_popup()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return held, wholes


def _type(palette: Palette, field: QLineEdit, letter: str) -> None:
    if letter.isascii():
        QTest.keyClicks(field, letter)
    else:
        field.insert(letter)
    _paint(palette)


def _go_on(palette: Palette) -> None:
    QCoreApplication.processEvents()
    _paint(palette)


def _palette(run: Run) -> Palette:
    (palette,) = [one for one in run.window.findChildren(Palette) if one.isVisible()]
    return palette


def _settle(palette: Palette) -> None:
    while palette.is_looking:
        QCoreApplication.processEvents()


def _paint(palette: Palette) -> None:
    """What has changed, as the window system asks for it."""
    for view in palette.findChildren(QListView):
        view.executeDelayedItemsLayout()
    QCoreApplication.sendPostedEvents(palette.window(), QEvent.Type.UpdateRequest)


@contextmanager
def _window() -> Iterator[Run]:
    """The whole window over so many conversations, which are known in memory alone."""
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as run:
        run.window.end_first_start()
        begun = now()
        items = [_conversation(number, begun - timedelta(minutes=7 * number)) for number in range(_VERY_MANY)]
        run.services.library._known |= {item.id: item for item in items}
        with collecting_as_the_program_does():  # a start has loaded them
            yield run
        for item in items:
            del run.services.library._known[item.id]


def _conversation(number: int, at: datetime) -> Conversation:
    title = f"{_TITLES[number % len(_TITLES)]} {number}"
    return Conversation(new_id(), at, at, title=title, archived=number % 50 == 7)


def _ms(act: Callable[[], object]) -> Took:
    began, own = time.perf_counter(), time.thread_time()
    act()
    return Took((time.perf_counter() - began) * 1000, (time.thread_time() - own) * 1000)

"""Other colours and another language, in a full window and in one that is empty: from the wish to the last pixel.

Full is a thousand conversations, a conversation of a thousand messages read in its middle, the context pane open. The
clock is that of the wall; a figure is the median of some changes there and back.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import now
from desktop_chat.domain.settings import LANGUAGE, THEME, Language, ThemeMode
from desktop_chat.storage.store import open_store
from tests.benchmarks.conversation import messages
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import talk, wall_ms
from tests.support.patience import PATIENCE_S
from tests.support.program import running, store_endpoint

_CONVERSATIONS, _MESSAGES = 1000, 1000
_ROUNDS = 4
_COLOURS = (ThemeMode.DARK, ThemeMode.LIGHT)
_LANGUAGES = (Language.CHINESE, Language.ENGLISH)


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with _window(full=False) as run:
        empty = {"theme": _colours_ms(run), "language": _language_ms(run)}
    with _window(full=True) as run:
        full = {"theme": _colours_ms(run), "language": _language_ms(run)}
    for name, bar in (("theme", "<= 200"), ("language", "<= 500")):
        yield Figure(f"{name}_switch_in_a_full_window", full[name], "ms", bar)
        yield Figure(f"{name}_switch_in_an_empty_window", empty[name], "ms", "report")
        yield Figure(f"{name}_switch_full_to_empty", full[name] / empty[name], "times", "<= 4")


@contextmanager
def _window(*, full: bool) -> Iterator[Run]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store_endpoint(folder, "http://127.0.0.1:9/v1")
        read = _fill(folder) if full else ""
        with running(folder) as run:
            run.window.resize(1400, 900)
            if full:
                run.window.open(read)
                run.window.context.toggle()
                run.window.pane.transcript.walk_to(_MESSAGES // 2)
            _paint()
            yield run


def _fill(folder: Path) -> str:
    """Returns the long conversation."""
    long = talk(_MESSAGES, messages())
    with open_store(folder) as store:
        for number in range(_CONVERSATIONS):
            short = talk(2, messages()[number % 100 :])
            moment = now() - timedelta(hours=number)
            kept = replace(short.conversation, title=f"Conversation {number}", created_at=moment, updated_at=moment)
            store.conversations.create(kept, short.messages)
        store.conversations.create(long.conversation, long.messages).result(PATIENCE_S)
    return long.conversation.id


def _colours_ms(run: Run) -> float:
    return _median_ms([partial(run.services.preferences.set, THEME, mode) for mode in _COLOURS])


def _language_ms(run: Run) -> float:
    return _median_ms([partial(run.services.preferences.set, LANGUAGE, tag) for tag in _LANGUAGES])


def _median_ms(changes: list[Callable[[], object]]) -> float:
    def change(act: Callable[[], object]) -> None:
        act()
        _paint()

    for act in changes:  # what is read or set the first time only
        change(act)
    return statistics.median(wall_ms(partial(change, act)) for _ in range(_ROUNDS) for act in changes)


def _paint() -> None:
    """All that has become another, as the window system would ask for it, and what that leads to."""
    loop, until = QEventLoop(), time.monotonic() + PATIENCE_S
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    while loop.processEvents() and time.monotonic() < until:
        pass
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

"""The list of conversations when there are very many: to make it, to scroll, one change, ten thousand at once.

What a change costs is also told against a hundred conversations in the same run.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.ordering import Ordering
from tests.benchmarks.figure import Figure
from tests.services.world import World, a_world
from tests.support.program import the_theme

_FEW, _MANY, _VERY_MANY = 100, 10_000, 100_000
_CHANGES = 50
_STEPS = 400
_AT_ONCE = 10_000
_TITLES = (
    "WAL 模式下如何安全备份 SQLite？",
    "Rewrite the proxy error messages",
    "把这段合同条款译成英文",
    "Regex, 标点",
)


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    few, many = _change_ms(_FEW), _change_ms(_MANY)
    yield Figure("sidebar_change_among_10000", many, "ms", "report")
    yield Figure("sidebar_change_among_10000_to_among_100", many / few, "times", "<= 4")
    yield from _among_very_many()


def _change_ms(count: int) -> float:
    """The median time in which an old conversation moves to the top."""
    with _library(count) as (world, items):
        model = ConversationsModel(world)
        begun, old = now(), items[:: count // _CHANGES]
        moved = [replace(item, updated_at=begun + timedelta(seconds=n)) for n, item in enumerate(old)]
        times = [_ms(lambda item=item: world.library.adopt(item)) for item in moved]  # type: ignore[misc]
        model.deleteLater()
    return statistics.median(times)


def _among_very_many() -> Iterator[Figure]:
    with _library(_VERY_MANY) as (world, items):
        made: list[ConversationList] = []
        yield Figure("sidebar_fill_100000", _ms(lambda: made.append(_shown(world))), "ms", "report")
        (view,) = made
        _painted(view, lambda: view.rows.set_open("Work", True))
        step, most = 3 * view.verticalScrollBar().singleStep(), view.verticalScrollBar().maximum()
        yield Figure("sidebar_scroll_p99_100000", _scroll_p99_ms(view, step), "ms", "<= 16")
        yield Figure("sidebar_leap_p99_100000", _scroll_p99_ms(view, most // _STEPS), "ms", "report")
        renamed = [replace(item, title="other") for item in items[:_CHANGES]]
        yield Figure("sidebar_rename_100000", _median_ms(world, view, renamed), "ms", "<= 16")
        newer = [replace(item, updated_at=now()) for item in items[-_CHANGES:]]
        yield Figure("sidebar_to_the_top_100000", _median_ms(world, view, newer), "ms", "<= 16")
        ids = [item.id for item in items[_CHANGES : _CHANGES + _AT_ONCE]]
        yield Figure(
            "sidebar_trash_10000", _ms(lambda: _painted(view, lambda: world.filing.trash(ids))), "ms", "report"
        )
        yield Figure("sidebar_undo_10000", _ms(lambda: _painted(view, world.undoing.undo)), "ms", "report")
        view.hide()
        view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _shown(world: World) -> ConversationList:
    """The list as it is when its first rows are on the screen."""
    theme = the_theme()
    view = ConversationList(world, Ordering(world, theme), theme)
    view.resize(theme.metrics.sidebar, theme.metrics.window_height)
    view.show()
    _paint(view)
    return view


def _paint(view: ConversationList) -> None:
    view.executeDelayedItemsLayout()
    QCoreApplication.processEvents()
    view.viewport().repaint()


def _painted(view: ConversationList, act: Callable[[], object]) -> None:
    act()
    _paint(view)


def _scroll_p99_ms(view: ConversationList, step: int) -> float:
    """Steps of so many pixels, each until it is painted."""
    times = [_ms(lambda place=step * n: _scroll(view, place)) for n in range(_STEPS)]  # type: ignore[misc]
    return statistics.quantiles(times, n=100)[-1]


def _scroll(view: ConversationList, place: int) -> None:
    view.verticalScrollBar().setValue(place)
    QCoreApplication.processEvents()


def _median_ms(world: World, view: ConversationList, changed: list[Conversation]) -> float:
    def change(item: Conversation) -> None:
        world.library.adopt(item)
        view.executeDelayedItemsLayout()
        QCoreApplication.processEvents()

    return statistics.median(_ms(lambda item=item: change(item)) for item in changed)  # type: ignore[misc]


@contextmanager
def _library(count: int) -> Iterator[tuple[World, list[Conversation]]]:
    """So many conversations, known in memory alone, the newest first: one in ten in 20 folders, most under days."""
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        begun = now()
        items = [_conversation(number, begun - timedelta(minutes=7 * number)) for number in range(count)]
        for path in sorted({item.folder for item in items if item.folder}):
            world.folders.add(path)
        world.library._known = {item.id: item for item in items}
        world.settle()
        yield world, items


def _conversation(number: int, at: datetime) -> Conversation:
    folder = ("Work", *(f"Folder {n}" for n in range(19)))[number // 10 % 20] if number % 10 == 9 else None
    title = f"{_TITLES[number % len(_TITLES)]} {number}"
    return Conversation(new_id(), at, at, title=title, folder=folder, pinned=number % 5_000 == 1)


def _ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000

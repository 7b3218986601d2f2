"""What a change costs the list of conversations when there are ten thousand, against a hundred in the same run."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.ui.sidebar.model import ConversationsModel
from tests.benchmarks.figure import Figure
from tests.services.world import World, a_world

_FEW, _MANY = 100, 10_000
_CHANGES = 50


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    few, many = _change_ms(_FEW), _change_ms(_MANY)
    yield Figure("sidebar_change_among_10000", many, "ms", "report")
    yield Figure("sidebar_change_among_10000_to_among_100", many / few, "times", "<= 4")


def _change_ms(count: int) -> float:
    """The median time in which an old conversation moves to the top."""
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        begun = now()
        items = [_conversation(number, begun - timedelta(hours=number)) for number in range(count)]
        world.library._known = {item.id: item for item in items}
        model = ConversationsModel(world)
        old = items[:: count // _CHANGES]
        times = [_move_up(world, replace(item, updated_at=begun + timedelta(seconds=n))) for n, item in enumerate(old)]
        model.deleteLater()
    return statistics.median(times)


def _conversation(number: int, at: datetime) -> Conversation:
    return Conversation(new_id(), at, at, title=f"c{number}")


def _move_up(world: World, changed: Conversation) -> float:
    began = time.perf_counter()
    world.library.adopt(changed)
    return (time.perf_counter() - began) * 1000

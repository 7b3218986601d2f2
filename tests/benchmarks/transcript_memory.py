"""What a conversation takes, above the empty window, that was opened and scrolled about in: little but its text."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.conversation import messages
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import talk
from tests.services.world import a_world

_FEW, _MANY = 1000, 10_000
_PATIENCE_S = 120


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])  # what is stored is told of in its event loop
    assert app is not None
    few, many = _above_mb(_FEW), _above_mb(_MANY)
    yield Figure(f"memory_of_{_FEW}_messages", few, "MB", "<= 60")
    yield Figure(f"memory_of_{_MANY}_messages", many, "MB", "<= 60")
    yield Figure(f"memory_of_{_MANY}_to_{_FEW}_messages", many / few, "times", "<= 1.5")


def _above_mb(count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        with a_world(Path(folder)) as world:
            world.add_endpoint()
            conversation = talk(count, messages()).stored_in(world)
        command = [sys.executable, "-m", "tests.benchmarks.memory_child", folder, conversation]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_PATIENCE_S)
    return float(json.loads(done.stdout.splitlines()[-1])["above"])

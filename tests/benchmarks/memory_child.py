"""The program in a process of its own that shows one conversation, scrolls about in it, and says what that took.

Prints the megabytes of the empty window and those above it: `python -m tests.benchmarks.memory_child FOLDER ID`.
"""

import gc
import json
import random
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from tests.benchmarks.startup import pss_mb
from tests.support.program import running

_JUMPS, _STEPS = 60, 300


def _scroll_about(run: Run) -> None:
    bar, chance = run.window.pane.transcript.verticalScrollBar(), random.Random(1)
    for _ in range(_JUMPS):
        bar.setValue(chance.randrange(bar.maximum()))
        _paint()
    for _ in range(_STEPS):
        bar.setValue(bar.value() - 72)
        _paint()


def _paint() -> None:
    for _ in range(4):
        QApplication.processEvents()


def main() -> int:
    app = QApplication(sys.argv[:1])
    with running(Path(sys.argv[1])) as run:
        run.window.resize(1280, 800)
        _paint()
        gc.collect()
        empty = pss_mb("self")
        run.window.open(sys.argv[2])
        _scroll_about(run)
        print(json.dumps({"empty": empty, "above": pss_mb("self") - empty}), flush=True)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())

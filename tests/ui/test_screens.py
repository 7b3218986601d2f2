"""Several screens of different scale: the window stays where it was, comes back from one that is gone, is sharp."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S
from tests.support.program import store_endpoint

LEFT = {"name": "left", "x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
RIGHT = LEFT | {"name": "right", "x": 1600, "width": 3200, "height": 2000}


def seen(folder: Path, screens: list[dict[str, Any]], *steps: str) -> list[dict[str, Any]]:
    """What the program tells of its window on these screens, after each of the steps `where`."""
    (folder / "screens.json").write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": screens}))
    run = subprocess.run(
        [sys.executable, "-m", "tests.ui.screens_child", str(folder / "data"), *steps],
        cwd=ROOT,
        env=os.environ
        | {"QT_QPA_PLATFORM": f"offscreen:configfile={folder / 'screens.json'}"}
        | {"QT_SCREEN_SCALE_FACTORS": "left=1;right=2"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_window_comes_back_on_the_screen_it_was_on(tmp_path: Path) -> None:
    (moved,) = seen(tmp_path, [LEFT, RIGHT], "move 1", "where")
    assert (moved["screen"], moved["ratio"]) == ("right", 2.0)
    assert seen(tmp_path, [LEFT, RIGHT], "where") == [moved]


def test_a_screen_that_is_gone_brings_it_onto_one_that_is_there(tmp_path: Path) -> None:
    seen(tmp_path, [LEFT, RIGHT], "move 1")
    (there,) = seen(tmp_path, [LEFT], "where")
    assert (there["screen"], there["fits"], there["state"]) == ("left", True, "normal")


def test_full_screen_and_maximised_come_back_and_go_again(tmp_path: Path) -> None:
    assert [one["state"] for one in seen(tmp_path, [LEFT], "full", "where")] == ["full"]
    assert [one["state"] for one in seen(tmp_path, [LEFT], "where", "full", "where")] == ["full", "normal"]
    assert [one["state"] for one in seen(tmp_path, [LEFT], "maximise", "where")] == ["max"]
    assert [one["state"] for one in seen(tmp_path, [LEFT], "where")] == ["max"]


def test_what_was_drawn_for_one_scale_is_drawn_anew_for_another(tmp_path: Path) -> None:
    """To the last pixel as if the window had been there from the start."""
    store_endpoint(tmp_path / "data", "http://127.0.0.1:9/v1")
    seen(tmp_path, [LEFT, RIGHT], f"grab {tmp_path / 'before.png'}", "move 1", f"grab {tmp_path / 'moved.png'}")
    seen(tmp_path, [LEFT, RIGHT], f"grab {tmp_path / 'fresh.png'}")
    before, moved, fresh = (QImage(str(tmp_path / f"{name}.png")) for name in ("before", "moved", "fresh"))
    assert moved.width() == 2 * before.width()
    assert moved == fresh

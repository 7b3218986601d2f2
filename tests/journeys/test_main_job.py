"""The main job on the real local model, by key presses into a real window on a virtual screen."""

from pathlib import Path

import pytest

from tests.journeys import main_job


@pytest.mark.timeout(900)  # a model answers four times, on whatever machine this is
def test_two_conversations_a_restart_and_an_export_on_the_real_model(tmp_path: Path) -> None:
    result = main_job.run(tmp_path)
    assert len(result.requests) == 4
    assert result.export.read_text(encoding="utf-8").count("\n## ") == 6
    assert all(path.stat().st_size for path in result.pictures)

"""Whatever is imported is read or refused, and nothing else happens."""

from pathlib import Path

from tests.hostile.importing import import_all

SMALL = 20_000


def test_hostile_files_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    seen = import_all(tmp_path, SMALL)
    assert seen.faults == []
    assert seen.touched == []
    assert seen.sound
    assert seen.files > 80

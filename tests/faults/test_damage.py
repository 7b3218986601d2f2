from pathlib import Path

from tests.faults.damages import damage_once, prepared

DAMAGES = 12


def test_a_damaged_file_stays_as_it_is_and_what_stands_on_its_intact_pages_is_recovered(tmp_path: Path) -> None:
    original = prepared(tmp_path)
    found = [damage_once(original, tmp_path / str(seed), seed) for seed in range(DAMAGES)]
    assert all(one.is_untouched for one in found)
    assert [(one.kind, one.missing, one.changed) for one in found] == [(one.kind, 0, 0) for one in found]
    assert all(one.is_sound for one in found)
    assert sum(one.expected for one in found) > 0

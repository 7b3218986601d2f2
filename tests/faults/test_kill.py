from pathlib import Path

from tests.faults.kills import Committed, kill_once

KILLS = 10


def test_a_program_that_is_killed_while_it_streams_loses_a_quarter_of_a_second_at_most(tmp_path: Path) -> None:
    committed = Committed()
    found = [kill_once(tmp_path / "data", seed, committed) for seed in range(KILLS)]
    assert [one.missing for one in found] == [0] * KILLS
    assert [one.wrong for one in found] == [()] * KILLS
    assert all(one.sound for one in found)
    ages = [age for one in found for age in one.ages_ms]
    assert ages, "no kill hit a reply that was being written"
    assert max(ages) <= 250

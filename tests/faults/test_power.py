from pathlib import Path

from tests.faults.power import cut_while_streaming

CUTS = 8


def test_a_power_cut_takes_a_second_and_a_half_of_an_answer_at_most_and_nothing_that_was_sent(tmp_path: Path) -> None:
    found = cut_while_streaming(tmp_path, 1, CUTS)
    assert [(one.is_sound, one.missing, one.holes) for one in found] == [(True, 0, 0)] * CUTS
    ages = [age for one in found for age in one.ages_ms]
    assert ages, "no cut hit a reply that was being written"
    assert max(ages) <= 1500

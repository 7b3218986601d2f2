import sys
from pathlib import Path

import pytest

from tests.faults.second_writer import hold_while_streaming
from tests.faults.sleep import Found, sleep_once


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
def test_a_program_that_sleeps_in_mid_stream_counts_as_alive_and_goes_on(tmp_path: Path) -> None:
    assert sleep_once(tmp_path, 1, 0.3) == Found(taken=0, missing=0, wrong=0, sound=True)


def test_another_writer_that_holds_the_file_for_a_moment_costs_nothing(tmp_path: Path) -> None:
    found = hold_while_streaming(tmp_path, 0.5)
    assert (found.told, found.lost, found.sound) == ((), 0, True)

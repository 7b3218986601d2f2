"""Gate P1: a program that streams eight replies is killed two hundred times."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.faults.kills import Committed, Found, kill_once

_ROUNDS, _KILLS_PER_ROUND = 8, 25


def figures() -> Iterator[Figure]:
    found: list[Found] = []
    replies = 0
    for number in range(_ROUNDS):
        committed = Committed()
        with tempfile.TemporaryDirectory() as folder:
            for kill in range(_KILLS_PER_ROUND):
                found.append(kill_once(Path(folder) / "data", number * _KILLS_PER_ROUND + kill, committed))
        replies += len(committed.asked)
    ages = sorted(age for one in found for age in one.ages_ms)
    yield Figure("kill_kills", len(found), "kills", "report")
    yield Figure("kill_committed_replies", replies, "replies", "report")
    yield Figure("kill_committed_rows_missing", sum(one.missing for one in found), "rows", "0")
    yield Figure("kill_replies_wrong", sum(len(one.wrong) for one in found), "replies", "0")
    yield Figure("kill_files_unsound", sum(not one.sound for one in found), "files", "0")
    yield Figure("kill_newest_saved_text_age_median", ages[len(ages) // 2], "ms", "report")
    yield Figure("kill_newest_saved_text_age_max", ages[-1], "ms", "<= 250")

"""What reads something from outside is given what nobody would write: it may refuse it, and nothing else may happen.

The inputs are mutations of good ones, the same in each run of the same length. What is found becomes a test beside the
reader; here it is printed, so that it can be.
"""

import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.figure import Figure
from tests.faults.mutation import mutated

SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
_SEED = 20261128
_SLOWEST_S = 5.0  # of processor time, for inputs of a few kilobytes: more is a hang


@dataclass(frozen=True)
class Target:
    """`read` takes an input, with dice of its own for what else may vary; it raises what was not meant to happen."""

    name: str
    seeds: Sequence[bytes]
    read: Callable[[bytes, random.Random], None]


@dataclass
class Outcome:
    runs: int = 0
    slowest_s: float = 0.0
    found: dict[str, bytes] = field(default_factory=dict)
    """By what happened and where: the shortest input that led to it."""


def fuzz(target: Target, seconds: float, runs: int = sys.maxsize) -> Outcome:
    """Until the time or the number of runs is up."""
    outcome, until = Outcome(), time.monotonic() + seconds
    while outcome.runs < runs and time.monotonic() < until:
        dice = random.Random(f"{_SEED} {target.name} {outcome.runs}")
        content = mutated(target.seeds, dice)
        began = time.process_time()
        try:
            target.read(content, dice)
        except Exception as wrong:  # noqa: BLE001 - whatever it is, it was found
            _note(outcome, f"{type(wrong).__name__} {_where(wrong)}", content)
        took = time.process_time() - began
        if took > _SLOWEST_S:
            _note(outcome, "slow", content)
        outcome.slowest_s = max(outcome.slowest_s, took)
        outcome.runs += 1
    return outcome


def _note(outcome: Outcome, what: str, content: bytes) -> None:
    before = outcome.found.get(what)
    if before is None or len(content) < len(before):
        outcome.found[what] = content


def _where(wrong: Exception) -> str:
    """The innermost line of ours."""
    frames = traceback.extract_tb(wrong.__traceback__)
    ours = [frame for frame in frames if "desktop_chat" in frame.filename or "tests" in frame.filename]
    last = (ours or frames)[-1]
    return f"{last.filename.rpartition('/')[2]}:{last.lineno}"


def figures() -> Iterator[Figure]:
    from tests.faults.fuzz_targets import targets

    with targets() as all_of_them:
        for target in all_of_them:
            outcome = fuzz(target, SECONDS)
            for what, content in outcome.found.items():
                sys.stderr.write(f"{target.name}: {what}: {content[:2000]!r}\n")
            yield Figure(f"fuzz_{target.name}_inputs", outcome.runs, "inputs", "report")
            yield Figure(f"fuzz_{target.name}_slowest", outcome.slowest_s * 1000, "ms", f"<= {_SLOWEST_S * 1000:.0f}")
            yield Figure(f"fuzz_{target.name}_found", len(outcome.found), "kinds", "0")

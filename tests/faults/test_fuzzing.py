"""A quick look at what `make faults` does for ten minutes each."""

from collections.abc import Iterator, Sequence

import pytest

from tests.faults.fuzz_targets import targets
from tests.faults.fuzzing import Target, fuzz

RUNS = {"events": 400, "markdown": 25, "imports": 20, "archives": 15, "settings": 100, "arguments": 20}
EVER_S = 60.0


@pytest.fixture(scope="module")
def all_targets() -> Iterator[Sequence[Target]]:
    with targets() as found:
        yield found


@pytest.mark.parametrize("name", RUNS)
def test_what_nobody_would_write_is_refused_and_nothing_else(all_targets: Sequence[Target], name: str) -> None:
    (target,) = [one for one in all_targets if one.name == name]
    outcome = fuzz(target, EVER_S, RUNS[name])
    assert outcome.runs == RUNS[name]
    assert outcome.found == {}

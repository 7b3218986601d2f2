import subprocess
import sys

import pytest

from tests.source_files import ROOT
from tests.support.measuring import measurements

FAULTS = ROOT / "tests" / "faults"


@pytest.mark.parametrize("package", ["tests.benchmarks", "tests.faults"])
def test_what_is_not_measured_cannot_be_asked_for(package: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", package, "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert "nothing" in run.stderr


def test_faults_are_found_by_their_name() -> None:
    assert "kills" in dict(measurements("tests.faults", FAULTS, ()))
    assert list(dict(measurements("tests.faults", FAULTS, ["kills"]))) == ["kills"]

"""Runs the benchmarks: all modules beside this one that have `figures`, or those named on the command line."""

import sys
from pathlib import Path

from tests.support.measuring import run

if __name__ == "__main__":
    sys.exit(run("tests.benchmarks", Path(__file__).parent, sys.argv[1:]))

"""Breaks things at length: all modules beside this one that have `figures`, or those named on the command line.

What `make test` does a few times is done hundreds of times here; each figure is one line of JSON with what is promised.
"""

import sys
from pathlib import Path

from tests.support.measuring import run

if __name__ == "__main__":
    sys.exit(run("tests.faults", Path(__file__).parent, sys.argv[1:]))

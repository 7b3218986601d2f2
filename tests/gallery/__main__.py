"""`python -m tests.gallery [--to FOLDER] [STATE…]`: a picture of every state, and a page that shows them all.

Light and dark, English and Chinese, at one and at two device pixels a pixel, each by a program of its own on a store
of its own; without a screen.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.gallery.chosen import CHOSEN, write
from tests.gallery.page import write_page

ROOT = Path(__file__).resolve().parents[2]
SCALES = (1, 2)
_ALONE = {
    "QT_QPA_PLATFORM": "offscreen",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "LC_ALL": "C.UTF-8",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "gallery", metavar="FOLDER")
    parser.add_argument("--readme", action="store_true", help="write the pictures that the READMEs show")
    parser.add_argument("states", nargs="*", metavar="STATE")
    options = parser.parse_args(arguments)
    wanted = [*options.states, *(CHOSEN if options.readme else ())]
    options.to.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        # Qt reads the scale once, when it starts. Nobody's keyring is asked, and nobody's language.
        environment = os.environ | _ALONE | {"QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, "-m", "tests.gallery.pictures", str(options.to), f"{scale}x", *wanted]
        if status := subprocess.run(command, env=environment, check=False).returncode:
            return status
    if options.readme:
        write(options.to)
    sys.stdout.write(f"{write_page(options.to)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

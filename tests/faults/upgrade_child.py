"""Opens a data directory with a program that is killed at the end of one step: all of it written, nothing committed."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import apsw

from desktop_chat.storage.database import Database
from desktop_chat.storage.migrations import STEPS, Step
from desktop_chat.storage.store import FILE_NAME


def then_die(step: Step, db: apsw.Connection) -> None:
    step(db)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    fatal = int(sys.argv[2]) - 1
    steps: list[Step] = [*STEPS[:fatal], partial(then_die, STEPS[fatal]), *STEPS[fatal + 1 :]]
    Database(Path(sys.argv[1]) / FILE_NAME, steps)


if __name__ == "__main__":
    main()

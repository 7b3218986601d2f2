"""A small database of each schema there has been, as SQL."""

from contextlib import closing
from pathlib import Path

import apsw

FOLDER = Path(__file__).parent


def lay_down(version: int, path: Path) -> None:
    """Makes the database of that version at `path`, as a program of that time left it."""
    with closing(apsw.Connection(str(path))) as db:
        db.pragma("journal_mode", "WAL")
        db.execute((FOLDER / f"{version}.sql").read_text("utf-8"))

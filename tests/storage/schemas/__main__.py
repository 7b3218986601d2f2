"""`python -m tests.storage.schemas`: writes the small database of today's schema, as SQL, beside those of the others.

Those that are there are never written again: they are what older programs left.
"""

import sys
import tempfile
from contextlib import closing
from io import StringIO
from pathlib import Path

import apsw
import apsw.shell

from desktop_chat.domain.streaming import TextDelta
from desktop_chat.storage.migrations import STEPS
from desktop_chat.storage.store import FILE_NAME, open_store
from tests.storage.making import ask, conversation, done, exchange, stream, wait_for
from tests.storage.schemas import FOLDER

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'unindexed'"


def full(folder: Path) -> Path:
    """Something of everything, and a reply whose program died while it was written."""
    with open_store(folder / "live") as store:
        first = exchange(store, conversation("First talk"), "What is 1 + 1?", "2, 两个。")
        store_more = conversation("Second talk", 60)
        exchange(store, store_more, "Why?", "Because.")
        done(store.conversations.change(first.conversation_id, folder="Sums", pinned=True))
        reply = stream(store, ask(store, conversation("Cut", 90), "Go on"), TextDelta("as far as here"))
        wait_for(lambda: store.conversations.message(reply.id).text == "as far as here")
        copy = folder / FILE_NAME
        with (
            closing(apsw.Connection(str(folder / "live" / FILE_NAME))) as live,
            closing(apsw.Connection(str(copy))) as target,
            target.backup("main", live, "main") as backup,
        ):
            backup.step(-1)
    return copy


def lowered(path: Path, version: int, into: Path) -> None:
    """The same in an older schema: what that one has no place for is left out."""
    with closing(apsw.Connection(str(into))) as db:
        for number, step in enumerate(STEPS[:version], start=1):
            step(db)
            db.pragma("user_version", number)
        db.execute("ATTACH ? AS today", (str(path),))
        for (table,) in db.execute(_TABLES).fetchall():
            columns = ", ".join(name for _, name, *_ in db.execute(f"PRAGMA table_info({table})"))
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM today.{table}")
        db.execute("DETACH today")


def dumped(path: Path, version: int) -> str:
    out = StringIO()
    shell = apsw.shell.Shell(stdout=out, args=[str(path)])
    shell.process_command(".dump")  # type: ignore[no-untyped-call]
    lines = [line for line in out.getvalue().splitlines() if not line.startswith(("--", "PRAGMA"))]
    return "\n".join([f"PRAGMA application_id = {0x44434854};", f"PRAGMA user_version = {version};", *lines, ""])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = full(Path(folder))
        for version in range(1, len(STEPS) + 1):
            kept = FOLDER / f"{version}.sql"
            if not kept.exists():
                lowered(path, version, Path(folder) / f"{version}.db")
                kept.write_text(dumped(Path(folder) / f"{version}.db", version), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Brings the search index of a data directory up to date, in small slices, and tells of each."""

import sys
from pathlib import Path

from desktop_chat.storage.store import open_store


def main() -> None:
    with open_store(Path(sys.argv[1])) as store:
        while store.searching.indexing.work(20):
            sys.stdout.write("a slice\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Another program on the same data directory: asks and answers in a conversation of its own, then tells its id."""

import sys
from pathlib import Path

from desktop_chat.storage.store import open_store
from tests.storage.making import conversation, exchange


def main() -> None:
    talk = conversation("theirs")
    parent = None
    with open_store(Path(sys.argv[1])) as store:
        for number in range(int(sys.argv[2])):
            parent = exchange(store, talk, f"question {number}", f"answer {number}", parent).id
    sys.stdout.write(talk.id)


if __name__ == "__main__":
    main()

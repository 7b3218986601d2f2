"""A data directory with words that are looked for in its files, and what a test needs to open it again."""

from datetime import UTC, datetime
from pathlib import Path

from desktop_chat.storage import backups, encryption, key_file
from desktop_chat.storage.store import open_store
from tests.storage.making import conversation, exchange

CANARY = "canarybird"
PASSPHRASE = "correct horse battery"


def fill(directory: Path, exchanges: int = 6) -> None:
    """A conversation, a search index, a backup: all with the canary in them."""
    with open_store(directory) as store:
        talk, last = conversation(f"{CANARY} title"), None
        for number in range(exchanges):
            text = f"{CANARY} answer {number} " * 40
            last = exchange(store, talk, f"{CANARY} question {number}", text, last.id if last else None)
        backups.make_daily(store.database.path, datetime.now(UTC))
        assert store.search(CANARY)


def singing(directory: Path) -> list[str]:
    """The files in which the canary can be read."""
    found = (path for path in directory.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes())
    return sorted(str(path.relative_to(directory)) for path in found)


def messages(directory: Path) -> list[str]:
    """All that was said, sorted; the directory is opened as somebody with the passphrase opens it."""
    encryption.forget_key(directory)
    if encryption.is_locked(directory):
        encryption.give_key(directory, key_file.get(directory, PASSPHRASE))
    with open_store(directory) as store:
        store.finish_encryption()
        assert store.check().ok
        trees = [store.conversations.tree(about.id) for about in store.conversations.summaries()]
        return sorted(message.text for tree in trees for message in tree.values())

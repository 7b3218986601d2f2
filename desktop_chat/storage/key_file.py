"""The key of a data directory, locked by a passphrase.

It lies in a tiny database of its own, which SQLite3 Multiple Ciphers encrypts: the passphrase goes through PBKDF2,
which takes about a second on purpose, once a start; the key that comes out of the file opens everything else at once.
Another passphrase needs another such file and nothing else.
"""

import unicodedata
from contextlib import closing
from pathlib import Path

import apsw

from desktop_chat.domain.encryption import SHORTEST_PASSPHRASE, PassphraseTooShort, WrongPassphrase
from desktop_chat.domain.errors import NotFound
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.encryption import KEY_FILE
from desktop_chat.storage.files import private_file, sync_directory, sync_file

APPLICATION_ID = 0x4443484B
# What guessing costs.
ROUNDS = 600_000


def put(directory: Path, passphrase: str, key: str) -> None:
    """Whole or not at all; in the place of the one there was. Raises `PassphraseTooShort`, `StoreError` kinds."""
    path = directory / KEY_FILE
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(str(directory))
    new = path.with_name(f"{path.name}.new")
    with store_errors(path):
        try:
            new.unlink(missing_ok=True)
            private_file(new)
            with closing(_opened(new, passphrase, apsw.SQLITE_OPEN_READWRITE)) as db:
                db.pragma("journal_mode", "MEMORY")
                db.pragma("application_id", APPLICATION_ID)
                db.execute("CREATE TABLE key (key TEXT NOT NULL) STRICT")
                db.execute("INSERT INTO key VALUES (?)", (key,))
            sync_file(new)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        sync_directory(directory)


def get(directory: Path, passphrase: str) -> str:
    """The key. Takes about a second. Raises `WrongPassphrase`, `NotFound`, `StoreError` kinds."""
    path = directory / KEY_FILE
    if not path.exists():
        raise NotFound("file", str(path))
    with store_errors(path), closing(_opened(path, passphrase, apsw.SQLITE_OPEN_READONLY)) as db:
        try:
            return str(db.execute("SELECT key FROM key").get)
        except apsw.NotADBError:
            raise WrongPassphrase(str(directory)) from None


def _opened(path: Path, passphrase: str, flags: int) -> apsw.Connection:
    db = apsw.Connection(str(path), flags=flags)
    # The same letters, whichever keyboard or system composed them.
    said = unicodedata.normalize("NFC", passphrase).replace("\0", "").replace("'", "''")
    try:
        db.execute("PRAGMA cipher = 'chacha20'")
        db.execute(f"PRAGMA kdf_iter = {ROUNDS}")
        # The letter before it, because what begins with “raw:” would not go through PBKDF2.
        db.execute(f"PRAGMA key = 'p{said}'")
    except apsw.Error:
        db.close()
        raise
    return db

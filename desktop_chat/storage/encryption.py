"""Which key a file needs, and connections that have it.

A data directory is encrypted when `key.db` lies in it and its conversations are not plain SQLite. One random key opens
all its files: conversations, search index, backups. The ciphers are those of SQLite3 Multiple Ciphers, a page at a
time, the logs beside the files included. Whoever opens a file names its path; the keys that this process has been given
are kept here, so that no opening can forget about them.
"""

import threading
from contextlib import closing
from pathlib import Path

import apsw

from desktop_chat.domain.encryption import StoreLocked
from desktop_chat.storage.border import store_errors

KEY_FILE = "key.db"
CONVERTING = "chats.db.converting"
"""The lock of whoever makes a directory encrypted or plain."""
BACKUPS = "backups"
_CONVERSATIONS = "chats.db"
_MAGIC = b"SQLite format 3\0"
_KEY_BYTES = 32

_lock = threading.Lock()
_given: dict[Path, str] = {}


def new_key() -> str:
    """In hexadecimal digits, as all keys here."""
    import secrets  # no start has a use for it

    return secrets.token_hex(_KEY_BYTES)


def give_key(directory: Path, key: str) -> None:
    """From now on this process opens the files of `directory` with `key`."""
    with _lock:
        _given[directory.resolve()] = key


def fits(directory: Path, key: str) -> bool:
    """Whether the conversations can be read with `key`; where there are none yet, nothing speaks against it."""
    path = directory / _CONVERSATIONS
    return not path.exists() or not path.stat().st_size or _is_readable(path, key)


def forget_key(directory: Path) -> None:
    with _lock:
        _given.pop(directory.resolve(), None)


def key_of(directory: Path) -> str | None:
    """The key of a data directory; None for one that is not encrypted. Raises `StoreLocked`."""
    if not (directory / KEY_FILE).exists():
        return None
    with _lock:
        key = _given.get(directory.resolve())
    if key is None and not _is_plain(directory / _CONVERSATIONS):
        raise StoreLocked(str(directory / _CONVERSATIONS))
    return key


def is_encrypted(directory: Path) -> bool:
    """Whether the conversations need a key, given or not."""
    return (directory / KEY_FILE).exists() and not _is_plain(directory / _CONVERSATIONS)


def is_locked(directory: Path) -> bool:
    """Whether a key is needed that nobody has given yet."""
    try:
        key_of(directory)
    except StoreLocked:
        return True
    return False


def connect(path: Path, flags: int) -> apsw.Connection:
    """A connection that reads `path` as what it is. Raises `StoreLocked`, and what APSW raises."""
    return keyed(apsw.Connection(str(path), flags=flags), key_for(path))


def connect_fixed(path: Path) -> apsw.Connection:
    """The same to a file that nobody changes: only for reading, and without a file beside it."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    return keyed(apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags=flags), key_for(path))


def keyed(db: apsw.Connection, key: str | None) -> apsw.Connection:
    """`db`, which from here on has `key`."""
    if key is not None:
        try:
            db.execute(f"PRAGMA key = 'raw:{key}'")
        except apsw.Error:
            db.close()
            raise
    return db


def key_for(path: Path) -> str | None:
    """The key that `path` needs: that of its directory, or none for a copy that says itself that it is plain."""
    if path.parent.name != BACKUPS and (path.parent / KEY_FILE).exists():
        return key_of(path.parent)
    directory = path.parent.parent if path.parent.name == BACKUPS else path.parent
    if is_plain_copy(path):
        return None
    if (directory / KEY_FILE).exists():
        return key_of(directory)
    return _only_key() if path.exists() and path.stat().st_size else None


def is_plain_copy(path: Path) -> bool:
    """Whether a file that nobody has open is plain SQLite; one without content is neither.

    Not for a database in use: to close a file takes this process's locks on it away.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def write_anew(path: Path, into: Path, key: str | None) -> None:
    """A copy of `path`, which `connect` can read, under `key` or plain. `into` must be empty.

    Raises what APSW raises; what is left of `into` then is for the caller to remove.
    """
    with closing(connect(path, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)) as source:
        write_into(source, into, key)


def write_into(source: apsw.Connection, into: Path, key: str | None) -> None:
    """The same from a connection that takes addresses for names. Nothing of it comes to lie in the clear on the way."""
    source.pragma("temp_store", "MEMORY")
    source.execute("VACUUM INTO ?", (f"{into.absolute().as_uri()}?key={f'raw:{key}' if key else ''}",))


def _is_plain(path: Path) -> bool:
    """Asked through SQLite, because the file may be in use."""
    try:
        return path.stat().st_size > 0 and _is_readable(path, None)
    except FileNotFoundError:
        return False


def _is_readable(path: Path, key: str | None) -> bool:
    with store_errors(path):
        try:
            with closing(keyed(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY), key)) as db:
                db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except apsw.NotADBError:
            return False
        except (apsw.BusyError, apsw.CorruptError):
            return True  # its first page could be read for what it is
        return True


def _only_key() -> str | None:
    """For a copy from elsewhere."""
    with _lock:
        keys = set(_given.values())
    return keys.pop() if len(keys) == 1 else None

"""A data directory becomes encrypted, or plain again.

The conversations are what says which of the two it is, and they change in one moment, when a copy that was written,
opened and counted is renamed over them. Everything else follows: while they are encrypted, backups that are not are
written anew, at once or at the next start; while they are plain, a key that nothing needs is removed. So to be killed
anywhere costs nothing but the work done so far.

    encrypt    key.db written  ->  search index gone  ->  CONVERSATIONS  ->  backups, one by one
    decrypt    backups, one by one  ->  search index gone  ->  CONVERSATIONS  ->  key.db gone
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import apsw

from desktop_chat.domain.encryption import Converted, WrongPassphrase
from desktop_chat.domain.errors import StoreBusy, StoreDamaged
from desktop_chat.storage import encryption, key_file
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.files import FileLock, is_locked, private_file, sync_directory, sync_file
from desktop_chat.storage.runs import somebody_runs

_log = logging.getLogger(__name__)

_CONVERSATIONS, _INDEX, _RUNS = "chats.db", "search.db", "runs"
_FINISHING = "chats.db.finishing"
_UNFINISHED = ".anew"
Tell = Callable[[int, int], None]
"""How many files are done, of how many."""


def encrypt(directory: Path, passphrase: str, tell: Tell = lambda done, of: None) -> Converted:
    """Afterwards the directory is open for this process. Raises `StoreError` kinds; nothing was changed then.

    Where backups are encrypted already, by a passphrase of another time, it has to be that one.
    """
    with _alone(directory):
        key = _key_to_use(directory, passphrase)
        backups = _backups(directory, plain=True)
        tell(0, 1 + len(backups))
        _drop_index(directory)
        _convert_conversations(directory, key)
        encryption.give_key(directory, key)
        return _convert_each(backups, key, lambda done: tell(1 + done, 1 + len(backups)))


def decrypt(directory: Path, tell: Tell = lambda done, of: None) -> Converted:
    """The directory must be open. Raises `StoreError` kinds; the conversations are as they were then."""
    with _alone(directory):
        backups = _backups(directory, plain=False)
        converted = _convert_each(backups, None, lambda done: tell(done, 1 + len(backups)))
        _drop_index(directory)
        _convert_conversations(directory, None)
        encryption.forget_key(directory)
        _remove_needless_key(directory)
        tell(1 + len(backups), 1 + len(backups))
        return converted


def change_passphrase(directory: Path, old: str, new: str) -> None:
    """The key stays; what locks it is another. Raises `WrongPassphrase`, `PassphraseTooShort`, `StoreError` kinds."""
    key_file.put(directory, new, key_file.get(directory, old))


def finish(directory: Path) -> Converted:
    """Encrypts the backups that a conversion did not come to. The directory must be open. Raises `StoreError` kinds."""
    key = encryption.key_of(directory)
    waiting = _backups(directory, plain=True) if key else []
    lock = FileLock.take(directory / _FINISHING) if waiting else None
    if lock is None:  # another process may be at it
        return Converted(0, ())
    try:
        return _convert_each(waiting, key, lambda done: None)
    finally:
        lock.release()


def clear_up(directory: Path) -> None:
    """What a conversion left that was killed: unfinished copies, which may be plain, and a key that nothing needs."""
    folder = directory / encryption.BACKUPS
    if not is_locked(directory / _FINISHING):
        for rest in (*directory.glob("*.db.new"), *folder.glob(f"*{_UNFINISHED}")):
            with suppress(OSError):
                rest.unlink()
                _log.info("%s is removed: it was not finished", rest.name)
    _remove_needless_key(directory)


def _remove_needless_key(directory: Path) -> None:
    """Where neither the conversations nor a backup need it."""
    key = directory / encryption.KEY_FILE
    if key.exists() and not encryption.is_encrypted(directory) and not _backups(directory, plain=False):
        with suppress(OSError):
            key.unlink()
            _log.info("The key of plain conversations is removed")


def plain_leftovers(directory: Path) -> tuple[Path, ...]:
    """Files beside encrypted conversations in which something can be read: damaged ones that were put aside."""
    return tuple(sorted(path for path in directory.glob("chats-damaged-*.db") if encryption.is_plain_copy(path)))


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Whoever starts says that it runs before it looks whether somebody converts; here it is the other way round."""
    path = directory / _CONVERSATIONS
    with store_errors(path):
        lock = FileLock.take(directory / encryption.CONVERTING)
        if lock is None:
            raise StoreBusy(str(path))
        try:
            if somebody_runs(directory / _RUNS):
                raise StoreBusy(str(path))
            yield
        finally:
            lock.release()


def _key_to_use(directory: Path, passphrase: str) -> str:
    if (directory / encryption.KEY_FILE).exists() and _backups(directory, plain=False):
        try:
            return key_file.get(directory, passphrase)
        except WrongPassphrase:
            _log.info("Backups need the passphrase of another time")
            raise
    key = encryption.new_key()
    key_file.put(directory, passphrase, key)
    return key


def _convert_conversations(directory: Path, key: str | None) -> None:
    """The log is worked off first, so that no log of the one file is ever taken for the other's."""
    path = directory / _CONVERSATIONS
    new = path.with_name(f"{_CONVERSATIONS}.new")
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    with _removed_unless_renamed(new):
        with closing(encryption.connect(path, flags)) as source:
            source.pragma("locking_mode", "EXCLUSIVE")
            if source.pragma("journal_mode", "DELETE") != "delete":
                raise StoreBusy(str(path))
            source.execute("BEGIN EXCLUSIVE; COMMIT")  # in this mode nobody else writes until the connection is closed
            encryption.write_into(source, new, key)
            _check(source, new, key)
        sync_file(new)
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)  # of the log that is no more
        new.replace(path)
    sync_directory(directory)


def _convert_each(backups: list[Path], key: str | None, tell: Callable[[int], None]) -> Converted:
    done, left = 0, []
    for number, path in enumerate(backups, start=1):
        try:
            _convert_backup(path, key)
            done += 1
        except StoreDamaged:
            _log.info("The backup %s is damaged and stays as it is", path.name)
            left.append(path)
        tell(number)
    return Converted(done, tuple(left))


def _convert_backup(path: Path, key: str | None) -> None:
    new = path.with_name(f"{path.name}{_UNFINISHED}")
    with store_errors(path), _removed_unless_renamed(new):
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        with closing(encryption.connect(path, flags)) as source:
            encryption.write_into(source, new, key)
            _check(source, new, key)
        sync_file(new)
        new.replace(path)
        sync_directory(path.parent)


@contextmanager
def _removed_unless_renamed(new: Path) -> Iterator[None]:
    """Private from the first moment on."""
    new.unlink(missing_ok=True)
    private_file(new)
    try:
        yield
    finally:
        new.unlink(missing_ok=True)


def _check(source: apsw.Connection, copy: Path, key: str | None) -> None:
    """Raises `StoreDamaged` for a copy that is not sound or does not hold all rows."""
    with closing(encryption.keyed(apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READONLY), key)) as db:
        if db.pragma("quick_check") != "ok" or _counts(db) != _counts(source):
            raise StoreDamaged(str(copy))


def _counts(db: apsw.Connection) -> dict[str, int]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').get for name in names}


def _backups(directory: Path, *, plain: bool) -> list[Path]:
    """Those that are plain, or those that are not."""
    folder = directory / encryption.BACKUPS
    found = sorted(path for path in folder.glob("*.db") if path.is_file()) if folder.is_dir() else []
    return [path for path in found if encryption.is_plain_copy(path) is plain]


def _drop_index(directory: Path) -> None:
    """It is made again from the conversations; until then it would tell their words."""
    for end in ("", "-wal", "-shm"):
        (directory / f"{_INDEX}{end}").unlink(missing_ok=True)

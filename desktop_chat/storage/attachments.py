"""The contents of attached files, each kept once under its hash, however many messages name it."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress

import apsw

from desktop_chat.domain.attachments import Attachment, digest_of
from desktop_chat.domain.errors import ChatError, NotFound
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import attachments_from, edit_from

__all__ = ["Attachments", "digest_of", "forget_unused", "keep", "read"]

_log = logging.getLogger(__name__)

_KEPT_IN_MEMORY = 32 * 1024 * 1024


def read(db: apsw.Connection, digest: str) -> bytes:
    """Raises `NotFound`, also for a content that a disk has changed: it has another hash then."""
    content = db.execute("SELECT content FROM attachment WHERE digest = ?", (digest,)).get
    if content is not None and digest_of(bytes(content)) != digest:
        _log.warning("The attached content %s is not what was written", digest)
        content = None
    if content is None:
        raise NotFound("attachment", digest)
    return bytes(content)


def damaged(db: apsw.Connection) -> int:
    """How many are not what was written."""
    found = db.execute("SELECT digest, content FROM attachment")
    return sum(digest_of(bytes(content)) != digest for digest, content in found)


def keep(db: apsw.Connection, named: Iterable[Attachment]) -> None:
    """Puts back what went between being read and being named: what nobody names yet, another process may forget.

    What is gone for good stays gone, which must not keep the words beside it from being stored.
    """
    for one in named:
        if db.execute("SELECT 1 FROM attachment WHERE digest = ?", (one.digest,)).get is None:
            with suppress(ChatError):
                db.execute("INSERT INTO attachment (digest, content) VALUES (?, ?)", (one.digest, one.content))


def forget_unused(db: apsw.Connection) -> int:
    """Deletes for ever what neither a message nor a draft names; how many contents went."""
    used: set[str] = set()
    for table, column in (("message", "attachments"), ("conversation", "draft_attachments")):
        for (listed,) in db.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
            used.update(one.digest for one in attachments_from(listed, lambda _: b""))
    for (stored,) in db.execute("SELECT draft_edit FROM conversation WHERE draft_edit IS NOT NULL"):
        edit = edit_from(stored, lambda _: b"")
        used.update(one.digest for one in (edit.attachments if edit else ()))
    unused = [digest for (digest,) in db.execute("SELECT digest FROM attachment") if digest not in used]
    db.executemany("DELETE FROM attachment WHERE digest = ?", ((digest,) for digest in unused))
    return len(unused)


class Attachments:
    """What was read last stays in memory: a picture is asked for at each painting and each request."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, bytes] = OrderedDict()

    def load(self, digest: str) -> bytes:
        """The content with that hash. Raises `NotFound`."""
        with self._lock:
            if digest in self._recent:
                self._recent.move_to_end(digest)
                return self._recent[digest]
        with store_errors(self._database.path):
            content = read(self._database.reader(), digest)
        self._remember(digest, content)
        return content

    def put(self, content: bytes) -> "Future[str]":
        """Keeps `content`; the future has its hash once it is on disk."""

        def job(db: apsw.Connection) -> str:
            digest = digest_of(content)
            db.execute("INSERT OR IGNORE INTO attachment (digest, content) VALUES (?, ?)", (digest, content))
            self._remember(digest, content)
            return digest

        return self._database.write(job)

    def _remember(self, digest: str, content: bytes) -> None:
        with self._lock:
            self._recent[digest] = content
            while len(self._recent) > 1 and sum(map(len, self._recent.values())) > _KEPT_IN_MEMORY:
                self._recent.popitem(last=False)

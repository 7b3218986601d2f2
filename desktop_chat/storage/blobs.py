"""Texts that many rows share, each kept once.

A system prompt goes out with every request of a conversation, and so do its parameters. Rows hold a number instead.
"""

import apsw

from desktop_chat.storage.values import shown


def keep(db: apsw.Connection, text: str) -> int:
    """The number of `text`, which is added if it is new."""
    import hashlib  # brings OpenSSL along, for which a start would wait

    digest = hashlib.sha256(text.encode()).digest()
    known = db.execute("SELECT row FROM text_blob WHERE hash = ?", (digest,)).get
    if known is not None:
        return int(known)
    db.execute("INSERT INTO text_blob (hash, text) VALUES (?, ?)", (digest, text))
    return db.last_insert_rowid()


def keep_or_none(db: apsw.Connection, text: str) -> int | None:
    """The number of `text`; None stands for the empty one."""
    return keep(db, text) if text else None


def fetch(db: apsw.Connection, number: int | None) -> str:
    if number is None:
        return ""
    return shown(db.execute("SELECT CAST(text AS BLOB) FROM text_blob WHERE row = ?", (number,)).get)


def forget_unused(db: apsw.Connection) -> None:
    """What no receipt names any more is gone for ever, like the conversation that it was part of."""
    columns = ("parameters", "headers", "system", "pins", "holes", "inserts", "price")
    used = " UNION ".join(f"SELECT {name} FROM receipt WHERE {name} IS NOT NULL" for name in columns)
    db.execute(f"DELETE FROM text_blob WHERE row NOT IN ({used})")


def damaged(db: apsw.Connection) -> int:
    """How many are not what was written."""
    import hashlib

    found = db.execute("SELECT hash, CAST(text AS BLOB) FROM text_blob")
    return sum(hashlib.sha256(text).digest() != digest for digest, text in found)

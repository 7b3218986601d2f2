"""The schema, step by step.

A step only ever moves forward and is never edited once released. It has a transaction of its own, and the version is
part of it, so a program that is killed anywhere leaves a file that the next start carries on from. Before the first
step on a file that holds something, a verified copy is put aside. A file from a newer program is not touched.

Rows refer to each other by number; the ids that the rest of the program knows are columns. A million messages then
cost 60 MB less, and a receipt can name two thousand messages in a few bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import apsw

from desktop_chat.domain.errors import StoreDamaged, StoreTooNew

APPLICATION_ID = 0x44434854
Step = Callable[[apsw.Connection], None]

_CONVERSATION = """
CREATE TABLE conversation (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    head TEXT,
    endpoint_id TEXT,
    model TEXT,
    policy TEXT NOT NULL,
    options TEXT NOT NULL,
    draft TEXT NOT NULL,
    folder TEXT,
    pinned INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    trashed_at INTEGER
) STRICT
"""
# The long columns come last: reading the short ones, to walk a branch for instance, then skips their pages.
_MESSAGE = """
CREATE TABLE message (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation (row) ON DELETE CASCADE,
    parent INTEGER,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    continues INTEGER NOT NULL,
    run TEXT,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    total_tokens INTEGER,
    model TEXT,
    endpoint TEXT,
    finish_reason TEXT,
    failure TEXT,
    crc INTEGER NOT NULL,
    tool_calls TEXT NOT NULL,
    refusal TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT
"""
_STREAM_LOG = """
CREATE TABLE stream_log (
    seq INTEGER PRIMARY KEY,
    message INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    crc INTEGER NOT NULL
) STRICT
"""
# No copy of a message: `system`, `parameters` and `headers` are rows of text_blob, each distinct text once; which
# messages were sent is said along the branch (see storage/wire_rows.py). Times count in ms from the one before.
_RECEIPT = """
CREATE TABLE receipt (
    message INTEGER PRIMARY KEY REFERENCES message (row) ON DELETE CASCADE,
    route INTEGER NOT NULL,
    parameters INTEGER NOT NULL,
    headers INTEGER,
    system INTEGER,
    depth INTEGER NOT NULL,
    start INTEGER,
    pins INTEGER,
    holes INTEGER,
    listed TEXT,
    sent_after INTEGER NOT NULL,
    answered_after INTEGER,
    first_token_after INTEGER,
    ended_after INTEGER,
    http_status INTEGER,
    request_id TEXT,
    attempts INTEGER NOT NULL,
    estimate INTEGER NOT NULL,
    factor REAL NOT NULL,
    left_out INTEGER NOT NULL
) STRICT
"""
_ROUTE = """
CREATE TABLE route (
    row INTEGER PRIMARY KEY,
    endpoint_id TEXT NOT NULL,
    model TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    base_url TEXT NOT NULL,
    UNIQUE (endpoint_id, model, endpoint, base_url)
) STRICT
"""
_ENDPOINT = """
CREATE TABLE endpoint (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    base_url TEXT NOT NULL,
    model TEXT,
    key_source TEXT NOT NULL,
    key_variable TEXT,
    kind TEXT NOT NULL,
    model_path TEXT,
    allow_plain_http INTEGER NOT NULL,
    quirks TEXT NOT NULL
) STRICT
"""
_REST = (
    "CREATE TABLE text_blob (row INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, text TEXT NOT NULL) STRICT",
    _ROUTE,
    "CREATE TABLE choice (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX message_of_conversation ON message (conversation)",
    "CREATE INDEX message_by_time ON message (created_at)",
    "CREATE INDEX message_of_run ON message (run) WHERE run IS NOT NULL",
)


def to_1(db: apsw.Connection) -> None:
    """Conversations as trees of messages, the log of what streams, receipts, endpoints."""
    db.pragma("application_id", APPLICATION_ID)
    for statement in (_CONVERSATION, _MESSAGE, _STREAM_LOG, _RECEIPT, _ENDPOINT, *_REST):
        db.execute(statement)


_TO_2 = (
    "ALTER TABLE conversation ADD COLUMN draft_attachments TEXT",
    "ALTER TABLE message ADD COLUMN cached_tokens INTEGER",
    "ALTER TABLE message ADD COLUMN reasoning_tokens INTEGER",
    "ALTER TABLE message ADD COLUMN attachments TEXT",
    "ALTER TABLE message ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE receipt ADD COLUMN inserts INTEGER",
    "ALTER TABLE receipt ADD COLUMN price INTEGER",
    "ALTER TABLE receipt ADD COLUMN measure TEXT",
    "ALTER TABLE endpoint ADD COLUMN options TEXT NOT NULL DEFAULT '{}'",
    "CREATE TABLE attachment (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT",
    """
    CREATE TABLE preset (
        row INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        system_prompt TEXT NOT NULL,
        options TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE price (
        host TEXT NOT NULL,
        model TEXT NOT NULL,
        price TEXT NOT NULL,
        PRIMARY KEY (host, model)
    ) STRICT, WITHOUT ROWID
    """,
)


def to_2(db: apsw.Connection) -> None:
    """Attached files, parts of usage, summaries in receipts; prices, presets and an endpoint's own parameters."""
    for statement in _TO_2:
        db.execute(statement)


def to_3(db: apsw.Connection) -> None:
    """What was asked aside: a question about a conversation that is no part of it."""
    db.execute("ALTER TABLE message ADD COLUMN aside INTEGER NOT NULL DEFAULT 0")


def to_4(db: apsw.Connection) -> None:
    """Folders of their own, so that one which holds nothing yet stays."""
    db.execute("CREATE TABLE folder (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")


# What the search index has not seen yet, in order; the index itself is a file of its own (see storage/index_file.py).
# A number is never used twice, so an index that comes from another time is noticed.
_TO_5 = (
    """
    CREATE TABLE unindexed (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        row INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER message_added AFTER INSERT ON message WHEN new.run IS NULL
    BEGIN INSERT INTO unindexed (kind, row) VALUES ('message', new.row); END
    """,
    """
    CREATE TRIGGER message_ended AFTER UPDATE OF run ON message WHEN new.run IS NULL
    BEGIN INSERT INTO unindexed (kind, row) VALUES ('message', new.row); END
    """,
    """
    CREATE TRIGGER message_removed AFTER DELETE ON message
    BEGIN INSERT INTO unindexed (kind, row) VALUES ('message', old.row); END
    """,
    """
    CREATE TRIGGER title_added AFTER INSERT ON conversation WHEN new.title <> ''
    BEGIN INSERT INTO unindexed (kind, row) VALUES ('title', new.row); END
    """,
    """
    CREATE TRIGGER title_changed AFTER UPDATE OF title ON conversation WHEN new.title IS NOT old.title
    BEGIN INSERT INTO unindexed (kind, row) VALUES ('title', new.row); END
    """,
    """
    CREATE TRIGGER title_removed AFTER DELETE ON conversation
    BEGIN INSERT INTO unindexed (kind, row) VALUES ('title', old.row); END
    """,
)


def to_5(db: apsw.Connection) -> None:
    """Messages and titles that changed are noted for the search index."""
    for statement in _TO_5:
        db.execute(statement)


def to_6(db: apsw.Connection) -> None:
    """The change of an old message is kept as what it is."""
    db.execute("ALTER TABLE conversation ADD COLUMN draft_edit TEXT")


def to_7(db: apsw.Connection) -> None:
    """Prompts that a person keeps."""
    columns = "row INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, text TEXT NOT NULL"
    db.execute(f"CREATE TABLE prompt ({columns}) STRICT")


def to_8(db: apsw.Connection) -> None:
    """The days on which the program ran."""
    db.execute("CREATE TABLE day (number INTEGER PRIMARY KEY) STRICT")


STEPS: tuple[Step, ...] = (to_1, to_2, to_3, to_4, to_5, to_6, to_7, to_8)


def version_of(db: apsw.Connection) -> int:
    return int(db.pragma("user_version"))


def refuse_foreign(db: apsw.Connection, path: str, known: int) -> None:
    """Raises `StoreTooNew` for a file of a newer program, `StoreDamaged` for one of another program."""
    db.execute("BEGIN")  # one moment for the three looks: another process may be making the file
    try:
        version, application = version_of(db), db.pragma("application_id")
        is_blank = version == 0 and application == 0 and not db.execute("SELECT 1 FROM sqlite_schema").fetchone()
    finally:
        db.execute("ROLLBACK")
    if not is_blank and application != APPLICATION_ID:
        raise StoreDamaged(path)
    if version > known:
        raise StoreTooNew(path, version, known)


def upgrade(db: apsw.Connection, put_aside: Callable[[int], object], steps: Sequence[Step] = STEPS) -> None:
    """Brings the file to the last step; `put_aside` makes the copy before the first one, given the old version."""
    version = version_of(db)
    if 0 < version < len(steps):
        put_aside(version)
    for number, step in enumerate(steps[version:], start=version + 1):
        with transaction(db):
            if version_of(db) < number:  # another process may have been here while we waited for the lock
                step(db)
                db.pragma("user_version", number)


@contextmanager
def transaction(db: apsw.Connection) -> Iterator[None]:
    """Everything inside or nothing. The write lock is taken at once: a transaction that has read can always write."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")

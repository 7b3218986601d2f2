"""A million messages, nearly half of them Chinese: how long it takes to find something in them, whether all of it is
found, and what the index costs; beside it what SQLite brings along for the same.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import apsw

from desktop_chat.domain.hits import Order, Question
from desktop_chat.domain.messages import Conversation, Message, Role, new_id
from desktop_chat.domain.query import parse
from desktop_chat.storage import conversations, rows
from desktop_chat.storage.indexing import SLICE
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.store import FILE_NAME, INDEX_NAME, Store, open_store
from tests.benchmarks.figure import Figure
from tests.benchmarks.seeded_text import Texts

_MESSAGES, _IN_A_CONVERSATION, _CHINESE = 1_000_000, 40, 0.45
_QUERIES, _SLOW_QUERIES, _COMPARED = 200, 20, 20
_FIRST_HITS = 500
_SLICES = 300
_BEGAN = datetime(2016, 1, 1, tzinfo=UTC)
_APART = timedelta(minutes=5)
_IMPORTED = 5  # every so manyth conversation was said long before it was stored


def figures(messages: int = _MESSAGES) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        directory, texts = Path(folder), Texts(_CHINESE)
        with open_store(directory) as store:
            size = _fill(store, texts, messages)
        yield Figure("search_messages", messages, "messages", "report")
        yield Figure("search_text", size / 1e6, "MB", "report")
        with open_store(directory) as store:
            yield from _indexing(store, size)
            queries = _queries(store, texts, messages)
            yield from _asking(store, queries)
            yield _recall(store, queries["two_chinese"])
        yield from _others(directory / FILE_NAME, queries)


def _fill(store: Store, texts: Texts, messages: int) -> int:
    """The bytes of all texts."""
    size = 0
    for first in range(0, messages, _IN_A_CONVERSATION):
        past = texts.place(first + 1) if first // _IN_A_CONVERSATION % _IMPORTED == 0 else first
        said = [texts.next() for _ in range(_IN_A_CONVERSATION)]
        size += sum(len(text.encode()) for text in said)
        store.database.write(_adding(said, _BEGAN + past * _APART), durable=False).result()
    return size


def _adding(said: list[str], at: datetime) -> Callable[[apsw.Connection], None]:
    """One conversation, with a retry here and there."""
    talk = Conversation(new_id(), at, at, said[0][:40])
    messages: list[Message] = []
    for number, text in enumerate(said):
        above = messages[-1 if number % 16 or number < 2 else -2].id if messages else None
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        messages.append(Message(new_id(), talk.id, above, role, text, at + number * _APART, model=role.value))

    def job(db: apsw.Connection) -> None:
        conversations.insert(db, talk)
        for message in messages:
            rows.insert(db, message, "")
        db.execute("UPDATE conversation SET head = ? WHERE id = ?", (messages[-1].id, talk.id))

    return job


def _indexing(store: Store, size: int) -> Iterator[Figure]:
    store.searching.indexing.work(4 * size)  # what was noted of messages that have their turn anyway
    slices = sorted(_ms(partial(store.searching.indexing.work, SLICE)) for _ in range(_SLICES))
    yield Figure("search_index_slice_p50", slices[len(slices) // 2], "ms", "report")
    yield Figure("search_index_slice_p99", slices[int(len(slices) * 0.99)], "ms", "report")
    began = time.perf_counter()
    while not store.searching.indexing.catch_up(60):
        pass
    yield Figure("search_index_at_once", time.perf_counter() - began, "s", "report")
    index = (store.directory / INDEX_NAME).stat().st_size
    yield Figure("search_index_per_text", index / size, "ratio", "<= 1.3")


def _queries(store: Store, texts: Texts, messages: int) -> dict[str, list[str]]:
    """Cut from messages at random: what is common is asked for often, as people do."""
    chinese, english = _samples(store, texts, messages)
    return {
        "two_chinese": [text[:2] for text in chinese],
        "four_chinese": [text[:4] for text in chinese],
        "one_chinese": [text[:1] for text in chinese],
        "english_word": [f"{words[0]} " for words in english],
        "english_prefix": [words[0][: 2 + number % 3] for number, words in enumerate(english)],
        "phrase": [f'"{words[0]} {words[1]}"' for words in english],
        "operators": [f"role:assistant after:2018 {words[0]}" for words in english],
    }


def _samples(store: Store, texts: Texts, messages: int) -> tuple[list[str], list[list[str]]]:
    chinese: list[str] = []
    english: list[list[str]] = []
    while len(chinese) < _QUERIES or len(english) < _QUERIES:
        row = 1 + texts.place(messages)
        text = store.database.reader().execute("SELECT text FROM message WHERE row = ?", (row,)).get
        place = texts.place(len(text))
        if text.isascii():
            words = text[:-1].lower().split()
            start = texts.place(len(words) - 1)
            english.append(words[start : start + 2])
        elif text[place : place + 4].isalpha() and len(text) >= place + 4:
            chinese.append(text[place : place + 4])
    return chinese[:_QUERIES], english[:_QUERIES]


def _asking(store: Store, queries: dict[str, list[str]]) -> Iterator[Figure]:
    bars = {"two_chinese": 50, "one_chinese": 300, "english_word": 20, "english_prefix": 50}
    for name, asked in queries.items():
        times = sorted(_ms(partial(store.find, Question(parse(query)), Stop())) for query in asked)
        yield Figure(f"search_{name}_p50", times[len(times) // 2], "ms", "report")
        yield Figure(
            f"search_{name}_p99", times[int(len(times) * 0.99)], "ms", f"<= {bars[name]}" if name in bars else "report"
        )
    ranked = sorted(
        _ms(partial(store.find, Question(parse(query), Order.RANKED), Stop()))
        for query in queries["two_chinese"][:_COMPARED]
    )
    yield Figure("search_ranked_p50", ranked[len(ranked) // 2], "ms", "report")
    titles = sorted(_ms(partial(store.find_titles, parse(query))) for query in queries["two_chinese"])
    yield Figure("search_titles_p99", titles[int(len(titles) * 0.99)], "ms", "report")


def _recall(store: Store, queries: list[str]) -> Figure:
    """Of the newest that a plain look through all texts finds, how many are among the newest found, in their order."""
    asked = queries[:_COMPARED]
    wanted: dict[str, list[str]] = {query: [] for query in asked}
    everything = "SELECT id, text FROM message ORDER BY created_at DESC, row DESC"
    for identifier, text in store.database.reader().execute(everything):
        for query, found in wanted.items():
            if len(found) < _FIRST_HITS and query in text:
                found.append(identifier)
    same = total = 0
    for query, rows_wanted in wanted.items():
        answer = store.find(Question(parse(query), limit=_FIRST_HITS), Stop())
        got = [hit.message_id for hit in answer.hits] if answer else []
        same += sum(one == other for one, other in zip(got, rows_wanted, strict=False))
        total += len(rows_wanted)
    return Figure("search_two_chinese_recall", same / total, "share", ">= 1")


def _others(path: Path, queries: dict[str, list[str]]) -> Iterator[Figure]:
    """What the same takes without an index of ours."""
    db = apsw.Connection(str(path))
    db.execute("PRAGMA temp_store=MEMORY")
    like = "SELECT id FROM message WHERE text LIKE ? ORDER BY created_at DESC LIMIT 51"
    yield from _slow("search_like_two_chinese", db, like, [f"%{query}%" for query in queries["two_chinese"]])
    began = time.perf_counter()
    db.execute("ATTACH ? AS other", (str(path.with_name("other.db")),))
    db.execute("CREATE VIRTUAL TABLE other.trigrams USING fts5(text, content='', detail=none, tokenize='trigram')")
    with db:
        db.execute("INSERT INTO other.trigrams (rowid, text) SELECT row, text FROM main.message ORDER BY row")
    yield Figure("search_trigram_index", time.perf_counter() - began, "s", "report")
    yield Figure("search_trigram_index_size", path.with_name("other.db").stat().st_size / 1e6, "MB", "report")
    match = "SELECT rowid FROM other.trigrams WHERE trigrams MATCH ? ORDER BY rowid DESC LIMIT 51"
    yield from _slow("search_trigram_three_chinese", db, match, [f'"{query[:3]}"' for query in queries["four_chinese"]])
    found = db.execute(match, (f'"{queries["two_chinese"][0]}"',)).fetchall()
    yield Figure("search_trigram_two_chinese_found", len(found), "messages", "report")
    db.close()


def _slow(name: str, db: apsw.Connection, query: str, values: Iterable[str]) -> Iterator[Figure]:
    """What is common is met early; what is rare, only at the end."""
    times = sorted(_ms(partial(_all, db, query, value)) for value in list(values)[:_SLOW_QUERIES])
    yield Figure(f"{name}_p50", times[len(times) // 2], "ms", "report")
    yield Figure(f"{name}_max", times[-1], "ms", "report")


def _all(db: apsw.Connection, query: str, value: str) -> object:
    return db.execute(query, (value,)).fetchall()


def _ms(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000

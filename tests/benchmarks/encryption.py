"""What encryption costs: the same conversations plain and encrypted, in turns in one run, as ratios."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from desktop_chat.domain.messages import ConversationId, Message, Role, new_id
from desktop_chat.storage import conversion, encryption, key_file
from desktop_chat.storage.store import Store, open_store
from tests.benchmarks.figure import Figure
from tests.storage.making import ask, at, conversation, done

T = TypeVar("T")

_PASSPHRASE = "a passphrase for measuring"
_MESSAGES, _ROUNDS, _TICKS = 10_000, 9, 200
_WORDS = ("the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog", "and")


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        plain, sealed = Path(folder) / "plain", Path(folder) / "sealed"
        talk = _filled(plain)
        shutil.copytree(plain, sealed)
        size = (plain / "chats.db").stat().st_size / 1e6
        taken = _ms(lambda: conversion.encrypt(sealed, _PASSPHRASE))
        passphrase = statistics.median(_ms(lambda: key_file.get(sealed, _PASSPHRASE)) for _ in range(3))
        yield Figure("encryption_passphrase_once_a_start", passphrase, "ms", "report")
        yield Figure("encryption_of_a_megabyte", (taken - passphrase) / size, "ms", "report")
        yield _ratio("encryption_open", (plain, sealed), _opened, "<= 2")
        with open_store(plain) as one, open_store(sealed) as other:
            both = (one, other)
            for store in both:
                store.search("nobody")
            yield _ratio("encryption_read_10000_messages", both, lambda store: store.conversations.tree(talk), "<= 2.5")
            yield _ratio("encryption_search", both, lambda store: store.search("number4711"), "<= 5")
            yield _ratio("encryption_search_of_much", both, lambda store: store.search("quick fox"), "<= 3")
            yield _ratio("encryption_send", both, _sent, "<= 2")
            yield _ratio("encryption_stream_tick", both, _streamed, "<= 2")
        encryption.forget_key(sealed)


def _filled(directory: Path) -> ConversationId:
    with open_store(directory) as store:
        talk = conversation("long")
        messages: list[Message] = []
        for number in range(_MESSAGES):
            parent = messages[-1].id if messages else None
            role = (Role.USER, Role.ASSISTANT)[number % 2]
            messages.append(
                Message(new_id(), talk.id, parent, role, f"number{number} {' '.join(_WORDS * 10)}", at(number))
            )
        done(store.conversations.create(talk, messages))
    return talk.id


def _opened(directory: Path) -> None:
    open_store(directory).close()


def _sent(store: Store) -> None:
    ask(store, conversation("sent"), "a question")


def _streamed(store: Store) -> None:
    """As many small writes as a reply makes in a minute, one after another."""
    row = "INSERT INTO stream_log (message, kind, data, crc) VALUES (-1, 'text', 'some words of it', 0)"
    for _ in range(_TICKS):
        store.database.write(lambda db: db.execute(row), durable=False).result()


def _ratio(name: str, both: tuple[T, T], action: Callable[[T], object], bar: str) -> Figure:
    """Encrypted to plain, of the medians."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for which, taken in zip(both, times, strict=True):
            taken.append(_ms(lambda it=which: action(it)))  # type: ignore[misc]
    plain, sealed = (statistics.median(taken) for taken in times)
    return Figure(name, sealed / plain, "x", bar)


def _ms(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000

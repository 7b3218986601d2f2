"""Damage as disks do it: bits that flip, pages that become zeros, a tail or a log that is cut off."""

import random
from collections.abc import Callable
from pathlib import Path

from desktop_chat.domain.messages import Message
from desktop_chat.storage.store import Store
from tests.storage.making import conversation, exchange

PAGE = 4096


def talks(store: Store, count: int = 6, exchanges: int = 6) -> None:
    """Conversations that fill some pages."""
    for talk in range(count):
        about, last = conversation(f"talk {talk}", talk), None
        for number in range(exchanges):
            question, reply = f"question {talk} {number} " * 20, f"answer {talk} {number} " * 80
            last = exchange(store, about, question, reply, last.id if last else None)


def said(store: Store) -> dict[str, Message]:
    """All messages by their id."""
    found: dict[str, Message] = {}
    for about in store.conversations.summaries():
        found |= {message.id: message for message in store.conversations.tree(about.id).values()}
    return found


def flip_bits(path: Path, dice: random.Random, count: int = 8) -> set[int]:
    """The pages that are not what they were, numbered from 1."""
    raw, hit = bytearray(path.read_bytes()), set()
    for _ in range(count):
        place = dice.randrange(len(raw))
        raw[place] ^= 1 << dice.randrange(8)
        hit.add(place // PAGE + 1)
    path.write_bytes(raw)
    return hit


def zero_pages(path: Path, dice: random.Random, count: int = 3) -> set[int]:
    raw = bytearray(path.read_bytes())
    hit = {dice.randrange(len(raw) // PAGE) + 1 for _ in range(count)}
    for number in hit:
        raw[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    path.write_bytes(raw)
    return hit


def cut_tail(path: Path, dice: random.Random) -> set[int]:
    raw = path.read_bytes()
    end = dice.randrange(PAGE, len(raw))
    path.write_bytes(raw[:end])
    return set(range(end // PAGE + 1, len(raw) // PAGE + 1))


def cut_log(path: Path, dice: random.Random) -> set[int]:
    """The log beside `path` ends somewhere; no page of the file itself is touched."""
    log = path.with_name(f"{path.name}-wal")
    raw = log.read_bytes()
    log.write_bytes(raw[: dice.randrange(len(raw))])
    return set()


KINDS: tuple[Callable[[Path, random.Random], set[int]], ...] = (flip_bits, zero_pages, cut_tail, cut_log)

"""P7: a damaged database stays as it is, byte for byte, and what stands on its intact pages is recovered."""

import hashlib
import random
import shutil
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.storage.cells import LEAF, Page
from desktop_chat.storage.pages import Pages
from desktop_chat.storage.restoring import restore_what_can_be_read
from desktop_chat.storage.store import FILE_NAME, open_store
from desktop_chat.storage.wreck import Wreck
from tests.benchmarks.figure import Figure
from tests.storage.damaging import KINDS, cut_log, said, talks

DAMAGES = 200
_LOG = f"{FILE_NAME}-wal"


@dataclass(frozen=True)
class Original:
    """A data directory of a program that died, what was said in it, and on which pages each message lies."""

    folder: Path
    messages: dict[MessageId, Message]
    places: dict[MessageId, frozenset[int]]


@dataclass(frozen=True)
class Outcome:
    kind: str
    expected: int
    missing: int
    changed: int
    is_untouched: bool
    is_sound: bool


def prepared(folder: Path) -> Original:
    """With a log beside it that has not been worked off, as a kill leaves it."""
    with open_store(folder / "live") as store:
        talks(store)
        store.database.run(
            lambda: store.database._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        ).result()
        talks(store, count=2)
        messages = said(store)
        (folder / "dead").mkdir(mode=0o700)
        for name in (FILE_NAME, _LOG):
            shutil.copyfile(folder / "live" / name, folder / "dead" / name)
    return Original(folder / "dead", messages, _places(folder / "live" / FILE_NAME))


def damage_once(original: Original, folder: Path, seed: int) -> Outcome:
    """Damages a copy, salvages it, and looks at what is there then."""
    dice, damage = random.Random(seed), KINDS[seed % len(KINDS)]
    shutil.copytree(original.folder, folder)
    path = folder / FILE_NAME
    if damage is not cut_log:  # so that the file alone is what is damaged
        _work_off(path)
    hit = damage(path, dice)
    expected = _readable(folder) if damage is cut_log else _intact(original, hit)
    before = _hashes(path)
    try:
        restored = restore_what_can_be_read(folder)
    except StoreDamaged:
        return Outcome(damage.__name__, len(expected), len(expected), 0, _hashes(path) == before, is_sound=True)
    with open_store(folder) as store:
        found = said(store)
        is_sound = store.check().ok
    assert restored.kept_as is not None
    return Outcome(
        damage.__name__,
        len(expected),
        len(expected.keys() - found.keys()),
        sum(found[one].text != text for one, text in expected.items() if one in found),
        _hashes(restored.kept_as) == before,
        is_sound,
    )


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        original = prepared(Path(folder))
        found = [damage_once(original, Path(folder) / str(seed), seed) for seed in range(DAMAGES)]
    yield Figure("damaged databases", len(found), "files", f">= {DAMAGES}")
    yield Figure("damaged originals not byte-identical", sum(not one.is_untouched for one in found), "files", "0")
    yield Figure("messages on intact pages", sum(one.expected for one in found), "messages", ">= 1")
    yield Figure("messages on intact pages not recovered", sum(one.missing for one in found), "messages", "0")
    yield Figure("messages on intact pages with other words", sum(one.changed for one in found), "messages", "0")
    yield Figure("recovered files that are not sound", sum(not one.is_sound for one in found), "files", "0")


def _intact(original: Original, hit: set[int]) -> dict[MessageId, str]:
    return {one: original.messages[one].text for one, pages in original.places.items() if not pages & hit}


def _readable(folder: Path) -> dict[MessageId, str]:
    """What SQLite itself still finds after a log was cut."""
    copy = folder.with_name(f"{folder.name}-readable")
    shutil.copytree(folder, copy)
    with open_store(copy) as store:
        return {one: message.text for one, message in said(store).items()}


def _hashes(path: Path) -> list[str]:
    files = (path, path.with_name(f"{path.name}-wal"))
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.exists()]


def _work_off(path: Path) -> None:
    db = apsw.Connection(str(path))
    db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    db.close()


def _places(path: Path) -> dict[MessageId, frozenset[int]]:
    """The pages of each message: its leaf, and what follows where it is long."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").get
    db.close()
    pages, found = Pages(path), {}
    for page in Wreck(pages, ())._tree(root):
        if page.kind == LEAF:
            for place, row in zip(page._places(), page.rows(), strict=True):
                assert row is not None
                found[str(row.values[1])] = frozenset({page.number, *_following(pages, page, place)})
    pages.close()
    return found


def _following(pages: Pages, page: Page, place: int) -> Iterator[int]:
    """Where the row at `place` goes on, told by the number behind the part of it that stands on its leaf."""
    usable, raw = pages.usable, page.raw
    length, shift = 0, place
    while True:
        length = length << 7 | raw[shift] & 0x7F
        shift += 1
        if raw[shift - 1] < 0x80:
            break
    while raw[shift] >= 0x80:
        shift += 1
    shift += 1
    if length <= usable - 35:
        return
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    number = struct.unpack_from(">I", raw, shift + (here if here <= usable - 35 else least))[0]
    while number:
        yield number
        number = struct.unpack_from(">I", pages.page(number))[0]

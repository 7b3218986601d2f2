"""P2: power cuts. What was written and not synced may be gone, or be there in part, whatever came first.

A layer between SQLite and the disk remembers what each file held when it was last synced and what was written since. A
cut is then a copy of what was synced with some of the rest, sector by sector.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Message
from desktop_chat.storage.store import open_store
from tests.benchmarks.figure import Figure
from tests.faults.kills import ROOT, _age_ms, _is_there, _is_whole
from tests.support.patience import PATIENCE_S

CUTS = 300
_AT_ONCE = 30


@dataclass(frozen=True)
class Found:
    """What one cut left: turns that are missing, replies with a hole, how old the newest saved text of each is."""

    is_sound: bool
    missing: int
    holes: int
    ages_ms: tuple[float, ...]


def cut_while_streaming(folder: Path, seed: int, cuts: int) -> list[Found]:
    """Lets a child stream and make so many cuts, then looks at what each left."""
    command = [sys.executable, "-m", "tests.faults.power_child", str(folder), str(seed), str(cuts)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=PATIENCE_S * 2)
    return [_look(folder / f"cut-{number}") for number in range(cuts)]


def _look(folder: Path) -> Found:
    known: dict[str, Any] = json.loads((folder / "known.json").read_text())
    (folder / "known.json").unlink()
    try:
        with open_store(folder) as store:
            replies = [
                store.conversations.message(one) for one in known["begun"] if _is_there(store, one, known["asked"][one])
            ]
            return Found(
                store.check().ok,
                sum(not _is_there(store, reply, question) for reply, question in known["asked"].items()),
                sum(not _is_whole(reply.text) for reply in replies),
                tuple(_age(reply, known) for reply in replies),
            )
    except ChatError:
        return Found(is_sound=False, missing=len(known["asked"]), holes=0, ages_ms=())


def _age(reply: Message, known: dict[str, Any]) -> float:
    """Of what is saved of a reply that was being written; of its beginning where nothing is."""
    if reply.text:
        return _age_ms(reply, known["at"])
    return float(known["at"] - known["begun"][reply.id]) / 1000


def figures() -> Iterator[Figure]:
    found: list[Found] = []
    for seed in range(CUTS // _AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            found += cut_while_streaming(Path(folder), seed, _AT_ONCE)
    ages = [age for one in found for age in one.ages_ms]
    yield Figure("power cuts", len(found), "cuts", f">= {CUTS}")
    yield Figure("replies that a power cut hit", len(ages), "replies", ">= 1")
    yield Figure("files not sound after a power cut", sum(not one.is_sound for one in found), "files", "0")
    yield Figure("sent messages missing after a power cut", sum(one.missing for one in found), "messages", "0")
    yield Figure("replies with a hole after a power cut", sum(one.holes for one in found), "replies", "0")
    yield Figure("oldest text that a power cut took", max(ages, default=0), "ms", "<= 1500")

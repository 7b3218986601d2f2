"""Two hours of a busy day: eight replies at once without a pause, while somebody switches, searches, exports, imports.

What a process holds, how many descriptors and threads it has and how long its window stood still are noted every few
seconds; `build/soak.csv` and `build/soak.png` show them over time. DESKTOP_CHAT_SOAK_MINUTES makes the day shorter.
"""

import csv
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLineEdit

from desktop_chat.app import Run
from desktop_chat.domain.messages import ConversationId, Message, Status
from desktop_chat.services.transfers import ExportFormat, Order
from tests.benchmarks.conversation import MIXED, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.streaming import Pulse, run_at_a_pace
from tests.faults.curves import draw_curves
from tests.support.program import named, wait_until

_BUILD = Path(__file__).resolve().parents[2] / "build"
_MINUTES = float(os.environ.get("DESKTOP_CHAT_SOAK_MINUTES", "120"))
_STREAMS, _RATE, _TOKENS = 8, 50, (100, 800)
_CONVERSATIONS, _TURNS = 24, 12
_SAMPLE_S = 5
_WORDS = ("database", "backup", "页面", "校验", "token stream", "没有")
_EVERY_MS = {"ask": 100, "switch": 1500, "search": 4000, "leave_search": 4700, "export": 45_000, "import_": 60_000}
_FORMS = tuple(ExportFormat)


@dataclass(frozen=True)
class Sample:
    """What the process was like at one moment; the stall is the longest since the moment before."""

    minute: float
    memory_mb: float
    descriptors: int
    threads: int
    stall_ms: float


class Day(QObject):
    """Somebody who never rests. Everything is done by the timers of the window's own event loop."""

    def __init__(self, run: Run, folder: Path, tokens: tuple[int, int] = _TOKENS) -> None:
        """Replies have from `tokens` to `tokens` of them."""
        super().__init__()
        self._run, self._folder, self._tokens = run, folder, tokens
        self._chance = random.Random(7)
        self._asked: dict[ConversationId, list[int]] = {}
        self._archive: Path | None = None
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []
        run.services.transfers.exported.connect(self._keep)
        self._timers = [QTimer(self, interval=every) for every in _EVERY_MS.values()]
        for name, timer in zip(_EVERY_MS, self._timers, strict=True):
            timer.timeout.connect(getattr(self, name))
            timer.start()

    def stop(self) -> None:
        """Asks for nothing any more, and waits for what was asked for."""
        for timer in self._timers:
            timer.stop()
        services = self._run.services
        wait_until(lambda: not any(map(services.chat.is_busy, self._asked)), "the last reply", 120_000)
        wait_until(
            lambda: not (services.importing.is_busy or services.transfers.is_running()), "the transfers", 120_000
        )
        for conversation_id in self._asked:
            self._look_at(conversation_id)

    @Slot()
    def ask(self) -> None:
        chat = self._run.services.chat
        busy = {one for one in self._asked if chat.is_busy(one)}
        conversation_id = self._one_that_rests(busy) if len(busy) < _STREAMS else None
        if conversation_id is None:
            return
        tokens = self._chance.randint(*self._tokens)
        self._asked[conversation_id].append(tokens)
        chat.send(conversation_id, f"{_RATE} {tokens} {MIXED}")
        self.done["replies"] += 1

    @Slot()
    def switch(self) -> None:
        if self._asked:
            self._run.window.open(self._chance.choice(list(self._asked)))
            self.done["switches"] += 1

    @Slot()
    def search(self) -> None:
        self._field().setText(self._chance.choice(_WORDS))
        self.done["searches"] += 1

    @Slot()
    def leave_search(self) -> None:
        self._field().clear()

    @Slot()
    def export(self) -> None:
        transfers = self._run.services.transfers
        if transfers.is_running() or not self._asked:
            return
        form = _FORMS[self.done["exports"] % len(_FORMS)]
        whole = self.done["exports"] % 2
        only = None if whole else self._chance.choice(list(self._asked))
        transfers.export(Order(self._folder / f"{form}{'.zip' if whole else ''}", form, conversation_id=only))
        self.done["exports"] += 1

    @Slot()
    def import_(self) -> None:
        importing = self._run.services.importing
        if self._archive is not None and not importing.is_busy:
            importing.take(self._archive)
            self.done["imports"] += 1

    @Slot(object)
    def _keep(self, path: Path) -> None:
        if path.suffix != ".pdf":
            self._archive = path

    def _one_that_rests(self, busy: set[ConversationId]) -> ConversationId | None:
        """A new one while there are few; one that has had all its turns goes into the trash and makes room."""
        if len(self._asked) < _CONVERSATIONS:
            new = self._run.services.library.new().id
            if new in self._asked:  # its first question is on its way to the disk
                return None
            self._asked[new] = []
            return new
        resting = [one for one in self._asked if one not in busy]
        one = self._chance.choice(resting) if resting else None
        if one is not None and len(self._asked[one]) >= _TURNS:
            self._look_at(one)
            del self._asked[one]
            self._run.services.filing.trash([one])
            self.done["trashed"] += 1
            return None
        return one

    def _look_at(self, conversation_id: ConversationId) -> None:
        """Every reply must be what the server wrote, and complete."""
        replies = [m for m in self._run.services.chat.branch(conversation_id) if m.is_reply]
        asked = self._asked[conversation_id]
        if len(replies) != len(asked):
            self.wrong.append(f"{conversation_id}: {len(replies)} replies to {len(asked)} questions")
        self.wrong += [m.id for m, tokens in zip(replies, asked, strict=False) if not _is_whole(m, tokens)]

    def _field(self) -> QLineEdit:
        field = named(self._run, "Search")
        assert isinstance(field, QLineEdit)
        return field


def _is_whole(reply: Message, tokens: int) -> bool:
    return reply.status is Status.COMPLETE and reply.text == "".join(streamed()[MIXED][:tokens])


def figures() -> Iterator[Figure]:
    with run_at_a_pace() as run, tempfile.TemporaryDirectory() as folder:
        day = Day(run, Path(folder))
        samples = live(day, _MINUTES * 60)
    _BUILD.mkdir(exist_ok=True)
    _write(samples, _BUILD / "soak.csv")
    curves = {field.name: [(s.minute, float(getattr(s, field.name))) for s in samples] for field in fields(Sample)[1:]}
    draw_curves(curves, "minutes", _BUILD / "soak.png")
    yield Figure("soak_minutes", samples[-1].minute, "min", "report")
    for name, count in sorted(day.done.items()):
        yield Figure(f"soak_{name}", count, "times", "report")
    yield Figure("soak_replies_wrong", len(day.wrong), "replies", "0")
    yield Figure("soak_memory_growth", _growth(samples, lambda s: s.memory_mb), "MB", "<= 20")
    yield Figure("soak_descriptors_growth", _growth(samples, lambda s: s.descriptors), "descriptors", "<= 0")
    yield Figure("soak_threads_growth", _growth(samples, lambda s: s.threads), "threads", "<= 0")
    stalls = sorted(s.stall_ms for s in samples)
    yield Figure("soak_stall_median", statistics.median(stalls), "ms", "report")
    yield Figure("soak_stall_p99", stalls[int(0.99 * (len(stalls) - 1))], "ms", "<= 100")


def live(day: Day, seconds: float) -> Sequence[Sample]:
    """A busy while, and what the process was like in it."""
    samples, began, pulse = [], time.monotonic(), Pulse()
    while time.monotonic() - began < seconds:
        until = time.monotonic() + min(_SAMPLE_S, seconds)
        wait_until(lambda until=until: time.monotonic() > until, "time", 60_000)  # type: ignore[misc]
        stall, pulse.gaps_ms = pulse.stall_ms(1.0), pulse.gaps_ms[-1:]
        samples.append(Sample((time.monotonic() - began) / 60, *_held(), stall))
    pulse.stop()
    day.stop()
    return samples


def _held() -> tuple[float, int, int]:
    """Resident megabytes, descriptors and threads of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    memory_mb = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return memory_mb, len([*Path("/proc/self/fd").iterdir()]), len([*Path("/proc/self/task").iterdir()])


def _growth(samples: Sequence[Sample], of: Callable[[Sample], float]) -> float:
    """The median of the last tenth above that of the second: the first is when caches fill."""
    tenth = max(1, len(samples) // 10)
    early, late = samples[tenth : 2 * tenth] or samples, samples[-tenth:]
    return statistics.median(map(of, late)) - statistics.median(map(of, early))


def _write(samples: Sequence[Sample], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Sample))
        writer.writerows(astuple(sample) for sample in samples)

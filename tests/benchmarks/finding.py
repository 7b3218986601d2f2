"""What it costs to find a word in ten thousand messages: no slice may be felt, and what is seen is marked at once."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui.collecting import Collecting
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from tests.benchmarks.collected import collecting_as_the_program_does
from tests.benchmarks.figure import Figure
from tests.services.world import a_world
from tests.ui.transcript.conftest import Talk
from tests.ui.transcript.constructs import CHINESE, ENGLISH, QUESTION

_EXCHANGES = 5000
_PLAIN = (
    "A plain reply says **what** it has to say in a line or two,\nand nothing else.\n\n- one thing\n- and another\n"
)
_RARE_AT = 4000
_STEPS = 9
_SETTLED = 200  # turns of the event loop
_WORDS = {"common": "the", "common_chinese": "备份", "absent": "zanzibar", "rare": "needle", "signs": "->"}


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert isinstance(app, QApplication)
    theme = Theme(app)
    theme.set_mode(ThemeMode.LIGHT)
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        world.add_endpoint()
        view = Transcript(world.chat, world.replies, world.library, theme, lambda: [("Model", "test-model", "")])
        view.resize(900, 600)
        view.show()
        view.open(_talk().stored_in(world))
        view.grab()
        with collecting_as_the_program_does():
            Collecting(view)
            for name, word in _WORDS.items():
                yield from _finding(view, name, word)
        view.close()
        view.deleteLater()
    theme.deleteLater()


def _talk() -> Talk:
    talk = Talk()
    for number in range(_EXCHANGES):
        talk.ask(f"{QUESTION} {number}")
        talk.answer(f"{(ENGLISH, CHINESE, _PLAIN, _PLAIN)[number % 4]}\n{'A needle.' if number == _RARE_AT else ''}")
    return talk


def _finding(view: Transcript, name: str, word: str) -> Iterator[Figure]:
    finder = view.finder
    finder.look_for("")
    _settle()
    cpu = time.thread_time()
    first = _ms(partial(_then_turn, partial(finder.look_for, word)))
    yield Figure(f"find_{name}_first_marks", first, "ms", "<= 50")
    slices = [0.0]
    while not finder.is_complete:
        slices.append(_ms(QCoreApplication.processEvents))
    yield Figure(f"find_{name}_longest_slice", max(slices), "ms", "<= 8")
    yield Figure(f"find_{name}_all", (time.thread_time() - cpu) * 1000, "ms", "report")
    yield Figure(f"find_{name}_hits", finder.count, "hits", "report")
    steps = [_ms(partial(_then_turn, finder.next)) for _ in range(_STEPS)]
    yield Figure(f"find_{name}_next_median", statistics.median(steps), "ms", "<= 50")


def _then_turn(action: Callable[[], None]) -> None:
    action()
    QCoreApplication.processEvents()


def _settle() -> None:
    """Let what is seen be painted and coloured."""
    for _ in range(_SETTLED):
        QCoreApplication.processEvents()


def _ms(action: Callable[[], object]) -> float:
    """What it takes of this thread."""
    began = time.thread_time()
    action()
    return (time.thread_time() - began) * 1000

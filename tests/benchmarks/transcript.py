"""What the transcript costs: to open, and to follow a long reply whose end must cost no more than its beginning."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.looks import body_look
from desktop_chat.ui.transcript.transcript import Transcript
from tests.benchmarks.figure import Figure
from tests.services.world import a_world
from tests.ui.transcript.conftest import Talk

_EXCHANGES = 500
_ROUNDS = 7
_TOKENS = 20_000
_TOKENS_PER_FLUSH = 8
_WIDTH = 680
_TEXTS = {
    "lines": ("A ", "line ", "of ", "a ", "reply", " that ", "ends ", "here.\n"),
    "one_line": ("words ", "of ", "a ", "line ", "that ", "goes ", "on ", "and "),
    "chinese": ("备份", "数据库", "时", "要", "小心", "，", "先", "停"),
    "code": ("```python\n", "x ", "= ", "1", "\n", "print(x)", "\n", "```\n"),
}


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert isinstance(app, QApplication)
    theme = Theme(app)
    theme.set_mode(ThemeMode.LIGHT)
    yield from _opening(theme)
    for name, text in _TEXTS.items():
        yield from _growing(name, text, theme)
    theme.deleteLater()


def _opening(theme: Theme) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        world.add_endpoint()
        view = Transcript(world.chat, world.replies, world.library, theme, lambda: [("Model", "test-model", "")])
        view.resize(900, 600)
        view.show()
        talks = [Talk().exchanges(_EXCHANGES, lines=20).stored_in(world) for _ in range(_ROUNDS)]
        times = [_ms(partial(_show, view, talk)) for talk in talks]
        yield Figure("transcript_open_1000_messages_median", statistics.median(times), "ms", "report")
        view.close()
        view.deleteLater()


def _show(view: Transcript, conversation_id: str) -> None:
    view.open(conversation_id)
    view.grab()


def _growing(name: str, text: tuple[str, ...], theme: Theme) -> Iterator[Figure]:
    """The first tenth of the flushes against the last, in one run; a flush brings what a fast model writes in 16 ms."""
    look = body_look(theme, tokens.BODY)
    body = Body("", look)

    def flush(words: str) -> None:
        body.append(words)
        body.lay_out(_WIDTH, look)

    words = "".join(text[number % len(text)] for number in range(_TOKENS_PER_FLUSH))
    times = [_ms(lambda: flush(words)) for _ in range(_TOKENS // _TOKENS_PER_FLUSH)]
    tenth = len(times) // 10
    early, late = statistics.median(times[:tenth]), statistics.median(times[-tenth:])
    yield Figure(f"transcript_flush_late_to_early_{name}", late / early, "times", "<= 2")
    yield Figure(f"transcript_flush_late_{name}", late, "ms", "report")


def _ms(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000

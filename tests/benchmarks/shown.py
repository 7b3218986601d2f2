"""A transcript on real services, as the window has it, and replies that grow in it flush by flush.

A flush is what the GUI thread gets in 16 ms. It comes the way it comes in the program, as a delivery of the outbox:
replies, story and view all do their work, and then what has changed is painted. Only the stream's thread is left out,
so that a figure is what the GUI thread does and not how two threads share a processor.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import ConversationId, Message, MessageId, now
from desktop_chat.domain.models import Request
from desktop_chat.domain.streaming import Cancel, Ended, Sink, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.services.outbox import FRAME_MS, Parcel
from desktop_chat.ui.collecting import Collecting
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from tests.benchmarks.collected import collecting_as_the_program_does
from tests.services.world import World, a_world
from tests.support.program import the_theme, wait_until
from tests.ui.transcript.conftest import Talk

WIDTH, HEIGHT = 960, 760
_PATIENCE_S, _PATIENCE_MS = 600.0, 60_000
_MOST_IDLE = 8  # slices of two milliseconds that fit between two flushes


class Paints(QObject):
    """Counts the paint events of a viewport: a figure that was measured without one is none."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view)
        self.count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


class Shown:
    """The view and what is below it."""

    def __init__(self, world: World, theme: Theme) -> None:
        self.world = world
        self.view = Transcript(world.chat, world.replies, world.library, theme, lambda: [("Model", "test-model", "")])
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()
        QTest.qWaitForWindowExposed(self.view)
        self.paints = Paints(self.view)
        self._loop = QEventLoop()

    def store(self, count: int, pool: Sequence[str]) -> ConversationId:
        """A conversation of so many messages."""
        return talk(count, pool).stored_in(self.world)

    def open(self, conversation_id: ConversationId) -> None:
        """Show it, with its first picture."""
        self.view.open(conversation_id)
        self.paint()

    def paint(self) -> None:
        """Everything that has changed, as the window system would ask for it."""
        QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
        self._loop.processEvents()

    def rest(self) -> None:
        """What is done when nothing else is to do, as far as the time between two flushes allows."""
        for _ in range(_MOST_IDLE):
            if not self._loop.processEvents():
                return

    def begin(self, conversation_id: ConversationId) -> Message:
        """A reply that says nothing by itself."""
        self.world.answer = _until_stopped
        chat = self.world.chat
        chat.send(conversation_id, "Go on.")
        wait_until(lambda: chat.writing_in(conversation_id) is not None, "the reply's begin", _PATIENCE_MS)
        reply = chat.writing_in(conversation_id)
        assert reply is not None
        wait_until(lambda: bool(self.world.replies.current(reply).text), "its first word", _PATIENCE_MS)
        self.paint()
        self.rest()
        return reply

    def stop(self, conversation_id: ConversationId) -> None:
        self.world.chat.stop(conversation_id)
        wait_until(lambda: not self.world.chat.is_busy(conversation_id), "the reply's end", _PATIENCE_MS)

    def flush(self, reply: MessageId, pieces: Sequence[str]) -> None:
        """They arrive and are painted."""
        self.world.outbox.delivered.emit(tuple(Parcel(reply, TextDelta(piece)) for piece in pieces))
        self.paint()


def _until_stopped(_: Request, sink: Sink, cancel: Cancel) -> None:
    assert isinstance(cancel, Cancellation)
    sink(TextDelta("Well.\n\n"))
    cancel.wait(_PATIENCE_S)
    sink(Ended(now(), stopped=True))


def talk(count: int, pool: Sequence[str]) -> Talk:
    """That many messages, in turn of a person and of a model."""
    made = Talk()
    for number in range(count):
        text = pool[number % len(pool)]
        # No two are the same, as they are not when people write.
        if number % 2:
            made.answer(f"{text}\n\n{number}")
        else:
            made.ask(f"{number}: {text}")
    return made


@contextmanager
def shown() -> Iterator[Shown]:
    """An empty transcript on an empty store."""
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        world.add_endpoint()
        made = Shown(world, the_theme())
        with collecting_as_the_program_does():
            Collecting(made.view)
            yield made
            made.view.close()
            made.view.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def in_flushes(tokens: Sequence[str], per_second: int) -> list[Sequence[str]]:
    """The tokens as flushes bring them at that pace."""
    size = per_second * FRAME_MS // 1000
    return [tokens[start : start + size] for start in range(0, len(tokens), size)]


def cpu_ms(action: Callable[[], object]) -> float:
    """What this thread works for it."""
    began = time.thread_time()
    action()
    return (time.thread_time() - began) * 1000


def wall_ms(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def share(values: Sequence[float], part: float) -> float:
    """What that part of the values stay below or at."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

"""The program, brought into a state: on real services, a furnished store and a provider on loopback."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.app import Run
from desktop_chat.ui.popup import Popup
from tests.gallery.content import MODELS, Content
from tests.gallery.furnishing import Talks, furnish
from tests.support import script
from tests.support.program import press, running, wait_until
from tests.support.script import Script
from tests.support.wire_server import Received, WireServer

W = TypeVar("W", bound=QWidget)
_QUIET_TURNS = 12
_MOST_TURNS = 600
_WORD_S = 0.01
USUAL = QSize(1200, 800)


@dataclass
class Stage:
    """One running program; `beside` is a folder for files of a state."""

    run: Run
    server: WireServer
    talks: Talks
    content: Content
    beside: Path

    def do(self, command: str) -> None:
        """Runs a command of the window's table."""
        self.run.window.commands.action(command).trigger()

    def open(self, conversation_id: str) -> None:
        self.run.window.open(conversation_id)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(QApplication.focusWidget() or self.run.window, key, modifiers)

    def size(self, width: int, height: int) -> None:
        self.run.window.resize(width, height)
        self.settle()

    def shown(self, kind: type[W]) -> W:
        """The visible one of that kind, settled."""
        wait_until(lambda: any(one.isVisible() for one in self.run.window.findChildren(kind)), kind.__name__)
        self.settle()
        return next(one for one in self.run.window.findChildren(kind) if one.isVisible())

    def popup(self) -> QWidget:
        """The window, once something has opened over it."""
        self.shown(Popup)
        return self.run.window

    def until(self, holds: Callable[[], bool], what: str) -> None:
        wait_until(holds, what)
        self.settle()

    def settle(self) -> None:
        """Until nothing is painted any more; something that moves all the time is not waited for."""
        paints = _Paints()
        for _ in range(_MOST_TURNS):
            wait_until(_next_turn())
            if paints.quiet_turns() >= _QUIET_TURNS and self.run._background.is_settled():
                break
        paints.stop()


class _Paints(QObject):
    """Sees every paint event of the application."""

    def __init__(self) -> None:
        super().__init__()
        self._painted, self._turns = False, 0
        QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted = self._painted or event.type() is QEvent.Type.Paint
        return False

    def quiet_turns(self) -> int:
        self._turns, self._painted = 0 if self._painted else self._turns + 1, False
        return self._turns

    def stop(self) -> None:
        QCoreApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.deleteLater()


def _next_turn() -> Callable[[], bool]:
    turns = iter((False, True))
    return lambda: next(turns)


def answer(request: Received) -> Script:
    """What the provider says when a state has not asked for anything else."""
    if request.path.endswith("/models"):
        return script.models(*MODELS)
    usage = {"prompt_tokens": 3_412, "completion_tokens": 96, "total_tokens": 3_508}
    return script.reply(f"I am {request.json['model']}, and I say so in a few words.", then=script.Done(usage=usage))


class Theatre:
    """Makes stages; what they have in common is furnished once a language."""

    def __init__(self, folder: Path, server: WireServer) -> None:
        self._folder, self._server = folder, server
        self._furnished: dict[str, Talks] = {}

    @contextmanager
    def stage(self, content: Content, *, furnished: bool = True) -> Iterator[Stage]:
        """A program of its own, on a copy of the furnished store, or on nothing at all."""
        talks = self._talks(content)
        with tempfile.TemporaryDirectory(dir=self._folder) as made:
            data, beside = Path(made) / "data", Path(made) / "beside"
            beside.mkdir()
            if furnished:
                shutil.copytree(self._store(content), data)
            with running(data) as run:
                run.window.resize(USUAL)
                if furnished:
                    run.window.open(talks.main)
                stage = Stage(run, self._server, talks, content, beside)
                stage.settle()
                yield stage
                leave(run)

    def _store(self, content: Content) -> Path:
        return self._folder / content.folder

    def _talks(self, content: Content) -> Talks:
        if content.folder not in self._furnished:
            talks = furnish(self._store(content), self._server.base_url, content)
            self._converse(content, talks.main)
            self._furnished[content.folder] = talks
        return self._furnished[content.folder]

    def _converse(self, content: Content, main: str) -> None:
        """Two turns that were really asked for, so that there are receipts of them."""
        with running(self._store(content)) as run:
            chat = run.services.chat
            for question, reply, tokens in (
                (content.question, content.answer, (38, 286)),
                (content.second, content.second_answer, (349, 31)),
            ):
                usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
                self._server.enqueue(script.reply(reply, then=script.Done(usage=usage), every_s=_WORD_S))
                chat.send(main, question)
                wait_until(lambda: not chat.is_busy(main), "the reply")
            run.services.library.set_draft(main, content.draft)


def leave(run: Run) -> None:
    """Everything that has opened over the window closes, and nothing is written any more."""
    for talk in run.services.library.conversations():
        run.services.chat.stop(talk.id)
    wait_until(lambda: not any(run.services.chat.is_busy(talk.id) for talk in run.services.library.conversations()))
    for popup in run.window.findChildren(Popup):
        popup.close_popup()
    for widget in QApplication.topLevelWidgets():
        if widget is not run.window and widget.isVisible():
            with suppress(RuntimeError):
                widget.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def theatre() -> Iterator[Theatre]:
    with tempfile.TemporaryDirectory() as folder, WireServer(answer) as server:
        yield Theatre(Path(folder), server)

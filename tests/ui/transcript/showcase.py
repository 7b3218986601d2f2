"""Pictures of the transcript for a person's eyes: `python -m tests.ui.transcript.showcase OUT_DIR`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import ThemeMode
from desktop_chat.domain.streaming import TextDelta
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.words import catalogue
from tests.services.world import World, a_world
from tests.ui.transcript.conftest import FIRST_REQUEST, Talk, Tap
from tests.ui.transcript.constructs import CHINESE, ENGLISH, QUESTION

_ROOT = Path(__file__).parents[3]


def conversation(world: World) -> str:
    talk = Talk()
    talk.ask("You are terse.", Role.SYSTEM)
    talk.ask(QUESTION)
    talk.answer(ENGLISH, reasoning="Which library? The standard one.")
    talk.ask("为什么不能直接复制文件？\n\n```\ncp chat.db copy.db\n```")
    talk.answer(CHINESE)
    return talk.stored_in(world)


def main(folder: str) -> int:
    app = QApplication(["showcase"])
    theme = Theme(app)
    catalogue.load(_ROOT / "resources" / "translations")
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, a_world(Path(data)) as world:
        world.add_endpoint()
        shots = Shots(world, theme, out)
        for mode, language in ((ThemeMode.LIGHT, catalogue.ENGLISH), (ThemeMode.DARK, catalogue.CHINESE)):
            theme.set_mode(mode)
            catalogue.use(language)
            theme.set_language(language)
            shots.take_all(str(mode))
    return 0


class Shots:
    """Each is taken of a view of its own."""

    def __init__(self, world: World, theme: Theme, out: Path) -> None:
        self._world, self._theme, self._out = world, theme, out
        self._conversation_id = conversation(world)

    def take_all(self, name: str) -> None:
        for width, size in ((1000, 15), (620, 15), (480, 18)):
            self._theme.set_text_size(size)
            self._take(f"{name}-{width}", width)
        self._theme.set_text_size(15)
        self._take(f"{name}-selected", 1000, lambda view: view.selecting.select_all())
        self._take(f"{name}-found", 1000, lambda view: view.finder.look_for("backup"))
        self._take(f"{name}-focused", 1000, lambda view: view.walk_to(2))
        self._take(f"{name}-streaming", 1000, self._stream)

    def _take(self, name: str, width: int, then: Callable[[Transcript], object] = lambda _: None) -> None:
        view = Transcript(
            self._world.chat, self._world.replies, self._world.library, self._theme, lambda: FIRST_REQUEST
        )
        view.resize(width, 2600)
        view.show()
        view.activateWindow()
        view.open(self._conversation_id)
        then(view)
        QTest.qWait(600)  # colours and formulas come later
        view.grab().save(str(self._out / f"{name}.png"))
        view.close()
        view.deleteLater()

    def _stream(self, view: Transcript) -> None:
        """Half of a reply, being written."""
        tap = Tap(self._world)
        self._world.chat.send(self._conversation_id, QUESTION)
        tap.send(TextDelta(ENGLISH[: ENGLISH.index("raise CopyDamaged")]))
        QTest.qWait(500)
        view.to_end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

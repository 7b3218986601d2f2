"""Pictures of the transcript for a person's eyes: `python -m tests.ui.transcript.showcase OUT_DIR`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.words import catalogue
from tests.services.world import World, a_world
from tests.ui.transcript.conftest import FIRST_REQUEST, Talk
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
        conversation_id = conversation(world)
        for mode, language in ((ThemeMode.LIGHT, catalogue.ENGLISH), (ThemeMode.DARK, catalogue.CHINESE)):
            theme.set_mode(mode)
            catalogue.use(language)
            theme.set_language(language)
            for width, size in ((1000, 15), (620, 15), (480, 18)):
                theme.set_text_size(size)
                _shoot(world, theme, conversation_id, width, out / f"{mode}-{width}.png")
    return 0


def _shoot(world: World, theme: Theme, conversation_id: str, width: int, path: Path) -> None:
    view = Transcript(world.chat, world.replies, world.library, theme, lambda: FIRST_REQUEST)
    view.resize(width, 2600)
    view.show()
    view.open(conversation_id)
    QTest.qWait(300)  # colours come in slices
    view.grab().save(str(path))
    view.close()
    view.deleteLater()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

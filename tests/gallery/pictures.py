"""Takes the pictures of one scale: `python -m tests.gallery.pictures FOLDER SUFFIX [STATE…]`, for `tests.gallery`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.domain.settings import LANGUAGE, THEME, Language, ThemeMode
from tests.gallery.content import CHINESE, ENGLISH, Content
from tests.gallery.stage import Stage, Theatre, theatre
from tests.gallery.states import STATES, State

LANGUAGES = ((Language.ENGLISH, ENGLISH), (Language.CHINESE, CHINESE))
MODES = (ThemeMode.LIGHT, ThemeMode.DARK)


def main(arguments: Sequence[str]) -> int:
    folder, suffix, *wanted = arguments
    app = QApplication(["gallery"])
    app.setApplicationName("Desktop Chat")
    with theatre() as place:
        for language, content in LANGUAGES:
            for state in STATES:
                if not wanted or state.name in wanted:
                    take(place, state, language, content, Path(folder), suffix)
    return 0


def take(place: Theatre, state: State, language: Language, content: Content, folder: Path, suffix: str) -> None:
    """Both colours of one state; the second is what becomes of the first when the colours change."""
    with place.stage(content, furnished=state.furnished) as stage, speaking(stage, language):
        shown = state.show(stage)
        for mode in MODES:
            stage.run.services.preferences.set(THEME, mode)
            stage.settle()
            picture(shown).save(str(folder / f"{state.name}.{language}.{mode}.{suffix}.png"))


@contextmanager
def speaking(stage: Stage, language: Language) -> Iterator[None]:
    preferences = stage.run.services.preferences
    preferences.set(LANGUAGE, language)
    stage.settle()
    yield
    preferences.set(THEME, ThemeMode.SYSTEM)
    preferences.set(LANGUAGE, Language.ENGLISH)


def picture(shown: QWidget) -> QPixmap:
    """The widget alone, as it is painted on the screen."""
    assert shown.isVisible(), "it is not shown"
    return shown.grab()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a window says, said again in another language while it stands open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Sayings(QObject):
    """Of one window: sentences, each with where it goes to."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._said: list[Callable[[], object]] = []
        window.installEventFilter(self)

    def say(self, put: Callable[[str], object], words: Callable[[], str]) -> None:
        """Puts the words there, now and whenever the language has become another."""
        self.again(lambda: put(words()))

    def again(self, tell: Callable[[], object]) -> None:
        """Calls that now, and whenever the language has become another."""
        tell()
        self._said.append(tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange:
            for tell in self._said:
                tell()
        return False

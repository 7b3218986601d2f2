"""What a window says, said again in another language while it stands open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_chat.ui.popup import Popup


def say_again_above(window: QWidget) -> None:
    """What has opened over a window speaks another language now: lists and menus close, dialogs say all again."""
    for popup in window.findChildren(Popup):
        popup.close_popup()  # what was chosen in it would be chosen again from other words
    while (menu := QApplication.activePopupWidget()) is not None and menu.close():
        pass  # it lay over another, which is to close as well
    for dialog in window.findChildren(QDialog):
        QCoreApplication.sendEvent(dialog, QEvent(QEvent.Type.LanguageChange))


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

"""A person who encrypts conversations, or opens them, as `python -m tests.ui.encryption_child DIRECTORY PASSPHRASE...`.

By keys alone. With one passphrase the window asks to encrypt with it; with more they are tried in the dialog that
stands before the window. What is read on the way is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop_chat.app import main
from desktop_chat.domain.forms import Page
from desktop_chat.storage import encryption, key_file
from desktop_chat.ui.encryption.converting_dialog import ConvertingDialog
from desktop_chat.ui.encryption.forms import EncryptForm
from desktop_chat.ui.encryption.unlock_dialog import UnlockDialog
from desktop_chat.ui.main_window import MainWindow
from desktop_chat.ui.preferences.opening import settings_window
from desktop_chat.ui.preferences.window import SettingsWindow
from desktop_chat.ui.widgets import Button
from desktop_chat.ui.wrapped_text import WrappedText

_RETURN, _TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def say(*words: str) -> None:
    sys.stdout.write(f"{' '.join(words)}\n")
    sys.stdout.flush()


def said_in(dialog: QWidget) -> list[str]:
    return [text.text for text in dialog.findChildren(WrappedText) if text.isVisible()]


class Person:
    """Looks now and then, and does the next thing."""

    def __init__(self, directory: Path, passphrases: list[str]) -> None:
        self._directory = directory
        self._encrypts = len(passphrases) == 1
        self._left = passphrases
        self._told = ""

    def look(self) -> None:
        shown = [widget for widget in QApplication.allWidgets() if widget.isVisible() and widget.isWindow()]
        for kind, act in (
            (ConvertingDialog, self._wait),
            (UnlockDialog, self._unlock),
            (EncryptForm, self._fill),
            (SettingsWindow, self._turn),
            (MainWindow, self._begin),
        ):
            found = next((widget for widget in shown if isinstance(widget, kind)), None)
            if found is not None:
                act(found)
                return

    def _begin(self, window: QWidget) -> None:
        assert isinstance(window, MainWindow)
        if self._encrypts and self._left:
            settings_window(window).open_at(Page.DATA)
        else:
            say("The window opened.", "Encrypted." if window.services.sealing.is_on else "Plain.")
            QApplication.quit()

    def _turn(self, settings: QWidget) -> None:
        (button,) = (one for one in settings.findChildren(Button) if one.text() == "Encrypt…" and one.isVisible())
        button.setFocus()
        QTest.keyClick(button, _RETURN)

    def _fill(self, form: QWidget) -> None:
        """Twice, and Enter."""
        passphrase = self._left.pop(0)
        for _ in range(2):
            focus = QApplication.focusWidget()
            assert isinstance(focus, QLineEdit)
            assert focus.echoMode() is QLineEdit.EchoMode.Password
            QTest.keyClicks(focus, passphrase)
            QTest.keyClick(focus, _RETURN if focus.accessibleName() == "The same again" else _TAB)

    def _wait(self, dialog: QWidget) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, Button) and focus.text() == "Open the window" and focus.isEnabled():
            say(*said_in(dialog))
            encryption.key_of(self._directory)
            QTest.keyClick(focus, _RETURN)

    def _unlock(self, dialog: QWidget) -> None:
        focus = QApplication.focusWidget()
        told = " ".join(said_in(dialog))
        if isinstance(focus, QLineEdit) and focus.isEnabled() and told != self._told and self._left:
            self._told = told
            say(told)
            QTest.keyClicks(focus, self._left.pop(0))
            QTest.keyClick(focus, _RETURN)


if __name__ == "__main__":
    app = QApplication(["desktop-chat"])
    key_file.ROUNDS = 1000
    person = Person(Path(sys.argv[1]), sys.argv[2:])
    timer = QTimer(interval=10)
    timer.timeout.connect(person.look)
    timer.start()
    sys.exit(main(Path(sys.argv[1])))

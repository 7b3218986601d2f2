"""Starts the program on a data directory as `python -m tests.ui.start_child DIRECTORY`, closes the dialog that says why
it cannot open, and prints what was said.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_chat.app import main
from desktop_chat.ui.main_window import MainWindow
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.recovery.backup_rows import BackupList
from desktop_chat.ui.recovery.dialog import RecoveryDialog
from desktop_chat.ui.widgets import Button
from desktop_chat.ui.wrapped_text import WrappedText

_WAYS = {"1": Qt.Key.Key_1, "2": Qt.Key.Key_2}


def say(*words: str) -> None:
    sys.stdout.write(f"{' '.join(words)}\n")
    sys.stdout.flush()


def leave(dialog: RecoveryDialog, way: str) -> None:
    """By the way of that number, and then with Enter; without a number by Esc."""
    focus = QApplication.focusWidget() or dialog
    if (isinstance(focus, Button) and focus.text() == "Open the window") or not way:
        say(*(text.text for text in dialog.findChildren(WrappedText) if text.isVisible()))
        QTest.keyClick(focus, Qt.Key.Key_Return if way else Qt.Key.Key_Escape)
    elif dialog.findChildren(BackupList)[0].current_backup():
        QTest.keyClick(dialog, _WAYS[way], Qt.KeyboardModifier.AltModifier)
        if way == "1":
            QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)


def read_and_close() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MessageBox) and widget.isVisible():
            say(*(text.text for text in widget.findChildren(WrappedText)))
            assert not [box for box in widget.findChildren(QPlainTextEdit) if box.isVisible()]
            widget.accept()
        elif isinstance(widget, RecoveryDialog) and widget.isVisible():
            leave(widget, sys.argv[2])
        elif isinstance(widget, MainWindow) and widget.isVisible():
            say("The window opened.")
            QApplication.quit()


if __name__ == "__main__":
    app = QApplication(["desktop-chat"])
    look = QTimer(interval=10)
    look.timeout.connect(read_and_close)
    look.start()
    sys.exit(main(Path(sys.argv[1])))

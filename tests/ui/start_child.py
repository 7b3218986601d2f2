"""Starts the program on a data directory as `python -m tests.ui.start_child DIRECTORY`, closes the dialog that says why
it cannot open, and prints what was said.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_chat.app import main
from desktop_chat.ui.main_window import MainWindow
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.wrapped_text import WrappedText


def say(*words: str) -> None:
    sys.stdout.write(f"{' '.join(words)}\n")
    sys.stdout.flush()


def read_and_close() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MessageBox) and widget.isVisible():
            say(*(text.text for text in widget.findChildren(WrappedText)))
            assert not [box for box in widget.findChildren(QPlainTextEdit) if box.isVisible()]
            widget.accept()
        elif isinstance(widget, MainWindow) and widget.isVisible():
            say("The window opened.")
            QApplication.quit()


if __name__ == "__main__":
    app = QApplication(["desktop-chat"])
    look = QTimer(interval=10)
    look.timeout.connect(read_and_close)
    look.start()
    sys.exit(main(Path(sys.argv[1])))

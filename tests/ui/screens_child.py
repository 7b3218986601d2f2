"""The program on screens of its own, as `python -m tests.ui.screens_child DIRECTORY STEP...`.

A step is `move N`, to the Nth screen, `grab FILE`, a picture of the conversation's side, or `where`, which prints the
screen that the window is on, its place there, and the state of the window. At the end it is closed in order.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.app import main
from desktop_chat.ui.main_window import MainWindow


def take(window: MainWindow, step: str) -> None:
    what, _, value = step.partition(" ")
    if what == "move":
        screen = QApplication.screens()[int(value)]
        window.move(screen.availableGeometry().topLeft() + QPoint(40, 50))
    elif what == "full":
        window.commands.action("view.full_screen").trigger()
    elif what == "maximise":
        window.showMaximized()
    elif what == "grab":
        window.pane.grab().save(value)
    QTest.qWait(50)
    if what == "where":
        screen, box = window.screen(), window.geometry()  # its frame is the window system's affair
        fits = screen.availableGeometry().contains(box) or window.isFullScreen()
        state = "full" if window.isFullScreen() else "max" if window.isMaximized() else "normal"
        told = {"screen": screen.name(), "fits": fits, "state": state, "ratio": window.devicePixelRatio()}
        sys.stdout.write(json.dumps(told) + "\n")


def look(steps: list[str]) -> None:
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    window.end_first_start()
    window.sidebar.setFocus()  # no caret blinks in the pictures
    for step in steps:
        take(window, step)
    QApplication.quit()


if __name__ == "__main__":
    _, directory, *steps = sys.argv
    app = QApplication(["desktop-chat"])
    sys.exit(main(Path(directory), lambda: QTimer.singleShot(50, app, lambda: look(steps))))

"""Opens the window on a data directory as `python -m tests.ui.empty_window_child DIRECTORY MODULE...`, with a blank
conversation in it, and prints which of those modules that has loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_chat.app import main
from desktop_chat.ui.main_window import MainWindow


def look(modules: list[str]) -> None:
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    window.grab()
    is_blank = window.pane.transcript.overlay.empty.isVisible()
    loaded = " ".join(name for name in modules if name in sys.modules)
    sys.stdout.write(loaded if is_blank else "No blank conversation is shown.")
    QApplication.quit()


if __name__ == "__main__":
    _, directory, *modules = sys.argv
    app = QApplication(["desktop-chat"])
    sys.exit(main(Path(directory), lambda: QTimer.singleShot(0, app, lambda: look(modules))))

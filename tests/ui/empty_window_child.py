"""Opens the window on a data directory as `python -m tests.ui.empty_window_child DIRECTORY NAME...`, with a blank
conversation in it, and prints which of those modules that has loaded, and which of those classes of PySide6 made.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_chat.app import main
from desktop_chat.ui.main_window import MainWindow


def look(names: list[str]) -> None:
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    window.grab()
    is_blank = window.pane.transcript.overlay.empty.isVisible()
    loaded = " ".join(name for name in names if name in sys.modules or is_made(name))
    sys.stdout.write(loaded if is_blank else "No blank conversation is shown.")
    QApplication.quit()


def is_made(name: str) -> bool:
    """PySide6 makes each of its classes when somebody names it, or may have to know it."""
    module, _, made = name.rpartition(".")
    return made in vars(sys.modules.get(module, object))


if __name__ == "__main__":
    _, directory, *names = sys.argv
    app = QApplication(["desktop-chat"])
    sys.exit(main(Path(directory), lambda: QTimer.singleShot(0, app, lambda: look(names))))

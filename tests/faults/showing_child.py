"""Opens the window on one data directory, walks the whole conversation past the eye, prints "painted", ends."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.program import running


def main() -> int:
    app = QApplication(sys.argv[:1])
    with running(Path(sys.argv[1])) as run:
        run.window.end_first_start()
        transcript = run.window.pane.transcript
        transcript.setFocus()
        QTest.keyClick(transcript, Qt.Key.Key_Home)
        for _ in range(40):
            QTest.keyClick(transcript, Qt.Key.Key_PageDown)
            app.processEvents()
        if not run.window.grab().isNull() and run.services.chat.branch("c1"):
            sys.stdout.write("painted\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The program as it always starts, plus one observer that prints when the window has been painted first."""

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_chat import __main__ as program


class _Observer(QObject):
    def __init__(self, *, then_quit: bool) -> None:
        super().__init__()
        self._then_quit = then_quit
        self._seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._seen:
            self._seen = True
            if application := QApplication.instance():
                application.removeEventFilter(self)  # what is measured afterwards is the program alone
            QTimer.singleShot(0, self, self._tell)  # after this paint, and all that belong to the same frame
        return False

    def _tell(self) -> None:
        print(json.dumps({"painted_at": time.monotonic()}), flush=True)
        if self._then_quit:
            QApplication.quit()


def main() -> int:
    _, folder, *options = sys.argv
    application = QApplication(sys.argv[:1])
    observer = _Observer(then_quit="--quit" in options)
    application.installEventFilter(observer)
    sys.argv[1:] = ["--data-dir", folder]
    return program.main()


if __name__ == "__main__":
    sys.exit(main())

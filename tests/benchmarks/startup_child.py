"""The program as it always starts, plus one observer that prints when the window has been painted first.

It watches the window alone. A filter upon the whole application would be handed objects that Python has not met, and
for the first of them PySide6 makes every class it has: some 35 ms that no start spends.
"""

import json
import sys
import time
from typing import TYPE_CHECKING

from desktop_chat.plain_import import load_qt

load_qt()

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402 - after what makes it quicker, as in the program
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from desktop_chat import __main__ as program  # noqa: E402

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class _Observer(QObject):
    """Filters the events of one window and of what fills it; the first paint of any is that of all."""

    def __init__(self, window: "MainWindow", *, then_quit: bool) -> None:
        super().__init__(window)
        self._watched: list[QWidget] = [window, window.sidebar, window.pane]
        self._then_quit = then_quit
        for part in self._watched:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._watched:
            for part in self._watched:
                part.removeEventFilter(self)  # what is measured afterwards is the program alone
            self._watched = []
            QTimer.singleShot(0, self, self._tell)  # after this paint, and all that belong to the same frame
        return False

    def _tell(self) -> None:
        print(json.dumps({"painted_at": time.monotonic()}), flush=True)
        if self._then_quit:
            QApplication.quit()


def main() -> int:
    _, folder, *options = sys.argv
    sys.argv[1:] = ["--data-dir", folder]
    begin_collecting = program.collect_from_now_on

    def shown() -> None:
        from desktop_chat.ui.main_window import MainWindow

        begin_collecting()
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        _Observer(window, then_quit="--quit" in options)

    program.collect_from_now_on = shown
    return program.main()


if __name__ == "__main__":
    sys.exit(main())

"""Files that macOS opens with the program: they come as events, and not as words behind its name."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

from desktop_chat.domain.wishes import Wish


class OpenedFiles(QObject):
    """Of one application. What comes before anybody listens is kept for `waiting`."""

    opened = Signal(object)
    """A `Wish`."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._waiting: list[str] = []
        self._is_heard = False
        app.installEventFilter(self)

    def waiting(self) -> Wish:
        """What has come so far. From now on all is announced."""
        self._is_heard = True
        return Wish(files=tuple(self._waiting))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        if self._is_heard:
            self.opened.emit(Wish(files=(event.file(),)))
        else:
            self._waiting.append(event.file())
        return True

"""A reply that ends where nobody looks is told by the desktop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from desktop_chat.domain.endings import Ending, ending_of
from desktop_chat.domain.messages import Conversation, Message
from desktop_chat.domain.settings import NOTIFY, NOTIFY_TEXT
from desktop_chat.services.replies import ReplyEnded
from desktop_chat.words import endings
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow

_MOST_LETTERS = 200  # of a reply; desktops show two or three lines


class Notifier(Protocol):
    """What can show notifications: the desktop's service, or the tray."""

    def show(self, key: str, title: str, body: str, action: str) -> None: ...

    def withdraw(self, key: str) -> None: ...


class Announcing(QObject):
    """Of one window. `notifier` is asked for when there is something to tell."""

    def __init__(self, window: MainWindow, notifier: Callable[[], Notifier]) -> None:
        super().__init__(window)
        self._window, self._notifier = window, notifier
        self._told: set[str] = set()
        window.services.chat.reply_ended.connect(self._tell)
        window.services.library.conversation_changed.connect(self._take_back)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._come_back)

    @Slot(object)
    def _tell(self, ended: ReplyEnded) -> None:
        reply, services = ended.reply, self._window.services
        conversation = services.library.find(reply.conversation_id)
        if conversation is None or reply.aside or ending_of(reply) is Ending.STOPPED:
            return
        if (
            not services.preferences.get(NOTIFY)
            or self._is_seen(conversation.id)
            or services.chat.is_busy(conversation.id)
        ):
            return
        self._told.add(conversation.id)
        title = conversation.title or tr("New conversation")
        self._notifier().show(conversation.id, title, self._words(reply), tr("Open"))

    def _words(self, reply: Message) -> str:
        """How it ended; of what was said only what the person allows on a screen that others may see."""
        failed = endings.explanation(reply)
        told = failed.headline if failed else endings.sentence(reply) or tr("The reply is complete.")
        if not self._window.services.preferences.get(NOTIFY_TEXT) or not reply.text.strip():
            return told
        text = " ".join(reply.text.split())
        shown = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS].rstrip()}…"
        return shown if told == tr("The reply is complete.") else f"{told}\n{shown}"

    def _is_seen(self, conversation_id: str) -> bool:
        quick = self._window.desk.quick
        in_front = self._window.pane.shown == conversation_id and self._window.isActiveWindow()
        return in_front or (quick is not None and quick.shown == conversation_id and quick.isActiveWindow())

    @Slot(object)
    def _take_back(self, conversation: Conversation) -> None:
        if conversation.id in self._told and not conversation.unread and self._is_seen(conversation.id):
            self._told.discard(conversation.id)
            self._notifier().withdraw(conversation.id)

    @Slot(object)
    def _come_back(self, state: Qt.ApplicationState) -> None:
        """What is open has been seen when the window is in front again."""
        shown = self._window.pane.shown
        if state is Qt.ApplicationState.ApplicationActive and shown in self._told and self._is_seen(shown or ""):
            self._told.discard(shown or "")
            self._window.services.library.seen(shown or "")
            self._notifier().withdraw(shown or "")

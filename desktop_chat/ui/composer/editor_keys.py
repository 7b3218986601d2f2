"""The editor's keys that need to know more than its text: what sends, and what was asked before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.messages import ConversationId, Role
from desktop_chat.domain.settings import SEND_KEY
from desktop_chat.services.chat import Chat
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.composer.history import History


class EditorKeys(QObject):
    """Follows the setting for the sending key, and brings back the questions of the conversation that is shown."""

    def __init__(self, editor: Editor, chat: Chat, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._chat = chat
        self._preferences = preferences
        self._history = History()
        self._shown: ConversationId | None = None
        editor.older_requested.connect(self._older)
        editor.newer_requested.connect(self._newer)
        preferences.changed.connect(self._follow)
        self._follow(SEND_KEY.name)

    def show(self, conversation_id: ConversationId) -> None:
        self._shown = conversation_id
        self._history = History()

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name == SEND_KEY.name:
            self._editor.set_send_key(self._preferences.get(SEND_KEY))

    @Slot()
    def _older(self) -> None:
        self._recall(self._history.older(self._questions(), self._editor.toPlainText()))

    @Slot()
    def _newer(self) -> None:
        self._recall(self._history.newer(self._questions(), self._editor.toPlainText()))

    def _recall(self, text: str | None) -> None:
        if text is not None:
            self._editor.become(text)

    def _questions(self) -> list[str]:
        branch = self._chat.branch(self._shown) if self._shown is not None else ()
        return [message.text for message in branch if message.role is Role.USER]

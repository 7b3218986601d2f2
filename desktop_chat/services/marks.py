"""What a conversation's row says besides its title: a reply is being written, or the last one went wrong."""

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.messages import ConversationId


class Marks(QObject):
    """Known for this run only; who was looking when a reply failed has seen why."""

    changed = Signal(str)
    """The id of a conversation whose marks are others now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preparing: set[ConversationId] = set()
        self._writing: dict[ConversationId, int] = {}
        self._failed: set[ConversationId] = set()

    def is_preparing(self, conversation_id: ConversationId) -> bool:
        """Something was asked here and is not stored yet: a key is looked for, or a local server starts."""
        return conversation_id in self._preparing

    def is_writing(self, conversation_id: ConversationId) -> bool:
        return conversation_id in self._writing

    def writing(self) -> Collection[ConversationId]:
        """All in which a reply is being written."""
        return self._writing.keys()

    def has_failed(self, conversation_id: ConversationId) -> bool:
        """The last reply here went wrong and nobody has looked yet."""
        return conversation_id in self._failed

    def preparing(self, conversation_id: ConversationId) -> None:
        self._preparing.add(conversation_id)
        self.changed.emit(conversation_id)

    def prepared(self, conversation_id: ConversationId) -> None:
        """What was asked is stored, or will not be."""
        self._preparing.discard(conversation_id)
        self.changed.emit(conversation_id)

    def began(self, conversation_id: ConversationId) -> None:
        self._writing[conversation_id] = self._writing.get(conversation_id, 0) + 1
        self._failed.discard(conversation_id)
        self.changed.emit(conversation_id)

    def ended(self, conversation_id: ConversationId, *, well: bool) -> None:
        left = self._writing.pop(conversation_id, 1) - 1
        if left > 0:
            self._writing[conversation_id] = left
        if not well:
            self._failed.add(conversation_id)
        self.changed.emit(conversation_id)

    def seen(self, conversation_id: ConversationId) -> None:
        if conversation_id in self._failed:
            self._failed.discard(conversation_id)
            self.changed.emit(conversation_id)

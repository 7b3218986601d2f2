"""What is being written, in every conversation: in memory at once, on disk a moment later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Conversation, ConversationId, Message
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.turns import edited
from desktop_chat.services.library import Library
from desktop_chat.ui.composer.sheet import Sheet, sheet_of

_KEEP_AFTER_MS = 300


class Drafts(QObject):
    """The sheets of all conversations that were open in this run; they outlive the trash, for undo brings them back."""

    changed = Signal(str)
    """The id of a conversation whose sheet is another, but not by typing."""

    def __init__(
        self, library: Library, tree_of: Callable[[ConversationId], Tree], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tree_of = tree_of
        self._sheets: dict[ConversationId, Sheet] = {}
        self._unkept: set[ConversationId] = set()
        self._reading: dict[ConversationId, tuple[str, ...]] = {}
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        library.conversation_removed.connect(self.keep)

    def sheet(self, conversation_id: ConversationId) -> Sheet:
        """At first sight, what was kept of a conversation is what is being typed in it."""
        known = self._sheets.get(conversation_id)
        if known is None and conversation_id in self._library:
            kept = self._library.get(conversation_id)
            known = self._sheets[conversation_id] = sheet_of(kept, self._edited(kept))
        return known or Sheet()

    def _edited(self, kept: Conversation) -> Message | None:
        """The message that was being changed when the program ended."""
        if kept.draft_edit is None:
            return None
        try:
            return edited(self._tree_of(kept.id), kept.id, kept.draft_edit)
        except ChatError:  # what cannot be read cannot be changed either
            return None

    def type(self, conversation_id: ConversationId, text: str) -> None:
        """The editor holds `text` now."""
        sheet = self.sheet(conversation_id)
        if sheet.shown == text:
            return
        self._put(conversation_id, sheet.with_shown(text))
        conversation = self._library.find(conversation_id)
        if conversation is not None and not conversation.draft:
            self.keep()  # with its first letter a blank conversation is one of its own, and not what "new" opens again

    def set(self, conversation_id: ConversationId, sheet: Sheet) -> None:
        """Something happened to the texts; it is kept at once."""
        if sheet != self.sheet(conversation_id):
            self._put(conversation_id, sheet)
            self.changed.emit(conversation_id)
        self.keep()

    def is_reading(self, conversation_id: ConversationId) -> bool:
        """Whether files that will stand here are still being read."""
        return bool(self._reading.get(conversation_id))

    def being_read(self, conversation_id: ConversationId) -> tuple[str, ...]:
        """Their names."""
        return self._reading.get(conversation_id, ())

    def set_reading(self, conversation_id: ConversationId, names: tuple[str, ...]) -> None:
        self._reading[conversation_id] = names
        self.changed.emit(conversation_id)

    @Slot()
    def keep(self) -> None:
        """Hands everything that changed to the library, which stores it."""
        self._timer.stop()
        unkept, self._unkept = self._unkept, set()
        for conversation_id in unkept:
            sheet = self._sheets[conversation_id]
            self._library.set_draft(conversation_id, sheet.kept, sheet.kept_files, sheet.kept_edit)

    def _put(self, conversation_id: ConversationId, sheet: Sheet) -> None:
        self._sheets[conversation_id] = sheet
        self._unkept.add(conversation_id)
        if not self._timer.isActive():
            self._timer.start()

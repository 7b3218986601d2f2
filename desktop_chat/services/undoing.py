"""What can be taken back, in the order in which it was done: a conversation in the trash, a rule of its context."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.library import Library

_MOST = 200


@dataclass(frozen=True, slots=True)
class _Step:
    """`take_back` undoes it; None for a conversation that went to the trash, which the library brings back."""

    conversation_id: ConversationId
    take_back: Callable[[], None] | None = None


class Undoing(QObject):
    """Of one run of the window."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._steps: list[_Step] = []
        library.trashed.connect(self._note_trashed)

    def note(self, conversation_id: ConversationId, take_back: Callable[[], None]) -> None:
        """Something was done in that conversation."""
        self._steps = [*self._steps[1 - _MOST :], _Step(conversation_id, take_back)]

    def can_undo(self) -> bool:
        self._forget_what_is_gone()
        return bool(self._steps)

    def undo(self) -> Conversation | None:
        """Takes the last step back; returns the conversation in which something is as it was before."""
        self._forget_what_is_gone()
        if not self._steps:
            return None
        step = self._steps.pop()
        if step.take_back is None:
            return self._library.undo()
        step.take_back()
        return self._library.get(step.conversation_id)

    @Slot(object)
    def _note_trashed(self, conversation: Conversation) -> None:
        self._steps.append(_Step(conversation.id))

    def _forget_what_is_gone(self) -> None:
        while self._steps and not self._is_possible(self._steps[-1]):
            self._steps.pop()

    def _is_possible(self, step: _Step) -> bool:
        """What was done in a conversation that is in the trash comes after that has been taken out again."""
        return self._library.can_undo() if step.take_back is None else step.conversation_id in self._library

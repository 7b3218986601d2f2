"""What can be taken back, in the order in which it was done: an order among conversations, a rule of their context.

The trash is its own memory: what went there last can be brought back also by a later run of the program.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.deeds import Deed
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library

_MOST = 200


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that was done in one conversation."""

    conversation_id: ConversationId
    take_back: Callable[[], None]


class Undoing(QObject):
    """Of one run of the window."""

    def __init__(self, library: Library, filing: Filing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._filing = filing
        self._steps: list[_Step | Deed] = []
        filing.done.connect(self._add)

    def note(self, conversation_id: ConversationId, take_back: Callable[[], None]) -> None:
        """Something was done in that conversation."""
        self._add(_Step(conversation_id, take_back))

    def can_undo(self) -> bool:
        self._forget_what_is_gone()
        return bool(self._steps) or bool(self._library.trash.newest())

    def undo(self) -> tuple[Conversation, ...]:
        """Takes the last step back; the conversations in which something is as it was before."""
        self._forget_what_is_gone()
        if not self._steps:
            return self._library.bring_back([one.id for one in self._library.trash.newest()])
        step = self._steps.pop()
        if isinstance(step, Deed):
            return self._filing.take_back(step)
        step.take_back()
        return (self._library.get(step.conversation_id),)

    @Slot(object)
    def _add(self, step: _Step | Deed) -> None:
        self._steps = [*self._steps[1 - _MOST :], step]

    def _forget_what_is_gone(self) -> None:
        while self._steps and not self._is_possible(self._steps[-1]):
            self._steps.pop()

    def _is_possible(self, step: _Step | Deed) -> bool:
        """What was done in a conversation that is in the trash comes after that has been taken out again."""
        if isinstance(step, Deed):
            return self._filing.can_take_back(step)
        return step.conversation_id in self._library

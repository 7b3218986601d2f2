"""The plan of the next request, made while one types.

It follows the typing at a distance: never faster than a frame after a key, and never so often that it takes more than a
fifth of the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import ChatError, NothingToSend
from desktop_chat.domain.messages import ConversationId, Role
from desktop_chat.domain.running import weight
from desktop_chat.domain.values import dataclass
from desktop_chat.services.chat import Chat
from desktop_chat.services.library import Library
from desktop_chat.ui.composer.sheet import Sheet

_AFTER_MS = 16
_REST_PER_COST = 4


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What Enter would send in that conversation. `trouble` is why it would not; without a `plan` nobody even knows
    who would be asked. `is_edit` tells that an old question is being changed, `waits` that the question, or the part of
    it that is not in the editor, is sent when the reply has ended. `typed` are the tokens of what is in the editor.
    """

    conversation_id: ConversationId = ""
    plan: ContextPlan | None = None
    trouble: ChatError | None = None
    is_edit: bool = False
    waits: bool = False
    typed: int = 0


class Preview(QObject):
    """`follow` says what has changed, `ready` what the request would be now."""

    ready = Signal(object)
    """An `Outlook`."""

    def __init__(
        self,
        chat: Chat,
        library: Library,
        sheet_of: Callable[[ConversationId], Sheet],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._library = library
        self._sheet_of = sheet_of
        self.outlook = Outlook()
        """The last one that was made."""
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._plan)

    def show(self, conversation_id: ConversationId) -> None:
        """Another conversation, or other rules: the plan is needed at once."""
        self.outlook = Outlook(conversation_id)
        self._plan()

    def follow(self) -> None:
        """The text, or something else that the plan depends on, has changed."""
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _plan(self) -> None:
        self._timer.stop()
        if self.outlook.conversation_id not in self._library:
            return
        began = time.perf_counter()
        self.outlook = self._look(self.outlook.conversation_id)
        self.ready.emit(self.outlook)
        cost_ms = (time.perf_counter() - began) * 1000
        self._timer.setInterval(max(_AFTER_MS, round(_REST_PER_COST * cost_ms)))

    def _look(self, conversation_id: ConversationId) -> Outlook:
        sheet = self._sheet_of(conversation_id)
        question = sheet.editing
        try:
            if question is not None and question.role is not Role.USER:
                # A reply in a person's own words: it is kept as it is, and nobody is asked.
                plan = self._chat.preview(conversation_id, "")
                return Outlook(conversation_id, plan, NothingToSend())
            if question is not None:
                plan = self._chat.preview(conversation_id, sheet.next, sheet.next_files, instead_of=question)
            else:
                plan = self._chat.preview(conversation_id, sheet.coming, sheet.coming_files)
        except ChatError as error:  # nobody is chosen, or the conversation cannot be read
            return Outlook(conversation_id, None, error)
        waits, typed = question is None and sheet.waits, plan.draft_tokens
        if waits:
            typed = weight(sheet.next, sheet.next_files, plan.history.estimator) if sheet.has_next else 0
        refusal = self._refusal(conversation_id, plan)
        return Outlook(conversation_id, plan, refusal, is_edit=question is not None, waits=waits, typed=typed)

    def _refusal(self, conversation_id: ConversationId, plan: ContextPlan) -> ChatError | None:
        """Why that would not be sent. What it costs matters once there is something to send."""
        if plan.refusal is None and plan.draft is not None:
            try:
                self._chat.check_limits(conversation_id, plan)
            except ChatError as error:
                return error
        return plan.refusal

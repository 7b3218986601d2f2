"""The plan of the next request, made while one types.

Planning reads every message of the branch, so it follows the typing at a distance: never faster than 60 ms after a key,
and never so often that it takes more than a fifth of the time.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError, RequestRefused
from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.chat import Chat
from desktop_chat.services.library import Library
from desktop_chat.ui.composer.drafts import Drafts
from desktop_chat.ui.composer.summary import Summary, summary_of, summary_of_refusal
from desktop_chat.words.errors import explain

_AFTER_MS = 60
_REST_PER_COST = 4


class Preview(QObject):
    """`follow` says what has changed, `ready` what the request would be now."""

    ready = Signal(object)
    """A `Summary`."""

    def __init__(self, chat: Chat, library: Library, drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chat = chat
        self._library = library
        self._drafts = drafts
        self._conversation_id: ConversationId | None = None
        self._draft = ""
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._plan)

    def show(self, conversation_id: ConversationId, draft: str) -> None:
        """Another conversation: its plan is needed at once."""
        self._conversation_id, self._draft = conversation_id, draft
        self._plan()

    def follow(self, draft: str) -> None:
        """The text, or something else that the plan depends on, has changed."""
        self._draft = draft
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _plan(self) -> None:
        self._timer.stop()
        if self._conversation_id not in self._library:
            return
        began = time.perf_counter()
        self.ready.emit(self._summary(self._conversation_id or ""))
        cost_ms = (time.perf_counter() - began) * 1000
        self._timer.setInterval(max(_AFTER_MS, round(_REST_PER_COST * cost_ms)))

    def _summary(self, conversation_id: ConversationId) -> Summary:
        policy = self._library.get(conversation_id).policy
        files = self._drafts.sheet(conversation_id).shown_files
        try:
            return summary_of(self._chat.preview(conversation_id, self._draft, files))
        except RequestRefused as error:
            return summary_of_refusal(error, policy, has_draft=bool(self._draft.strip() or files))
        except ChatError as error:  # the conversation cannot be read
            return Summary(trouble=explain(error).headline)

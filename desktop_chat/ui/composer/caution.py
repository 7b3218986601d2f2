"""Asked before a message goes out that seems to hold a key: what was found, and what a person has said to it."""

from __future__ import annotations

from collections.abc import Callable

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.exposed import HoldsKey
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.settings import WARN_OF_KEYS
from desktop_chat.services.preferences import Preferences


class Caution:
    """What may be sent from which conversation is known for this run, so that nobody is asked twice."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._allowed: dict[ConversationId, frozenset[str]] = {}
        self._held: dict[ConversationId, tuple[HoldsKey, Callable[[], None]]] = {}

    def objection(
        self, conversation_id: ConversationId, text: str, files: tuple[Attachment, ...], deed: Callable[[], None]
    ) -> HoldsKey | None:
        """Why `deed` should not be done before a person has been asked; `go_on` does it."""
        if not self._preferences.get(WARN_OF_KEYS):
            return None
        from desktop_chat.domain import key_forms  # compiles its patterns, for which a start would wait

        try:
            key_forms.check(text, files, self._allowed.get(conversation_id, frozenset()))
        except HoldsKey as error:
            self._held[conversation_id] = error, deed
            return error
        return None

    def go_on(self, conversation_id: ConversationId) -> None:
        """What was found may be sent from here, and what was held back is done."""
        if held := self._held.pop(conversation_id, None):
            error, deed = held
            self._allowed[conversation_id] = self._allowed.get(conversation_id, frozenset()) | error.finds
            deed()

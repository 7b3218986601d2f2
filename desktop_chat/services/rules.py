"""What a person decides about the context of a conversation. Each decision holds at once and can be taken back."""

from collections.abc import Iterable
from dataclasses import fields, replace

from PySide6.QtCore import QObject

from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.settings import (
    NEW_DROPS_FIRST,
    NEW_KEEP_LAST,
    NEW_SYSTEM_PROMPT,
    NEW_TOKEN_BUDGET,
    first_policy,
)
from desktop_chat.services.chat import Chat
from desktop_chat.services.library import Library
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.undoing import Undoing


class Rules(QObject):
    """The verbs upon the policy of a conversation."""

    def __init__(
        self,
        chat: Chat,
        library: Library,
        undoing: Undoing,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._chat, self._library, self._preferences = chat, library, preferences
        self._undoing = undoing

    def policy(self, conversation_id: ConversationId) -> Policy:
        return self._library.get(conversation_id).policy

    def toggle_pin(self, conversation_id: ConversationId, message_id: MessageId) -> None:
        """Always sent, or as the other rules say."""
        ids, policy = self._unit(conversation_id, message_id), self.policy(conversation_id)
        self.change(conversation_id, policy.pin(ids, not ids & policy.pinned))

    def toggle_excluded(self, conversation_id: ConversationId, message_id: MessageId) -> None:
        """Never sent, or as the other rules say."""
        ids, policy = self._unit(conversation_id, message_id), self.policy(conversation_id)
        self.change(conversation_id, policy.exclude(ids, not ids & policy.excluded))

    def divide(self, conversation_id: ConversationId, after: MessageId | None) -> None:
        """Nothing up to that message is sent any more; without one the conversation is whole again."""
        self.change(conversation_id, replace(self.policy(conversation_id), divider=after))

    def change(self, conversation_id: ConversationId, policy: Policy) -> None:
        """These rules from now on."""
        before = self.policy(conversation_id)
        self._library.set_policy(conversation_id, policy)
        self.note(conversation_id, before)

    def note(self, conversation_id: ConversationId, before: Policy) -> None:
        """The rules were changed from what they were `before`: one step, that can be taken back."""
        if conversation_id not in self._library:
            return
        policy = self.policy(conversation_id)
        changed = [field.name for field in fields(Policy) if getattr(policy, field.name) != getattr(before, field.name)]
        if changed:
            self._undoing.note(conversation_id, lambda: self._restore(conversation_id, before, changed))

    def make_first(self, policy: Policy) -> None:
        """New conversations begin with these rules; what names messages of this one is not among them."""
        put = self._preferences.set
        put(NEW_SYSTEM_PROMPT, policy.system_prompt)
        put(NEW_KEEP_LAST, policy.keep_last or 0)
        put(NEW_TOKEN_BUDGET, policy.token_budget or 0)
        put(NEW_DROPS_FIRST, policy.drops_first)

    def first(self) -> Policy:
        """The rules that a new conversation begins with."""
        return first_policy(self._preferences)

    def _restore(self, conversation_id: ConversationId, before: Policy, changed: Iterable[str]) -> None:
        """What was changed then is as before; what became another elsewhere stays."""
        policy = self.policy(conversation_id)
        self._library.set_policy(conversation_id, replace(policy, **{name: getattr(before, name) for name in changed}))

    def _unit(self, conversation_id: ConversationId, message_id: MessageId) -> frozenset[MessageId]:
        """A message with all that is one with it on the wire."""
        found = (frozenset(message.id for message in unit) for unit in units(self._chat.branch(conversation_id)))
        return next((ids for ids in found if message_id in ids), frozenset({message_id}))

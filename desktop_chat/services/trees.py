"""The messages of the conversations that were looked at last.

Reading a long conversation takes a moment, so the few that a person goes back and forth between stay in memory. All
others are read again when they are wanted: a program that runs for weeks must not end up holding everything.
"""

from collections.abc import Callable, Iterable

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import ConversationId, Message, MessageId
from desktop_chat.domain.tree import Tree

KEPT = 6


class Trees:
    """`read` gets a tree out of the store. Conversations with an `unsaved` reply stay: only memory has all of it."""

    def __init__(
        self, read: Callable[[ConversationId], Tree], unsaved: Callable[[], frozenset[MessageId]], kept: int = KEPT
    ) -> None:
        self._read = read
        self._unsaved = unsaved
        self._kept = kept
        self._known: dict[ConversationId, Tree] = {}

    def get(self, conversation_id: ConversationId) -> Tree:
        """All messages; none of a conversation that is not stored yet."""
        tree = self._known.get(conversation_id)
        if tree is None:
            try:
                tree = self._read(conversation_id)
            except NotFound:  # what it will hold comes by `add`
                tree = Tree()
        self._put(conversation_id, tree)
        return tree

    def add(self, conversation_id: ConversationId, messages: Iterable[Message]) -> None:
        """These were stored, or are others now."""
        self._put(conversation_id, self.get(conversation_id).with_messages(messages))

    def renew(self, conversation_id: ConversationId, *, own: Callable[[Message], bool]) -> bool:
        """Takes in what other processes stored; whether there was anything. Others than this tree are read afresh.

        A message never changes once it is complete, and of those that are `own` memory knows the most.
        """
        for other in [other for other in self._known if other != conversation_id]:
            if not self._is_needed(other):
                del self._known[other]
        known = self._known.pop(conversation_id, Tree())
        kept = [message for message in known.values() if not message.is_streaming or own(message)]
        renewed = self.get(conversation_id).with_messages(kept)
        self._known[conversation_id] = renewed
        return dict(renewed) != dict(known)

    def _put(self, conversation_id: ConversationId, tree: Tree) -> None:
        self._known.pop(conversation_id, None)  # what is looked at goes to the end of the row
        self._known[conversation_id] = tree
        for other in list(self._known)[: max(0, len(self._known) - self._kept)]:
            if other != conversation_id and not self._is_needed(other):
                del self._known[other]

    def _is_needed(self, conversation_id: ConversationId) -> bool:
        return any(message_id in self._known[conversation_id] for message_id in self._unsaved())

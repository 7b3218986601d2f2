"""The same messages under other ids."""

from collections.abc import Mapping
from dataclasses import replace

from desktop_chat.domain.messages import Conversation, Message, MessageId
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import LaterWire, WireMessage


@dataclass(frozen=True, slots=True)
class Renaming:
    """`ids` says the new id for each that changes; every other stays."""

    ids: Mapping[MessageId, MessageId]

    def conversation(self, conversation: Conversation) -> Conversation:
        """With its head and its rules about the messages as they are called now."""
        head = self._other(conversation.head)
        return replace(conversation, head=head, policy=self._policy(conversation.policy))

    def message(self, message: Message) -> Message:
        return replace(message, id=self._of(message.id), parent_id=self._other(message.parent_id))

    def receipt(self, receipt: Receipt) -> Receipt:
        wire = LaterWire(len(receipt.wire), lambda: tuple(map(self._part, receipt.wire)))
        return replace(receipt, message_id=self._of(receipt.message_id), wire=wire)

    def _part(self, part: WireMessage) -> WireMessage:
        return replace(part, sources=tuple(map(self._of, part.sources)))

    def _policy(self, policy: Policy) -> Policy:
        return replace(
            policy,
            divider=self._other(policy.divider),
            pinned=frozenset(map(self._of, policy.pinned)),
            excluded=frozenset(map(self._of, policy.excluded)),
            summaries=tuple(map(self._summary, policy.summaries)),
        )

    def _summary(self, summary: Summary) -> Summary:
        first, last = self._of(summary.first), self._of(summary.last)
        return replace(summary, first=first, last=last, reply=self._other(summary.reply))

    def _of(self, message: MessageId) -> MessageId:
        return self.ids.get(message, message)

    def _other(self, message: MessageId | None) -> MessageId | None:
        return None if message is None else self._of(message)

"""What servers did not read of what was sent to them, told from the receipts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop_chat.domain.calibration import Sample, trusted
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId, Message, MessageId
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.truncation import Truncation, counted, truncation_in
from desktop_chat.storage.receipts import Past, Receipts

# What counts as much of the estimate, calibrated and not, is not worth a second look.
_NEARLY, _NEARLY_RAW = 0.9, 0.7


class Truncations:
    """Reads what it needs from the store, which for most replies is nothing beyond their own receipt. A conversation is
    asked for where a request of it is in doubt.
    """

    def __init__(self, receipts: Receipts, tree_of: Callable[[ConversationId], Tree]) -> None:
        self._receipts = receipts
        self._tree_of = tree_of
        self._read_in_part: dict[MessageId, bool] = {}

    def samples(self, endpoint_id: str, model: str) -> list[Sample]:
        """What counts teach about estimates; those of requests that were read in part teach nothing."""
        return [one.sample for one in self._whole(endpoint_id, model)]

    def of(self, receipt: Receipt) -> Truncation | None:
        """What the server did not read of that request."""
        read = counted(receipt.usage)
        if read is None or not _is_doubtful(read, receipt.estimate, receipt.factor):
            return None
        past = self._whole(receipt.endpoint_id, str(receipt.parameters.get("model", "")))
        found = self._found_in(receipt, [one for one in past if one.message_id != receipt.message_id])
        self._read_in_part[receipt.message_id] = found is not None
        return found

    def _whole(self, endpoint_id: str, model: str) -> list[Past]:
        """The last requests to that model, less those that were read in part, as far as their counts tell."""
        past = self._receipts.counted(endpoint_id, model)
        believed = set(trusted(one.sample for one in past))
        past = [one for one in past if one.sample in believed]
        sure = [one for one in past if not _is_doubtful(one.sample.counted, one.estimate, one.factor)]
        return [one for one in past if one in sure or not self._was_read_in_part(one.message_id, sure)]

    def _was_read_in_part(self, message_id: MessageId, sure: Sequence[Past]) -> bool:
        known = self._read_in_part.get(message_id)
        if known is None:
            receipt = self._receipt_of(message_id)  # what cannot be looked at is not believed
            known = receipt is None or self._found_in(receipt, sure) is not None
            self._read_in_part[message_id] = known
        return known

    def _found_in(self, receipt: Receipt, others: Sequence[Past]) -> Truncation | None:
        estimated = [(one.sample.estimate, one.sample.counted) for one in others]
        return truncation_in(receipt, estimated, self._before(receipt))

    def _before(self, receipt: Receipt) -> Receipt | None:
        """The receipt of the last reply above that was counted."""
        tree = self._tree_of(receipt.conversation_id)
        reply = tree.get(receipt.message_id)
        above = tree.branch(reply.parent_id) if reply else ()
        asked = (message for message in reversed(above) if message.is_reply and counted(message.usage) is not None)
        return next((found for found in map(self._as_counted, asked) if found is not None), None)

    def _as_counted(self, reply: Message) -> Receipt | None:
        receipt = self._receipt_of(reply.id)
        return replace(receipt, usage=reply.usage) if receipt else None

    def _receipt_of(self, message_id: MessageId) -> Receipt | None:
        """None where it is not there to compare with: imported without one, or damaged."""
        try:
            return self._receipts.get(message_id)
        except ChatError:
            return None


def _is_doubtful(read: int, estimate: int, factor: float) -> bool:
    return read <= max(estimate * _NEARLY, estimate / factor * _NEARLY_RAW)

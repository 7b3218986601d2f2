"""What servers did not read of what was sent to them, told from the receipts."""

from collections.abc import Callable
from dataclasses import replace

from desktop_chat.domain.calibration import Sample, trusted
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId, Message
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tokens import added, measure
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.truncation import Truncation, counted, truncation_in
from desktop_chat.storage.receipts import Receipts

# What counts as much of the estimate, calibrated and not, is not worth a second look.
_NEARLY, _NEARLY_RAW = 0.9, 0.7


class Truncations:
    """Reads what it needs from the store, which for most replies is nothing beyond their own receipt."""

    def __init__(self, receipts: Receipts) -> None:
        self._receipts = receipts
        self._told: set[Sample] = set()

    def samples(self, endpoint_id: str, model: str) -> list[Sample]:
        """What counts teach about estimates; not those of requests that were read in part, as far as is known."""
        found = self._receipts.samples(endpoint_id, model)
        return [sample for sample in trusted(found) if sample not in self._told]

    def of(self, receipt: Receipt, tree_of: Callable[[ConversationId], Tree]) -> Truncation | None:
        """What the server did not read of that request. Its conversation is asked for where that is in doubt."""
        read = counted(receipt.usage)
        if read is None or read > max(receipt.estimate * _NEARLY, receipt.estimate / receipt.factor * _NEARLY_RAW):
            return None
        model = str(receipt.parameters.get("model", ""))
        own = Sample(added(measure(item.content) for item in receipt.wire), len(receipt.wire), read)
        others = [one for one in self.samples(receipt.endpoint_id, model) if one != own]
        estimated = [(one.estimate, one.counted) for one in others]
        found = truncation_in(receipt, estimated, self._before(receipt, tree_of(receipt.conversation_id)))
        if found:
            self._told.add(own)
        return found

    def _before(self, receipt: Receipt, tree: Tree) -> Receipt | None:
        """The receipt of the last reply above that was counted."""
        reply = tree.get(receipt.message_id)
        above = tree.branch(reply.parent_id) if reply else ()
        asked = (message for message in reversed(above) if message.is_reply and counted(message.usage) is not None)
        return next((found for found in map(self._found, asked) if found is not None), None)

    def _found(self, reply: Message) -> Receipt | None:
        try:
            receipt = self._receipts.get(reply.id)
        except ChatError:  # imported, or damaged: then it is not there to compare with
            return None
        return replace(receipt, usage=reply.usage)

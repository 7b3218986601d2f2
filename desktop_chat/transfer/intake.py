"""What every reader of a file yields, one by one: conversations, and what it had to leave.

A reader never holds more than one conversation. One that is bad costs only itself; a file that is not to be read at all
is refused with an error, before the first is yielded or in the middle.
"""

from collections.abc import Mapping
from typing import TypeAlias

from desktop_chat.domain.intake import Loss, Skipped, SkipReason
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat

__all__ = ["Lacking", "Loss", "Read", "SkipReason", "Skipped"]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A conversation that did not come whole: how many of each kind it lost."""

    chat: Chat
    losses: Mapping[Loss, int]


Read: TypeAlias = Chat | Lacking | Skipped
"""A conversation that came as it was, one that lost something, one that was not taken. Within a `Chat`, every parent
stands before its children, and every message names its conversation.
"""

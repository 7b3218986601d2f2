"""What stands round the text of a message, as plain values.

A message itself says little of this: whether the next request will carry it follows from the plan, its branches from
the tree, its time from the receipt. All of it is gathered here, so that what paints a message asks nobody.
"""

from __future__ import annotations

from desktop_chat.domain.context import Reason
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.money import Money
from desktop_chat.domain.truncation import Sight, Truncation
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.cards import Card
from desktop_chat.ui.transcript.spine import Spine


@dataclass(frozen=True, slots=True)
class Joint:
    """Where in a text its next part begins; `by` is who wrote it, where that is someone else."""

    at: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One message in its place.

    `place` of `places` is its rank among its branches; `seconds` the whole request and `cost` its price, `thought_s`
    the thinking before the text, all None where nobody knows; `progress` is said while a request is made again or
    differently; `day` is a date to stand above it; `busy` means that no other reply can be asked for now,
    `is_accounted` that something is known of what it took. `joints` are those of a reply that was continued,
    `truncation` is what the server did not read of its request; `sight` is how much of this message it saw for the last
    reply of the branch. `divided` is how many messages are not sent because of a fresh start behind this one. `card`
    tells of a summary what it replaces.
    """

    message: Message
    reason: Reason
    place: int = 1
    places: int = 1
    seconds: float | None = None
    cost: Money | None = None
    thought_s: float | None = None
    progress: str = ""
    day: str = ""
    busy: bool = False
    is_accounted: bool = False
    joints: tuple[Joint, ...] = ()
    truncation: Truncation | None = None
    sight: Sight = Sight.WHOLE
    divided: int | None = None
    card: Card | None = None

    @property
    def is_spoken(self) -> bool:
        """It is told to the model: it stands in a band."""
        return self.message.role in {Role.USER, Role.SYSTEM} or self.card is not None

    @property
    def spine(self) -> Spine:
        if self.card and self.card.is_proposed:
            return Spine.OUT
        if self.message.is_streaming:
            return Spine.SENT
        if self.reason is Reason.PINNED:
            return Spine.PINNED
        return Spine.SENT if self.reason.is_in else Spine.OUT

    @property
    def faded(self) -> bool:
        return self.spine is Spine.OUT

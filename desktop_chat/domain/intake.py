"""What an import finds: conversations, those it had to leave, and what the others lost on the way.

Nothing that a file holds may go without a word. A conversation is taken, or it is listed with the reason; what could
not come along of one that is taken is counted by its kind.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.values import dataclass


class SkipReason(StrEnum):
    """Why a conversation was not taken.

    `EMPTY` ones hold no message that anybody wrote. `BROKEN` ones are not what their format says. `TOO_DEEP` and
    `TOO_LARGE` ones pass the bounds of what is read at all. Where a file is `CUT`, it ends too early or cannot be
    followed any further: nothing behind that place could be read.
    """

    EMPTY = "empty"
    BROKEN = "broken"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    CUT = "cut"


class Loss(StrEnum):
    """What a conversation had in its file and has not here, or has in another form.

    `PICTURE`, `FILE` and `SOUND` are named in it while their content is not in the file, or is none that can be kept.
    `HIDDEN` are messages that the other program did not show either. `TOOL` is what tools were told and answered.
    `PART` is content of a kind unknown here, kept as the text of its data. `TIME` are messages without a time of their
    own, which have that of their neighbours. `RECEIPT` are accounts of what was sent that could not be put together.
    `VALUE` are settings and numbers that are none. `PLACE` are messages whose place in the tree does not exist; they
    begin a branch. `UNSAID` is what readable Markdown does not tell: rules, receipts, files. `EDITED`
    is what a person changed in a file that holds its conversation beside the text: what was said is taken, not that.
    """

    PICTURE = "picture"
    FILE = "file"
    SOUND = "sound"
    HIDDEN = "hidden"
    TOOL = "tool"
    PART = "part"
    TIME = "time"
    RECEIPT = "receipt"
    VALUE = "value"
    PLACE = "place"
    UNSAID = "unsaid"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A conversation that was not taken. `where` is the file it lies in, inside of an archive the one there; `number`
    counts the conversations of that file from 1, None tells of the whole file. `title` is "" where there is none.
    """

    where: str
    why: SkipReason
    number: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Growth:
    """A conversation that was there and got `messages`; the rest is what it was before."""

    conversation_id: ConversationId
    messages: tuple[MessageId, ...]
    head: MessageId | None
    title: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    """What became of conversations. Some are `new`, some were there and have `grown`, the others are the `same`.

    `messages` counts those that were added, `known` those that were there. `receipts_lost` counts replies that were
    added without the receipt that came along, because a text file that was sent with them is lost. `trashed` counts the
    conversations that were there, but in the trash, where they stay. `growth` tells how those that have grown can
    become what they were.
    """

    new: tuple[ConversationId, ...] = ()
    grown: tuple[ConversationId, ...] = ()
    same: tuple[ConversationId, ...] = ()
    messages: int = 0
    known: int = 0
    receipts_lost: int = 0
    trashed: int = 0
    growth: tuple[Growth, ...] = field(default=(), compare=False)

    def __add__(self, other: "Added") -> "Added":
        return Added(
            self.new + other.new,
            self.grown + other.grown,
            self.same + other.same,
            self.messages + other.messages,
            self.known + other.known,
            self.receipts_lost + other.receipts_lost,
            self.trashed + other.trashed,
            self.growth + other.growth,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Which part of a file has been read, from 0 to 1, and what was found in it."""

    part: float
    conversations: int
    messages: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a file, and what became of it or would. `programs` are the ids of those that wrote it,
    `attachments` counts pictures and files of conversations that are not merely the same.
    """

    programs: tuple[str, ...] = ()
    added: Added = Added()
    attachments: int = 0
    losses: Mapping[Loss, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()

    @property
    def taken(self) -> int:
        """How many conversations are here now, or would be."""
        return len(self.added.new) + len(self.added.grown) + len(self.added.same)

    @property
    def read(self) -> int:
        """How many conversations the file holds, as far as it could be followed: each is taken or listed."""
        return self.taken + len(self.skipped)

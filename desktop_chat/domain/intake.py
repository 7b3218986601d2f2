"""What an import finds besides conversations: those it had to leave, and what the others lost on the way.

Nothing that a file holds may go without a word. A conversation is taken, or it is listed with the reason; what could
not come along of one that is taken is counted by its kind.
"""

from enum import StrEnum

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
    begin a branch. `UNSAID` is what readable Markdown does not tell: other branches, rules, receipts, files. `EDITED`
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

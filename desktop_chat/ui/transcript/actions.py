"""What a reader can do to a message by pointing at a part of it, by a key, or from its menu."""

from __future__ import annotations

from enum import Enum, auto
from typing import TypeAlias

from desktop_chat.domain.values import dataclass


class Wish(Enum):
    """What a person wants of a message that takes more than its conversation to fulfil."""

    CHANGE = auto()  # its words
    RETRY_WITH = auto()  # another model
    ASK_AFTER = auto()  # a message of theirs behind it
    REPLY_AFTER = auto()  # a reply behind it, in their words
    FORK = auto()
    COMPARE = auto()  # with the other answers to its question
    SUMMARISE = auto()  # what stands above it
    RETRY = auto()  # a summary that was not finished
    REMOVE = auto()  # a summary
    FRESH = auto()  # nothing before it is sent any more, or all of it again


class Action(Enum):
    """The parts that answer to a click."""

    UNFOLD = auto()  # show or hide what is folded
    FORMAT = auto()  # a very long reply as Markdown, or as plain text again
    RECEIPT = auto()
    PREVIOUS_BRANCH = auto()
    NEXT_BRANCH = auto()


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One of the files that came with the message, by its number."""

    number: int


Pressed: TypeAlias = Action | OpenFile
"""Whatever answers to a click."""

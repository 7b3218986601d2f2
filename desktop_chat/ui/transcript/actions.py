"""What a reader can do to a message by pointing at a part of it, by a key, or from its menu."""

from __future__ import annotations

from enum import Enum, auto


class Action(Enum):
    """The parts that answer to a click."""

    UNFOLD = auto()  # show or hide what is folded
    FORMAT = auto()  # a very long reply as Markdown, or as plain text again
    RECEIPT = auto()
    PREVIOUS_BRANCH = auto()
    NEXT_BRANCH = auto()

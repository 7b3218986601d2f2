"""The inks of code. Whoever has a palette needs them, before there is any code to colour."""

from enum import Enum, auto


class Ink(Enum):
    """What a coloured piece is. Plain text has no ink."""

    KEYWORD = auto()
    STRING = auto()
    NUMBER = auto()
    COMMENT = auto()
    NAME = auto()
    PUNCTUATION = auto()

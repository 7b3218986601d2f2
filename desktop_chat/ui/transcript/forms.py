"""The forms in which a text can be copied."""

from __future__ import annotations

from enum import Enum, auto


class Form(Enum):
    """How a text is written."""

    PLAIN = auto()
    HTML = auto()
    MARKDOWN = auto()

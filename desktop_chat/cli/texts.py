"""What is said with a command, or on its standard input."""

import sys

from desktop_chat.cli.status import WrongUse
from desktop_chat.domain.text import clean
from desktop_chat.words.catalogue import tr


def said(given: str) -> str:
    """The text itself; “-” stands for what can be read from standard input. Raises `WrongUse` where there is none."""
    if given != "-":
        return clean(given)
    if sys.stdin is None:
        raise WrongUse(tr("There is no standard input to read."))
    return clean(sys.stdin.buffer.read().decode("utf-8", "replace")).rstrip("\n")

"""The words for people in an export. They are handed in, because they follow the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Who speaks, how a reply ended ("" for as it should), and heads. `language` is a tag of BCP 47."""

    language: str
    role_name: Callable[[Role, str | None], str]
    ending: Callable[[Message], str]
    reasoning: str
    untitled: str
    tokens: Callable[[int], str]
    branch: Callable[[int, int], str]
    """ "Branch 2 of 3"."""
    turns_off: Callable[[Sequence[int]], str]
    """Which branches leave a message."""
    goes_on: Callable[[str], str]
    """Behind which turn a branch begins."""
    aside: str
    summary: Callable[[int], str]
    """What stands above a summary: how many messages are not sent because it is."""

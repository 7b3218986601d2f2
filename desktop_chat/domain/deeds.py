"""What was done to conversations as a whole, with what it takes to undo it."""

from enum import StrEnum

from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.values import dataclass


class DeedKind(StrEnum):
    RENAMED = "renamed"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    MOVED = "moved"
    TRASHED = "trashed"
    RESTORED = "restored"
    ADDED = "added"
    IMPORTED = "imported"
    FOLDER_ADDED = "folder_added"
    FOLDER_RENAMED = "folder_renamed"
    FOLDER_REMOVED = "folder_removed"


@dataclass(frozen=True, slots=True)
class Deed:
    """`before` are the conversations as they were; of those that were added or thrown away, as they are now.
    `folders` are all folders as they were, where that is part of it; `folder` is the one that it was about.
    """

    kind: DeedKind
    before: tuple[Conversation, ...] = ()
    folders: tuple[str, ...] | None = None
    folder: str | None = None

"""What is left of a damaged database, and what a backup holds."""

from datetime import datetime
from pathlib import Path

from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read out of a damaged file, and what was not.

    `lost_rows` are those seen on a page, but not whole; how many stood on a page that is `damaged` nobody can say.
    `doubtful` messages are kept, though some of their words are not what was written.
    """

    conversations: int
    messages: int
    receipts: int
    attachments: int
    pages: int
    damaged_pages: int
    lost_rows: int
    made_conversations: int
    moved_messages: int
    doubtful: tuple[MessageId, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.damaged_pages or self.lost_rows or self.doubtful or self.made_conversations)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was opened and counted. `version` is that of its schema."""

    path: Path
    made_at: datetime
    version: int
    conversations: int
    messages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in the damaged file's place, and where that lies now; None where there was none."""

    backup: Backup | None
    salvaged: Salvaged | None
    kept_as: Path | None

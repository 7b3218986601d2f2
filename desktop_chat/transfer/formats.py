"""What a conversation can be exported as. By itself, because the window names the formats long before it writes one."""

from enum import StrEnum

from desktop_chat.domain.values import dataclass


class Format(StrEnum):
    MARKDOWN = "markdown"
    JSON = "json"


class Profile(StrEnum):
    """Whose Markdown is written."""

    PLAIN = "plain"
    """CommonMark with tables, as it was said."""
    OBSIDIAN = "obsidian"
    PANDOC = "pandoc"


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """How Markdown is written. `with_trailer` adds what is needed to read the file back without loss."""

    profile: Profile = Profile.PLAIN
    with_trailer: bool = False


PLAINLY = MarkdownOptions()

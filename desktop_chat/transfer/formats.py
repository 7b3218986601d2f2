"""What a conversation can be exported as. By itself, because the window names the formats long before it writes one."""

from enum import StrEnum

from desktop_chat.domain.values import dataclass


class Format(StrEnum):
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """What a file of it is called behind its name."""
        return ".md" if self is Format.MARKDOWN else f".{self.value}"


class Profile(StrEnum):
    """Whose Markdown is written."""

    PLAIN = "plain"
    """CommonMark with tables, as it was said."""
    OBSIDIAN = "obsidian"
    PANDOC = "pandoc"


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """How a conversation is written for a reader.

    `with_trailer` adds what is needed to read Markdown back without loss. `whole_tree` writes every branch, not only
    the one that is read. Without `with_files` what was attached is named only. `with_version` says which version of the
    program wrote it.
    """

    profile: Profile = Profile.PLAIN
    with_trailer: bool = False
    whole_tree: bool = False
    with_files: bool = True
    with_version: bool = True


PLAINLY = MarkdownOptions()

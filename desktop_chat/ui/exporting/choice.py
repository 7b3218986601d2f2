"""What an export can be: how much, in which form, for which reader; and the words for it."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import later

ARCHIVE: Final = ".desktopchat.json"


class Scope(StrEnum):
    """How much is exported."""

    MESSAGE = auto()
    SELECTION = auto()
    BRANCH = auto()
    TREE = auto()
    FOLDER = auto()
    ALL = auto()

    @property
    def is_many(self) -> bool:
        return self in {Scope.FOLDER, Scope.ALL}


class Form(StrEnum):
    MARKDOWN = auto()
    HTML = auto()
    PDF = auto()
    JSON = auto()


SCOPES: Final = {
    Scope.MESSAGE: later("This message"),
    Scope.SELECTION: later("The selected messages"),
    Scope.BRANCH: later("This conversation, as it is read"),
    Scope.TREE: later("This conversation, all branches"),
    Scope.FOLDER: later("The folder “{folder}”"),
    Scope.ALL: later("All conversations"),
}
FORMS: Final = {
    Form.MARKDOWN: later("Markdown, for notes and other programs"),
    Form.HTML: later("A page for any browser (HTML)"),
    Form.PDF: later("Pages to print (PDF)"),
    Form.JSON: later("JSON, for this program, without loss"),
}
PROFILES: Final = {
    "plain": later("Any reader of Markdown"),
    "obsidian": "Obsidian",
    "pandoc": "Pandoc",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What there is to export: a conversation, of it one message and those that are selected, and its folder."""

    conversation_id: ConversationId | None = None
    title: str = ""
    message: MessageId | None = None
    selected: tuple[MessageId, MessageId] | None = None
    folder: str | None = None
    has_branches: bool = False

    @property
    def scopes(self) -> tuple[Scope, ...]:
        offered = {
            Scope.MESSAGE: self.message is not None,
            Scope.SELECTION: self.selected is not None,
            Scope.BRANCH: self.conversation_id is not None,
            Scope.TREE: self.has_branches,
            Scope.FOLDER: self.folder is not None,
            Scope.ALL: True,
        }
        return tuple(scope for scope, is_offered in offered.items() if is_offered)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants."""

    scope: Scope
    form: Form
    profile: str
    with_files: bool
    with_trailer: bool

    @property
    def suffix(self) -> str:
        """What the file is called behind its name."""
        if self.scope.is_many and self.form is not Form.JSON:
            return ".zip"
        if self.form is Form.JSON:
            return ARCHIVE  # by which a desktop knows whose it is, and every other program that it is JSON
        return ".md" if self.form is Form.MARKDOWN else f".{self.form}"

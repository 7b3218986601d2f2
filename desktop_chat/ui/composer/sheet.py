"""What a person has written in one conversation and not sent yet.

There can be three texts at once: the one being typed, a question that waits for the reply to end, and the change to an
old message; each can bring files along. None of them may get lost. The first two are kept on disk as the draft, the
third as the change that it is, and after a restart they stand in the composer again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum, auto

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Conversation, Edit, Message
from desktop_chat.domain.values import dataclass

_BLANK_LINES_BEFORE = re.compile(r"\A(?:[^\S\n]*\n)+")


class Source(Enum):
    """Which of the texts is on its way."""

    TYPED = auto()
    WAITING = auto()
    EDITED = auto()


@dataclass(frozen=True, slots=True)
class Sending:
    """A text with its files that was handed over and has neither been taken nor refused yet."""

    source: Source
    text: str
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of one conversation, each with its files. `editing` is the question that `edited` would replace on a
    branch of its own.
    """

    typed: str = ""
    waiting: str = ""
    editing: Message | None = None
    edited: str = ""
    sending: Sending | None = None
    typed_files: tuple[Attachment, ...] = ()
    waiting_files: tuple[Attachment, ...] = ()
    edited_files: tuple[Attachment, ...] = ()

    @property
    def shown(self) -> str:
        """What stands in the editor."""
        return self.edited if self.editing else self.typed

    @property
    def kept(self) -> str:
        """All of the next question that would be missed, as one text."""
        return joined(self.waiting, self.typed)

    @property
    def shown_files(self) -> tuple[Attachment, ...]:
        """What stands above the editor."""
        return self.edited_files if self.editing else self.typed_files

    @property
    def kept_files(self) -> tuple[Attachment, ...]:
        """The files of that."""
        return united(self.waiting_files, self.typed_files)

    @property
    def kept_edit(self) -> Edit | None:
        """The change of an old message, as far as it came."""
        old = self.editing
        return Edit(old.id, old.parent_id, old.role, self.edited, self.edited_files) if old else None

    @property
    def waits(self) -> bool:
        """Whether there is a question for the time after the reply."""
        return bool(self.waiting or self.waiting_files)

    def with_files(self, files: tuple[Attachment, ...]) -> Sheet:
        return replace(self, edited_files=files) if self.editing else replace(self, typed_files=files)

    def with_shown(self, text: str) -> Sheet:
        return replace(self, edited=text) if self.editing else replace(self, typed=text)

    @property
    def next(self) -> str:
        """What Enter is for: the text in the editor, less what is on its way already."""
        on_its_way = self.sending is not None and self.sending.source is Source.TYPED
        return question_of(without(self.shown, self.sending.text) if self.sending and on_its_way else self.shown)

    @property
    def next_files(self) -> tuple[Attachment, ...]:
        """What goes along with `next`."""
        on_its_way = self.sending.files if self.sending and self.sending.source is Source.TYPED else ()
        return lacking(self.shown_files, on_its_way)

    @property
    def has_next(self) -> bool:
        return bool(self.next or self.next_files)

    @property
    def coming(self) -> str:
        """The question that Enter would leave: what waits already, and what is being typed behind it."""
        return joined(self.waiting, self.next)

    @property
    def coming_files(self) -> tuple[Attachment, ...]:
        """What goes along with `coming`."""
        return united(self.waiting_files, self.next_files)

    def queued(self) -> Sheet:
        """What was being typed waits for the reply to end."""
        on_its_way = self.sending if self.sending and self.sending.source is Source.TYPED else None
        return replace(
            self,
            waiting=self.coming,
            waiting_files=self.coming_files,
            typed=on_its_way.text if on_its_way else "",
            typed_files=on_its_way.files if on_its_way else (),
        )

    def taken_back(self) -> Sheet:
        """What waited is being typed again."""
        files = united(self.waiting_files, self.typed_files)
        return replace(self, waiting="", waiting_files=(), typed=joined(self.waiting, self.typed), typed_files=files)

    def edit(self, question: Message) -> Sheet:
        return replace(self, editing=question, edited=question.text, edited_files=question.attachments)

    def not_editing(self) -> Sheet:
        return replace(self, editing=None, edited="", edited_files=())

    def sent(self) -> Sheet:
        """What was on its way is a message now; what was written since stays."""
        match self.sending:
            case Sending(Source.TYPED, text, files):
                rest = lacking(self.typed_files, files)
                return replace(self, sending=None, typed=without(self.typed, text), typed_files=rest)
            case Sending(Source.WAITING, text, files):
                rest = lacking(self.waiting_files, files)
                return replace(self, sending=None, waiting=without(self.waiting, text), waiting_files=rest)
            case Sending(Source.EDITED):
                return replace(self.not_editing(), sending=None)
        return self

    def refused(self) -> Sheet:
        """What was on its way is with its writer again; nothing waits for a reply that will not come."""
        if self.sending is not None and self.sending.source is Source.TYPED:
            typed, files = joined(self.typed, self.waiting), united(self.typed_files, self.waiting_files)
            return replace(self, sending=None, waiting="", waiting_files=(), typed=typed, typed_files=files)
        return replace(self.taken_back(), sending=None)


def sheet_of(conversation: Conversation, edited: Message | None) -> Sheet:
    """What was kept of a conversation. `edited` is the message that was being changed; where it is gone, its change is
    a question like another.
    """
    edit, sheet = conversation.draft_edit, Sheet(conversation.draft, typed_files=conversation.draft_attachments)
    if edit is None:
        return sheet
    if edited is None:
        files = united(edit.attachments, sheet.typed_files)
        return replace(sheet, typed=joined(edit.text, sheet.typed), typed_files=files)
    return replace(sheet, editing=edited, edited=edit.text, edited_files=edit.attachments)


def question_of(text: str) -> str:
    """What of a text in the editor is sent: all but the blank lines around it."""
    return _BLANK_LINES_BEFORE.sub("", text).rstrip()


def joined(*texts: str) -> str:
    """Texts as paragraphs of one; blank ones are left out."""
    return "\n\n".join(text for text in texts if text.strip())


def without(text: str, sent: str) -> str:
    """`text` less what was sent. A text in which that was changed since stays whole."""
    if not sent:
        return text
    before, found, after = text.partition(sent)
    rest = before + after if found else text
    return rest if rest.strip() else ""


def united(*files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """All of them, each once: the same file twice says nothing new."""
    return tuple(dict.fromkeys(one for some in files for one in some))


def lacking(files: tuple[Attachment, ...], gone: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """`files` less those that are in `gone`."""
    known = set(gone)
    return tuple(one for one in files if one not in known)

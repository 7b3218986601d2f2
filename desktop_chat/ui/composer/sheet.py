"""What a person has written in one conversation and not sent yet.

There can be three texts at once: the one being typed, a question that waits for the reply to end, and the change to an
old question. None of them may get lost, so together they are what is kept on disk as the draft; after a restart they
stand in the composer again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto

from desktop_chat.domain.messages import Message
from desktop_chat.domain.values import dataclass

_BLANK_LINES_BEFORE = re.compile(r"\A(?:[^\S\n]*\n)+")


class Source(Enum):
    """Which of the texts is on its way."""

    TYPED = auto()
    WAITING = auto()
    EDITED = auto()


@dataclass(frozen=True, slots=True)
class Sending:
    """A text that was handed over and has neither been taken nor refused yet."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of one conversation. `editing` is the question that `edited` would replace on a branch of its own."""

    typed: str = ""
    waiting: str = ""
    editing: Message | None = None
    edited: str = ""
    sending: Sending | None = None

    @property
    def shown(self) -> str:
        """What stands in the editor."""
        return self.edited if self.editing else self.typed

    @property
    def kept(self) -> str:
        """All that would be missed, as one text."""
        changed = self.edited if self.editing and self.edited != self.editing.text else ""
        return joined(self.waiting, changed, self.typed)

    def with_shown(self, text: str) -> Sheet:
        return replace(self, edited=text) if self.editing else replace(self, typed=text)

    @property
    def next(self) -> str:
        """What Enter is for: the text in the editor, less what is on its way already."""
        on_its_way = self.sending is not None and self.sending.source is Source.TYPED
        return question_of(without(self.shown, self.sending.text) if self.sending and on_its_way else self.shown)

    def queued(self) -> Sheet:
        """What was being typed waits for the reply to end."""
        kept = self.sending.text if self.sending and self.sending.source is Source.TYPED else ""
        return replace(self, waiting=joined(self.waiting, self.next), typed=kept)

    def taken_back(self) -> Sheet:
        """What waited is being typed again."""
        return replace(self, waiting="", typed=joined(self.waiting, self.typed))

    def edit(self, question: Message) -> Sheet:
        return replace(self, editing=question, edited=question.text)

    def not_editing(self) -> Sheet:
        return replace(self, editing=None, edited="")

    def sent(self) -> Sheet:
        """What was on its way is a message now; what was written since stays."""
        match self.sending:
            case Sending(Source.TYPED, text):
                return replace(self, sending=None, typed=without(self.typed, text))
            case Sending(Source.WAITING, text):
                return replace(self, sending=None, waiting=without(self.waiting, text))
            case Sending(Source.EDITED):
                return replace(self.not_editing(), sending=None)
        return self

    def refused(self) -> Sheet:
        """What was on its way is with its writer again; nothing waits for a reply that will not come."""
        if self.sending is not None and self.sending.source is Source.TYPED:
            return replace(self, sending=None, waiting="", typed=joined(self.typed, self.waiting))
        return replace(self.taken_back(), sending=None)


def question_of(text: str) -> str:
    """What of a text in the editor is sent: all but the blank lines around it."""
    return _BLANK_LINES_BEFORE.sub("", text).rstrip()


def joined(*texts: str) -> str:
    """Texts as paragraphs of one; blank ones are left out."""
    return "\n\n".join(text for text in texts if text.strip())


def without(text: str, sent: str) -> str:
    """`text` less what was sent. A text in which that was changed since stays whole."""
    before, found, after = text.partition(sent)
    rest = before + after if found else text
    return rest if rest.strip() else ""

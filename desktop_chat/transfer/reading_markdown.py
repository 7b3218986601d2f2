"""Our Markdown read back: exactly where its archive comes along, else as far as it can be read.

The text alone tells who said what and when, on the branches that were written. It tells nothing of the rules, the
requests and the files, and it is what people see: a heading that went too deep does not come up again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from desktop_chat.domain.attachments import digest_of
from desktop_chat.domain.folders import folder_named
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Conversation, ConversationId, Message, MessageId, Role
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.text import clean
from desktop_chat.domain.tree import Tree
from desktop_chat.transfer import front_matter
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.elements import Cut, Readable
from desktop_chat.transfer.fields import Fields
from desktop_chat.transfer.inline import read_literal
from desktop_chat.transfer.intake import Lacking, Read, Skipped, SkipReason
from desktop_chat.transfer.reading import LARGEST, read_archive
from desktop_chat.transfer.reading_parts import Fetch, nothing_beside
from desktop_chat.transfer.reading_turns import Section, Turn, sections
from desktop_chat.transfer.trailer import Parts, parts, with_line_feeds

_TITLE = re.compile(r"# +(.*)")
_PROGRAM = "Desktop Chat"
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def is_ours(text: str) -> bool:
    """Whether Markdown that begins like this was written by this program; its line ends may have become others."""
    values, _ = front_matter.split(with_line_feeds(text))
    return str(values.get("program", "")).startswith(_PROGRAM) or {"id", "created", "branch"} <= values.keys()


def read_markdown(file: Readable, where: str, fetch: Fetch = nothing_beside) -> Iterator[Read]:
    """What is in `file`, which `where` names: one conversation. `fetch` reads what lies beside it.

    Raises `ArchiveTooNew` before anything is yielded.
    """
    try:
        written = file.read(LARGEST + 1)
    except Cut:
        yield Skipped(where, SkipReason.CUT)
        return
    if len(written) > LARGEST:
        yield Skipped(where, SkipReason.TOO_LARGE)
        return
    found = parts(clean(written.decode("utf-8", "replace")))
    values, body = front_matter.split(found.readable)
    whole = _archived(found, where, fetch)
    if whole is not None and values.get("id", whole.chat.conversation.id) == whole.chat.conversation.id:
        yield whole if whole.losses else whole.chat
        return
    if whole is not None:  # somebody has quoted it
        _, body = front_matter.split(found.text)
    chat = _Reader(values).chat(body)
    yield Lacking(chat, {Loss.UNSAID: 1}) if chat.tree else Skipped(where, SkipReason.EMPTY)


def _archived(found: Parts, where: str, fetch: Fetch) -> Lacking | None:
    """The conversation in the archive at the end, whatever it lost; None where there is none that can be read."""
    for read in read_archive(BytesIO((found.archive or "").encode()), where, fetch):
        edited = {Loss.EDITED: 1} if found.is_edited else {}
        match read:
            case Chat():
                return Lacking(read, edited)
            case Lacking(chat, losses):
                return Lacking(chat, {**losses, **edited})
    return None


class _Reader:
    """One text. Its ids are made of its words, so that the same text is the same conversation."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = Fields(values, Counter())
        self._models = set(map(read_literal, self._values.strings("models")))
        self._created = self._values.moment("created")
        self._first_name: str | None = None
        self._places: dict[str, MessageId] = {}
        """Turns by how a sentence names them."""

    def chat(self, body: str) -> Chat:
        main, *others = sections(body)
        turns = list(main.turns)
        rules = turns.pop(0).text if turns and turns[0].time is None else ""
        said = self._values.text_or_none("id") or digest_of(body.encode())
        conversation = digest_of(f"{_PROGRAM} {said}".encode())[:32]
        branch = list(self._messages(conversation, turns, None))
        messages = {message.id: message for message in branch}
        for section in others:
            messages |= {one.id: one for one in self._beside(conversation, section) if one.id not in messages}
        moments = [message.created_at for message in messages.values()] or [_NO_TIME]
        return Chat(
            Conversation(
                id=conversation,
                created_at=self._created or min(moments),
                updated_at=self._values.moment("updated") or max(moments),
                title=_title(body),
                head=branch[-1].id if branch else None,
                policy=Policy(rules),
                folder=folder_named(read_literal(self._values.text("folder"))),
            ),
            Tree(messages.values()),
        )

    def _beside(self, conversation: ConversationId, section: Section) -> Iterator[Message]:
        """Another branch. The sentence above it ends with what it follows; without one it begins anew. Branches have a
        number, which what was asked aside has not.
        """
        labels = [label for label in self._places if label in section.after]
        parent = self._places[max(labels, key=len)] if labels else None
        aside = not any(character.isdigit() for character in section.title)
        for message in self._messages(conversation, section.turns, parent):
            yield replace(message, aside=aside and message.parent_id == parent)

    def _messages(
        self, conversation: ConversationId, turns: Iterable[Turn], parent: MessageId | None
    ) -> Iterator[Message]:
        day = ""
        for turn in turns:
            name = clean(read_literal(turn.name))
            role, day = self._role(name), turn.day or day
            words = f"{parent or conversation} {role.value} {turn.reasoning}\n{turn.text}"
            message = Message(
                id=digest_of(words.encode())[:32],
                conversation_id=conversation,
                parent_id=parent,
                role=role,
                text=turn.text,
                created_at=self._moment(day, turn.time or ""),
                reasoning=turn.reasoning,
                model=name if name in self._models else None,
            )
            self._places[f"{turn.name} · {day} {turn.time}"] = parent = message.id
            yield message

    def _role(self, name: str) -> Role:
        """Models are named; of all others the one who speaks first is the person."""
        if name in self._models:
            return Role.ASSISTANT
        self._first_name = self._first_name or name
        return Role.USER if name == self._first_name else Role.ASSISTANT

    def _moment(self, day: str, time: str) -> datetime:
        """Turns are told in the time of the place where the file was written."""
        zone = str(self._values.values.get("created", ""))[-6:]
        offset = zone if re.fullmatch(r"[+-]\d\d:\d\d", zone) else "+00:00"
        at = Fields({"at": f"{day}T{time}:00{offset}"}, Counter()).moment("at")
        return at or self._created or _NO_TIME


def _title(body: str) -> str:
    found = _TITLE.match(body.lstrip("\n"))
    return clean(read_literal(found.group(1)).strip()) if found else ""

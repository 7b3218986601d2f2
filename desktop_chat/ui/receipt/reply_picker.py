"""Which reply to compare with: branches beside this one first, then the others of its conversation, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.text import first_line
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.filtered_list import FilteredList, ListRow, RowKind
from desktop_chat.ui.look import Theme
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr
from desktop_chat.words.endings import role_name
from desktop_chat.words.explanation import named

_WORDS = 60  # characters of a reply, to tell it from others


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """`key` is the reply's id."""

    kind: RowKind
    text: str
    key: MessageId = ""
    chosen: bool = False
    typed: bool = False
    aside: str = ""


def others_of(tree: Tree, reply: Message) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The replies beside it, in their order; all others that a model wrote, newest first."""
    beside = tuple(one for one in tree.siblings(reply.id) if one.id != reply.id and _was_asked_for(one))
    known = {reply.id, *(one.id for one in beside)}
    rest = [one for one in tree.values() if one.id not in known and _was_asked_for(one)]
    return beside, tuple(sorted(rest, key=lambda one: one.created_at, reverse=True))


def _was_asked_for(message: Message) -> bool:
    """A reply that a person wrote into the conversation was never sent for, and has no receipt."""
    return message.is_reply and message.model is not None


def place_of(tree: Tree, reply: Message) -> tuple[int, int, str]:
    """Which branch it is, of how many, and when it was asked for."""
    siblings = [one.id for one in tree.siblings(reply.id)]
    when = times.exact(reply.created_at, datetime.now().astimezone())
    return siblings.index(reply.id) + 1, len(siblings), when


def label_of(tree: Tree, reply: Message) -> str:
    number, siblings, when = place_of(tree, reply)
    return f"{tr('Branch {n} of {of}').format(n=number, of=siblings)}, {when}" if siblings > 1 else when


class ReplyPicker(FilteredList):
    reply_chosen = Signal(str)

    def __init__(self, tree: Tree, reply: Message, chosen: MessageId, theme: Theme, anchor: QWidget) -> None:
        super().__init__(theme, anchor, tr("Replies"), tr("Filter replies"))
        beside, rest = others_of(tree, reply)
        self._beside = tuple(_row(tree, one, one, chosen) for one in beside)
        self._rest = tuple(_row(tree, one, tree.get(one.parent_id or "", one), chosen) for one in rest)

    def wanted_rows(self, typed: str) -> Sequence[ReplyRow]:
        words = typed.casefold().split()
        rows = [
            *_under(tr("Beside this reply"), self._beside, words),
            *_under(tr("In this conversation"), self._rest, words),
        ]
        return rows or [ReplyRow(RowKind.NOTE, tr("Nothing was found."))]

    def chose(self, row: ListRow) -> None:
        if isinstance(row, ReplyRow) and row.kind is RowKind.CHOICE:
            self.reply_chosen.emit(row.key)

    def wanted_width(self) -> int:
        return self._theme.metrics.prose


def _row(tree: Tree, reply: Message, telling: Message, chosen: MessageId) -> ReplyRow:
    """`telling` has the words by which a person knows it: its own, or those of its question."""
    said = named(first_line(telling.text, _WORDS))
    parts = (label_of(tree, reply), role_name(reply.role, reply.model), said)
    return ReplyRow(RowKind.CHOICE, ", ".join(filter(None, parts)), reply.id, reply.id == chosen)


def _under(head: str, rows: Sequence[ReplyRow], words: Sequence[str]) -> Iterator[ReplyRow]:
    found = [row for row in rows if all(word in row.text.casefold() for word in words)]
    if found:
        yield ReplyRow(RowKind.HEAD, head)
        yield from found

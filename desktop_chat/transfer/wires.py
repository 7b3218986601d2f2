"""What was sent for a reply, told by the messages of its conversation, and read again.

Every request of a conversation repeats the ones before it. So a stretch of messages that follow each other and were
sent as they stand is told by its two ends, and of any other message its content is told only where that is not what
its sources say. A thousand turns then take a thousand lines and not half a million.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

from desktop_chat.domain.errors import AttachmentLost
from desktop_chat.domain.messages import Message, MessageId, Role
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import LaterWire, WireMessage
from desktop_chat.transfer.fields import Fields

_SHORTEST = 2  # a stretch of fewer is told no shorter by its ends


def wire_json(wire: Sequence[WireMessage], tree: Tree) -> list[dict[str, Any]] | None:
    """None where a file that went along is lost, and with it what exactly was sent."""
    try:
        parts = wire.once() if isinstance(wire, LaterWire) else tuple(wire)
    except AttachmentLost:
        return None
    told: list[dict[str, Any]] = []
    for stretch in _stretches(parts, tree):
        if len(stretch) >= _SHORTEST:
            told.append({"from": stretch[0].sources[0], "to": stretch[-1].sources[-1], "count": len(stretch)})
        else:
            told += (_part_json(part, tree) for part in stretch)
    return told


def spoken_by(sources: Iterable[MessageId], tree: Tree) -> str:
    """What these messages say, one after another; nothing where a file of theirs is lost."""
    return _spoken([tree[source] for source in sources if source in tree])


def _spoken(messages: Sequence[Message]) -> str:
    try:
        return messages[0].spoken if len(messages) == 1 else "".join(message.spoken for message in messages)
    except AttachmentLost:
        return ""


def _stretches(parts: Iterable[WireMessage], tree: Tree) -> Iterator[list[WireMessage]]:
    """Those that stand in the tree as they were sent and follow each other there, together; every other one alone."""
    stretch: list[WireMessage] = []
    for part in parts:
        stands = _stands_in(part, tree)
        if stretch and stands and _follows(part, stretch[-1], tree):
            stretch.append(part)
            continue
        if stretch:
            yield stretch
        stretch = [part] if stands else []
        if not stands:
            yield [part]
    if stretch:
        yield stretch


def _stands_in(part: WireMessage, tree: Tree) -> bool:
    """Whether `part` is what going along its sources gives: one message, or a reply and what continues it."""
    if len(part.sources) == 1:  # nearly always, and a thousand turns have half a million parts
        message = tree.get(part.sources[0])
        return message is not None and message.role is part.role and _spoken((message,)) == part.content
    return (
        bool(part.sources)
        and all(source in tree for source in part.sources)
        and tree[part.sources[0]].role is part.role
        and all(
            tree[after].parent_id == before and tree[after].continues
            for before, after in zip(part.sources, part.sources[1:], strict=False)
        )
        and spoken_by(part.sources, tree) == part.content
    )


def _follows(part: WireMessage, before: WireMessage, tree: Tree) -> bool:
    first = tree[part.sources[0]]
    return first.parent_id == before.sources[-1] and not first.continues


def _part_json(part: WireMessage, tree: Tree) -> dict[str, Any]:
    """`content` is null where it is what the source messages say, one after another."""
    content = None if part.sources and spoken_by(part.sources, tree) == part.content else part.content
    return {"role": part.role.value, "content": content, "sources": list(part.sources)}


class ToldWire(Sequence[WireMessage]):
    """Messages that are put together whenever they are looked at: a thousand requests of them would fill the memory."""

    def __init__(self, told: Sequence["_Part | _Stretch"], tree: Tree) -> None:
        self._told, self._tree = told, tree

    def __len__(self) -> int:
        return sum(one.count if isinstance(one, _Stretch) else 1 for one in self._told)

    @overload
    def __getitem__(self, place: int) -> WireMessage: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[WireMessage, ...]: ...

    def __getitem__(self, place: int | slice) -> WireMessage | tuple[WireMessage, ...]:
        return tuple(self)[place]

    def __iter__(self) -> Iterator[WireMessage]:
        for one in self._told:
            if isinstance(one, _Stretch):
                for sources in _along(one, self._tree) or ():
                    yield _unit([self._tree[source] for source in sources])
            else:
                yield _part(one, self._tree)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Sequence) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class _Part:
    role: Role
    content: str | None
    sources: tuple[MessageId, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: MessageId
    last: MessageId
    count: int


def wire_in(parts: Iterable[Fields], tree: Tree) -> ToldWire | None:
    """The reverse of `wire_json`; None where a stretch is not in the tree."""
    told: list[_Part | _Stretch] = []
    for values in parts:
        if "from" in values.values:
            stretch = _Stretch(values.text("from"), values.text("to"), values.count("count") or 0)
            along = _along(stretch, tree)
            if along is None or len(along) != stretch.count:
                return None
            told.append(stretch)
        else:
            role = values.one_of(Role, "role", Role.USER)
            told.append(_Part(role, values.text_or_none("content"), values.strings("sources")))
    return ToldWire(told, tree)


def _along(stretch: _Stretch, tree: Tree) -> list[list[MessageId]] | None:
    """The ids on the way from one end to the other, those of a reply and what continues it together."""
    path, message = [], tree.get(stretch.last)
    while message is not None and message.id != stretch.first:
        path.append(message)
        message = tree.get(message.parent_id or "")
    if message is None:
        return None
    units = [[message.id]]
    for below in reversed(path):
        if below.continues:
            units[-1].append(below.id)
        else:
            units.append([below.id])
    return units


def _part(part: _Part, tree: Tree) -> WireMessage:
    said = _unit([tree[source] for source in part.sources if source in tree], part.role)
    return replace(said, content=said.content if part.content is None else part.content, sources=part.sources)


def _unit(messages: Sequence[Message], role: Role | None = None) -> WireMessage:
    """A message, or a reply and what continues it, as it is sent."""
    images = tuple(one for message in messages for one in message.attachments if one.is_image)
    sources = tuple(message.id for message in messages)
    return WireMessage(role or messages[0].role, _spoken(messages), sources, images)

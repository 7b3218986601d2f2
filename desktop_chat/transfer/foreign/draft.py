"""A conversation of another program while it is put together: what it said, in the order and the form of ours.

Ids are made of those that the other program gave, so the same export brings the same ids, and a newer one those of what
is new besides.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Conversation, Message, Role, ToolCall
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.text import first_line
from desktop_chat.domain.tree import Tree, switch
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.intake import Lacking, Read, Skipped, SkipReason

_LONGEST_TITLE = 200
_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a conversation lies: in which file, as which of it. `changed_at` is when that file was written."""

    where: str
    number: int
    changed_at: datetime


@dataclass(slots=True)
class Node:
    """What another program keeps as one message. One that is not `shown` only leads from its parent to its children."""

    id: str
    parent: str | None
    role: Role = Role.USER
    text: str = ""
    at: datetime | None = None
    shown: bool = True
    model: str | None = None
    reasoning: str = ""
    calls: tuple[ToolCall, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.text.strip() or self.reasoning.strip() or self.calls or self.attachments)


@dataclass(slots=True)
class Draft:
    """`id` and `title` are the other program's; times are None where it does not know them. `divider` names the last
    node before a fresh start.
    """

    program: str
    id: str
    title: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    system_prompt: str = ""
    divider: str | None = None
    folder: str | None = None
    pinned: bool = False
    archived: bool = False
    nodes: dict[str, Node] = field(default_factory=dict)
    losses: Counter[Loss] = field(default_factory=Counter)
    _ids: dict[str, str] = field(default_factory=dict)
    _led: dict[str, str | None] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        """The first of several with one id is kept."""
        self.nodes.setdefault(node.id, node)

    def lose(self, loss: Loss, count: int = 1) -> None:
        self.losses[loss] += count

    def read(self, spot: Spot, head: str | None) -> Read:
        """The conversation with all that was added; `head` names the node that was being read last."""
        shown = [node for node in self.in_order() if node.shown and node.says_something]
        if not shown:
            return Skipped(spot.where, SkipReason.EMPTY, spot.number, first_line(self.title))
        times = self._times(shown, spot)
        tree = Tree(self._message(node, times[node.id]) for node in shown)
        began = self.created_at or min(times.values())
        end = self._visible(head) or max(shown, key=lambda node: times[node.id]).id
        divider = self._visible(self.divider)
        chat = Chat(
            Conversation(
                id=self._id(),
                created_at=began,
                updated_at=max(self.updated_at or began, began, *times.values()),
                title=first_line(self.title, _LONGEST_TITLE) or self._first_words(shown),
                head=switch(tree, self._id(end)),
                policy=Policy(system_prompt=self.system_prompt, divider=self._id(divider) if divider else None),
                folder=self.folder,
                pinned=self.pinned,
                archived=self.archived,
            ),
            tree,
        )
        losses = +self.losses  # those that there were
        return Lacking(chat, dict(losses)) if losses else chat

    def _first_words(self, shown: list[Node]) -> str:
        """Where the other program has no title either."""
        return next((first_line(node.text) for node in shown if node.role is Role.USER and node.text.strip()), "")

    def _id(self, node: str = "") -> str:
        if node not in self._ids:
            words = "\n".join((self.program, self.id, node))
            self._ids[node] = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
        return self._ids[node]

    def _message(self, node: Node, at: datetime) -> Message:
        parent = self._visible(node.parent)
        return Message(
            id=self._id(node.id),
            conversation_id=self._id(),
            parent_id=self._id(parent) if parent else None,
            role=node.role,
            text=node.text,
            created_at=at,
            reasoning=node.reasoning,
            tool_calls=node.calls,
            model=node.model if node.role is Role.ASSISTANT else None,
            attachments=node.attachments,
        )

    def _visible(self, name: str | None) -> str | None:
        """The node of that name, or the first above it that is shown; None above all, and where damage made a ring."""
        passed: list[str] = []
        while name is not None and name in self.nodes and name not in self._led:
            node = self.nodes[name]
            is_shown = node.shown and node.says_something
            self._led[name] = name if is_shown else None  # a ring comes back to that None
            if not is_shown:
                passed.append(name)
                name = node.parent
        found = None if name is None else self._led.get(name)
        self._led |= dict.fromkeys(passed, found)
        return found

    def in_order(self) -> Iterator[Node]:
        """Each behind its parent, as far as there is one, siblings as they were added. A ring is cut open."""
        children: dict[str | None, list[Node]] = {}
        for node in self.nodes.values():
            children.setdefault(node.parent if node.parent in self.nodes else None, []).append(node)
        done: set[str] = set()
        for start in (*children.get(None, ()), *self.nodes.values()):
            waiting = [start]
            while waiting:
                node = waiting.pop()
                if node.id not in done:
                    if node.parent is not None and node.parent not in done:
                        node.parent = None
                    done.add(node.id)
                    yield node
                    waiting.extend(reversed(children.get(node.id, ())))

    def _times(self, shown: list[Node], spot: Spot) -> dict[str, datetime]:
        """A time for each message: its own, else that of the one above it, else of the first below it that has one."""
        times: dict[str, datetime] = {}
        known = (node.at for node in shown if node.at is not None)
        first = self.created_at or next(known, None) or self.updated_at or spot.changed_at
        for node in shown:
            above = times.get(self._visible(node.parent) or "")
            times[node.id] = node.at or above or first
        self.lose(Loss.TIME, sum(node.at is None for node in shown))
        return times


def fallback_id(*parts: object) -> str:
    """An id of a conversation that has none, made of what does not change when it grows."""
    return hashlib.sha256(values.as_text([str(part) for part in parts]).encode()).hexdigest()[:_DIGITS]

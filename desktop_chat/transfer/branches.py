"""What of a conversation's tree is written, and in which order.

The branch that is read comes first, whole. Each other branch then follows as what it does not share with those before,
under its number and with the place where it turns off. So nothing is written twice and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.joints import parts_of
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages that follow each other. `number` is that of the branch which they lead to the end of, None for what was
    asked aside; `after` is the message that they turn off from, None for the beginning.
    """

    messages: tuple[Message, ...]
    number: int | None
    after: MessageId | None = None


def leaves(tree: Tree) -> list[MessageId]:
    """Where the branches end, oldest first: a branch's number is its place here, counted from one."""
    roots = tree.children(None)
    found = chain.from_iterable(tree.leaves_under(root.id) for root in roots if not root.aside)
    return sorted(set(found), key=lambda leaf: (tree[leaf].created_at, leaf))


def stretches(chat: Chat, *, whole_tree: bool) -> list[Stretch]:
    """The branch that is read, and if `whole_tree` all others."""
    ends = leaves(chat.tree)
    numbers = {leaf: number for number, leaf in enumerate(ends, start=1)}
    found = [Stretch(chat.branch, numbers.get(chat.branch[-1].id) if chat.branch else None)]
    if not whole_tree:
        return found
    seen = {message.id for message in chat.branch}
    for end in (*ends, *_other_ends(chat.tree)):
        if messages := _unseen(chat.tree, end, seen):
            parent = messages[0].parent_id
            found.append(Stretch(messages, numbers.get(end), parent if parent in chat.tree else None))
    return found


def _other_ends(tree: Tree) -> list[MessageId]:
    """What was asked aside ends on no branch; and of a ring, which only damage makes, every message is as good."""
    by_age = sorted(tree.values(), key=lambda message: (message.created_at, message.id))
    return [*(message.id for message in by_age if not tree.children(message.id)), *(message.id for message in by_age)]


def _unseen(tree: Tree, end: MessageId, seen: set[MessageId]) -> tuple[Message, ...]:
    """The messages to `end` that were not seen before; now they are."""
    path: list[Message] = []
    message = tree.get(end)
    while message is not None and message.id not in seen:
        seen.add(message.id)
        path.append(message)
        message = tree.get(message.parent_id or "")
    return tuple(reversed(path))


def turns_off(found: Sequence[Stretch]) -> Mapping[MessageId | None, list[int]]:
    """The numbers of the branches that turn off behind each message."""
    numbers: dict[MessageId | None, list[int]] = {}
    for stretch in found[1:]:
        if stretch.number is not None:
            numbers.setdefault(stretch.after, []).append(stretch.number)
    return numbers


def only_branch(chat: Chat) -> Chat:
    """The conversation as if there were no branch but the one that is read."""
    return _with_only(chat, chat.branch)


def from_to(chat: Chat, first: MessageId | None, last: MessageId | None) -> Chat:
    """Only the messages from `first` to `last`, without the rules of the conversation; None for either end of the
    branch that is read. A reply is taken with all of its parts. Raises `NotFound`.
    """
    for wanted in (first, last):
        if wanted is not None and wanted not in chat.tree:
            raise NotFound("message", wanted)
    branch = chat.tree.branch(last or chat.conversation.head)
    ids = [message.id for message in branch]
    start = parts_of(chat.tree, first)[0].id if first else None
    if start is not None and start not in ids:
        raise NotFound("message", str(first))
    part = _with_only(chat, branch[ids.index(start) if start else 0 :])
    return replace(part, conversation=replace(part.conversation, policy=Policy()))


def _with_only(chat: Chat, messages: Sequence[Message]) -> Chat:
    head = messages[-1].id if messages else None
    kept = [replace(messages[0], parent_id=None), *messages[1:]] if messages else []
    receipts = {message.id: chat.receipts[message.id] for message in kept if message.id in chat.receipts}
    return Chat(replace(chat.conversation, head=head), Tree(kept), receipts)

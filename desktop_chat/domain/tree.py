"""A conversation is a tree, and one pointer says which leaf is being read.

Editing a question or retrying a reply adds a sibling; nothing is overwritten. Branches are pure functions of the tree
and its head, so the window, the command line and the store cannot disagree about what is visible.
"""

from collections.abc import Iterable, Iterator, Mapping

from desktop_chat.domain.messages import Message, MessageId


class Tree(Mapping[MessageId, Message]):
    """Messages by id, and who follows whom. Adding returns a new tree; a tree itself never changes.

    Messages whose parent is missing count as roots, so that a damaged row hides no reply below it.
    """

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self._messages = {message.id: message for message in messages}
        self._children: dict[MessageId | None, list[MessageId]] = {}
        for message in self._messages.values():
            parent = message.parent_id if message.parent_id in self._messages else None
            self._children.setdefault(parent, []).append(message.id)
        for siblings in self._children.values():
            siblings.sort(key=lambda child: self._messages[child].created_at)
        self._walked: tuple[MessageId | None, tuple[Message, ...]] = (None, ())

    def __getitem__(self, key: MessageId) -> Message:
        return self._messages[key]

    def __contains__(self, key: object) -> bool:
        return key in self._messages

    def __iter__(self) -> Iterator[MessageId]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)

    def with_messages(self, messages: Iterable[Message]) -> "Tree":
        """This tree with `messages` added, or put in the place of those with the same id."""
        return Tree([*(self._messages | {message.id: message for message in messages}).values()])

    def children(self, parent: MessageId | None) -> tuple[Message, ...]:
        """Those that follow `parent` (None: the roots), oldest first."""
        return tuple(self._messages[child] for child in self._children.get(parent, ()))

    def followers(self, parent: MessageId | None) -> tuple[Message, ...]:
        """Those that go on where `parent` ends: all that follow it but for what was asked aside."""
        return tuple(child for child in self.children(parent) if not child.aside)

    def siblings(self, message_id: MessageId) -> tuple[Message, ...]:
        """The alternatives at this place, the message itself included, oldest first. What was asked aside is one to
        nothing else.
        """
        message = self._messages[message_id]
        beside = self.children(message.parent_id if message.parent_id in self._messages else None)
        return tuple(one for one in beside if one.aside == message.aside)

    def branch(self, head: MessageId | None) -> tuple[Message, ...]:
        """From the root to `head`, both included; empty when there is no such message."""
        # Asked for again and again while one branch is read; a tree never changes, so neither does its answer.
        if head != self._walked[0]:
            self._walked = (head, tuple(reversed(self._walk(head))))
        return self._walked[1]

    def _walk(self, head: MessageId | None) -> list[Message]:
        """From `head` to the root; where damage made a ring, once round it."""
        path: list[Message] = []
        seen: set[MessageId | None] = set()
        message = self._messages.get(head) if head is not None else None
        while message is not None and message.id not in seen:
            seen.add(message.id)
            path.append(message)
            message = self._messages.get(message.parent_id)  # type: ignore[arg-type]  # None is nobody's id
        return path

    def leaves_under(self, message_id: MessageId) -> Iterator[MessageId]:
        """Every leaf below `message_id` but for what was asked aside there; itself when nothing follows it. None where
        damage made a ring.
        """
        waiting, seen = [message_id], {message_id}
        while waiting:
            current = waiting.pop()
            children = [child.id for child in self.followers(current)]
            if not children:
                yield current
            waiting.extend(child for child in children if child not in seen)
            seen.update(children)


def beside(tree: Tree, head: MessageId | None) -> Iterator[Message]:
    """What stands on other branches only, in no order; nothing that was asked aside."""
    branch = tree.branch(head)
    if len(branch) == len(tree):  # nearly always, and a branch may be very long
        return
    waiting, shown = [*tree.followers(None)], {message.id for message in branch}
    while waiting:
        message = waiting.pop()
        if message.id not in shown:
            yield message
        waiting.extend(tree.followers(message.id))


def switch(tree: Tree, sibling: MessageId) -> MessageId:
    """The new head: the most recent leaf under that sibling."""
    return max(tree.leaves_under(sibling), key=lambda leaf: (tree[leaf].created_at, leaf), default=sibling)

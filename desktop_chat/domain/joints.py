"""A reply and what continues it are one reply, however many requests it took.

They are one message on the wire, one turn in an export, and one text to whoever reads. What was stored is not touched:
the parts stay messages of their own, each with its receipt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.tree import Tree, switch

_BETWEEN_THOUGHTS = "\n\n"
_continues = attrgetter("continues")


def goes_on(message: Message, before: Message) -> bool:
    """Whether `message` is the next part of the reply that `before` is a part of."""
    return message.continues and message.parent_id == before.id and message.role is before.role


def read(branch: Sequence[Message]) -> tuple[tuple[Message, ...], dict[MessageId, tuple[Message, ...]]]:
    """The branch as it is read, each reply one message; and the parts of those that have several, by their ids."""
    if not any(map(_continues, branch)):  # nearly always, and a branch may be very long
        return tuple(branch), {}
    found = units(branch)
    return tuple(map(stitched, found)), {unit[-1].id: unit for unit in found if len(unit) > 1}


def units(branch: Sequence[Message]) -> list[tuple[Message, ...]]:
    """The branch, each reply with all of its parts."""
    if not any(map(_continues, branch)):
        return [(message,) for message in branch]
    found: list[list[Message]] = []
    for message in branch:
        if found and goes_on(message, found[-1][-1]):
            found[-1].append(message)
        else:
            found.append([message])
    return [tuple(unit) for unit in found]


def stitched(parts: Sequence[Message]) -> Message:
    """All parts as one message. It began where the first one did; how far it came, the last one says, and by the id of
    the last one it goes on.
    """
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return last
    thoughts = "".join(part.reasoning + _BETWEEN_THOUGHTS for part in parts[:-1] if part.reasoning)
    return replace(
        last,
        text="".join(part.text for part in parts),
        reasoning=thoughts + last.reasoning,
        refusal="".join(part.refusal for part in parts),
        tool_calls=tuple(call for part in parts for call in part.tool_calls),
        created_at=first.created_at,
        model=first.model,
        endpoint=first.endpoint,
        by_hand=any(part.by_hand for part in parts),
    )


def parts_of(tree: Tree, message_id: MessageId) -> tuple[Message, ...]:
    """The reply that ends with this part, from its first part on."""
    parts = [tree[message_id]]
    while (before := tree.get(parts[0].parent_id or "")) is not None and goes_on(parts[0], before):
        if before in parts:  # damage made a ring
            break
        parts.insert(0, before)
    return tuple(parts)


def to_edit(tree: Tree, message_id: MessageId) -> Message:
    """A message as one edits it: with all its parts one, in the place of the first."""
    parts = parts_of(tree, message_id)
    return replace(stitched(parts), parent_id=parts[0].parent_id, continues=False)


def alternatives(tree: Tree, message_id: MessageId) -> tuple[MessageId, ...]:
    """What could stand in the place of this reply, itself included: each by its last part, in the order of the tree."""
    first = parts_of(tree, message_id)[0]
    above = tree.get(first.parent_id or "")
    beside = [one for one in tree.siblings(first.id) if above is None or not goes_on(one, above)]
    found = [last for one in beside for last in _ends(tree, one, set())]
    return tuple(found) if message_id in found else (*found, message_id)


def neighbour(tree: Tree, message_id: MessageId, step: int) -> MessageId | None:
    """The alternative `step` places further, or None beyond either end."""
    ids = alternatives(tree, message_id)
    place = ids.index(message_id) + step
    return ids[place] if 0 <= place < len(ids) else None


def leaf_of(tree: Tree, message_id: MessageId) -> MessageId:
    """The new head that shows this alternative: the most recent leaf of what follows it, but for its continuations."""
    others = [child.id for child in tree.followers(message_id) if not goes_on(child, tree[message_id])]
    leaves = (switch(tree, other) for other in others)
    return max(leaves, key=lambda leaf: (tree[leaf].created_at, leaf), default=message_id)


def _ends(tree: Tree, part: Message, seen: set[MessageId]) -> Iterator[MessageId]:
    """Where replies that begin with this part end: it is an end itself where something else follows it, or nothing."""
    if part.id in seen:  # damage made a ring
        return
    seen.add(part.id)
    followers = tree.followers(part.id)
    more = [message for message in followers if goes_on(message, part)]
    if len(more) < len(followers) or not followers:
        yield part.id
    for message in more:
        yield from _ends(tree, message, seen)

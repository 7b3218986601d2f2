"""All branches of a conversation as an outline that a person can take in.

What is read from top to bottom stands on one level, however often it was forked on the way: where others follow the
same message, each of them is one row before the one that is read, and opens a level of its own. A long stretch without
a fork shows its ends, and the number of what lies between.
"""

from collections.abc import Sequence

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.tree import Tree, switch
from desktop_chat.domain.values import dataclass

_LONGEST = 12  # messages without a fork that are all shown
_ENDS = 4  # of a longer stretch, at its beginning and at its end


@dataclass(frozen=True, slots=True)
class Row:
    """One message or, folded, several. What follows a message is inside it where it `opens`, else behind it."""

    messages: tuple[Message, ...]
    opens: bool = False

    @property
    def message(self) -> Message | None:
        return self.messages[0] if len(self.messages) == 1 else None


def top(tree: Tree, head: MessageId | None) -> list[Row]:
    """The outermost level: the branch that ends with `head`, and those beside it."""
    return _level(tree, tree.children(None), head)


def below(tree: Tree, row: Row) -> list[Row]:
    """What a row holds: the rest of its branch, or the messages that are folded in it; nothing for a plain one."""
    if row.message is None:
        return [Row((message,)) for message in row.messages]
    if not row.opens:
        return []
    return _level(tree, tree.children(row.message.id), switch(tree, row.message.id))


def is_open(tree: Tree, row: Row) -> bool:
    """Whether it holds anything."""
    return row.message is None or (row.opens and bool(tree.children(row.message.id)))


def _level(tree: Tree, followers: Sequence[Message], head: MessageId | None) -> list[Row]:
    """The branch that leads to `head` from among these on; who does not lead there opens a level."""
    path = {message.id for message in tree.branch(head)}
    rows: list[Row] = []
    stretch: list[Message] = []
    while followers:
        usual = [one for one in followers if one.id in path] or [one for one in followers if not one.aside]
        main = usual[-1] if usual else None
        if len(followers) > 1 or main is None:
            rows += _folded(stretch)
            stretch = []
            rows += [Row((one,), opens=True) for one in followers if one is not main]
        if main is None:  # what is read ends here, and more was asked about it
            break
        stretch.append(main)
        followers = tree.children(main.id)
    return rows + _folded(stretch)


def _folded(run: Sequence[Message]) -> list[Row]:
    if len(run) <= _LONGEST:
        return [Row((message,)) for message in run]
    ends = [Row((message,)) for message in (*run[:_ENDS], *run[-_ENDS:])]
    return [*ends[:_ENDS], Row(tuple(run[_ENDS:-_ENDS])), *ends[_ENDS:]]

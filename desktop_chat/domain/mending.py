"""Messages from elsewhere as a tree that can be stored and walked."""

from collections.abc import Iterable
from dataclasses import replace

from desktop_chat.domain.messages import Message, MessageId


def parents_first(messages: Iterable[Message]) -> list[Message]:
    """`messages` in their order, but each behind its parent where that is among them. A ring, which only damage makes,
    is cut open: one of its messages has no parent any more.
    """
    listed = list(messages)
    ids = {message.id for message in listed}
    found: dict[MessageId, Message] = {}
    waiting: dict[MessageId | None, list[Message]] = {}
    for message in listed:
        if message.parent_id in ids and message.parent_id not in found:
            waiting.setdefault(message.parent_id, []).append(message)
        else:
            _place(message, found, waiting)
    for message in listed:  # whoever waits still, waits for itself
        if message.id not in found:
            _place(replace(message, parent_id=None), found, waiting)
    return list(found.values())


def _place(message: Message, found: dict[MessageId, Message], waiting: dict[MessageId | None, list[Message]]) -> None:
    """`message`, and behind it all who waited for it."""
    stack = [message]
    while stack:
        current = stack.pop()
        if current.id not in found:
            found[current.id] = current
            stack.extend(reversed(waiting.pop(current.id, ())))

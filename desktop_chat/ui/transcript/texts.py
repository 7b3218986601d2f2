"""Which text of a message a body is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.item import Item


class Which(IntEnum):
    """The texts of a message, in the order in which they stand."""

    REASONING = 0
    TEXT = 1
    REFUSAL = 2


def texts_of(item: Item) -> Iterator[tuple[Which, Body]]:
    """The texts of that message that are to be seen, from the top down."""
    if item.texts is None:
        return
    texts, shown = item.texts, item.bodies
    for which, body in zip(Which, (texts.reasoning, texts.text, texts.refusal), strict=True):
        if any(body is one for one in shown):
            yield which, body


def body_of(item: Item, which: Which) -> Body | None:
    """That text of the message, if it is to be seen."""
    return next((body for one, body in texts_of(item) if one is which), None)

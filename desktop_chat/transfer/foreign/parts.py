"""Content as it goes over the wire of a chat API: words, or a list of words and pictures."""

from typing import Any

from desktop_chat.domain.intake import Loss
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.foreign.draft import Draft, Node
from desktop_chat.transfer.foreign.pictures import picture


def take_parts(draft: Draft, node: Node, content: Any) -> str:
    """The words of `content`; pictures in it are attached to `node`, or counted as lost."""
    if not isinstance(content, list):
        return values.text(content)
    words = []
    for part in values.things(content):
        if part.get("type") == "image_url":
            url = part.get("image_url")
            take_picture(draft, node, values.text(values.thing(url).get("url") if isinstance(url, dict) else url))
        elif isinstance(part.get("text"), str):
            words.append(values.text(part["text"]))
        else:
            words.append(values.as_it_is(part))
            draft.lose(Loss.PART)
    return values.joined(words)


def take_picture(draft: Draft, node: Node, url: str) -> None:
    """The picture that an address holds in itself; any other address leads out of the file, and is not followed."""
    data = values.data_in(url)
    found = picture("picture", lambda: data)
    if found is None:
        draft.lose(Loss.PICTURE)
    else:
        node.attachments = (*node.attachments, found)

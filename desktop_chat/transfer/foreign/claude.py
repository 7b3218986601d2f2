"""Exports of Claude: an array of conversations, each a list of messages that name their parents.

What a message says stands in blocks; the text beside them is what an old reader would show, and serves where there are
none.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.transfer.elements import Place, Wish
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.foreign.draft import Draft, Node, Spot, fallback_id
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.foreign.pictures import text_file
from desktop_chat.transfer.intake import Read

PROGRAM = "claude"
_NO_PARENT = "00000000-0000-4000-8000-000000000000"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic")
_SAYING_NOTHING = frozenset({"token_budget", "flag"})


def wish(place: Place) -> Wish:
    return Wish.KEEP if place else Wish.ENTER


def read(value: Any, spot: Spot, files: Files) -> Iterator[Read]:
    conversation = values.thing(value)
    began = conversation.get("created_at")
    draft = Draft(
        PROGRAM,
        values.key(conversation.get("uuid")) or fallback_id(began, conversation.get("name")),
        values.text(conversation.get("name")),
        values.moment(began),
        values.moment(conversation.get("updated_at")),
        pinned=conversation.get("is_starred") is True,
        folder=values.name(values.thing(conversation.get("project")).get("name")),
    )
    before = None
    for number, message in enumerate(values.listed(conversation["chat_messages"])):
        name = values.key(message.get("uuid")) or str(number)
        draft.add(_node(draft, name, before, message, files))
        before = name
    yield draft.read(spot, values.key(conversation.get("current_leaf_message_uuid")))


def _node(draft: Draft, name: str, before: str | None, message: Mapping[str, Any], files: Files) -> Node:
    parent = values.key(message.get("parent_message_uuid")) or before
    role = Role.ASSISTANT if message.get("sender") == "assistant" else Role.USER
    node = Node(name, None if parent == _NO_PARENT else parent, role, at=values.moment(message.get("created_at")))
    node.model = values.name(message.get("model"))
    said: list[str] = []
    for block in values.things(message.get("content")):
        _take(draft, node, said, block)
    node.text = values.joined(said) or ("" if node.calls or node.reasoning else values.text(message.get("text")))
    _attach(draft, node, message, files)
    return node


def _take(draft: Draft, node: Node, said: list[str], block: Mapping[str, Any]) -> None:
    match block.get("type"):
        case "text":
            said.append(values.text(block.get("text")))
        case "thinking":
            node.reasoning = values.joined([node.reasoning, values.text(block.get("thinking"))])
        case "tool_use":
            called = values.text(block.get("name"))
            call = ToolCall(values.key(block.get("id")) or called, called, values.as_text(block.get("input")))
            node.calls = (*node.calls, call)
        case "tool_result":
            draft.lose(Loss.TOOL)
        case kind if kind not in _SAYING_NOTHING:
            said.append(values.as_it_is(block))
            draft.lose(Loss.PART)


def _attach(draft: Draft, node: Node, message: Mapping[str, Any], files: Files) -> None:
    """What was pasted or attached as text comes along with its words; of other files mostly the name."""
    brought = set()
    for one in values.things(message.get("attachments")):
        name, words = values.text(one.get("file_name")), values.text(one.get("extracted_content"))
        if words.strip():
            brought.add(name)
            node.attachments = (*node.attachments, text_file(name or "paste.txt", words))
        elif name:
            draft.lose(Loss.FILE)
    for one in values.things(message.get("files")):
        name = values.text(one.get("file_name"))
        found = files.attachment(values.text(one.get("file_uuid")) or name, name) if name not in brought else None
        if found is not None:
            node.attachments = (*node.attachments, found)
        elif name not in brought:
            draft.lose(Loss.PICTURE if name.lower().endswith(_PICTURES) else Loss.FILE)

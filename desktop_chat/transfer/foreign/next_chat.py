"""Backups of NextChat: what its pages keep in the browser, the conversations under one key, keys of APIs under others.

Only the conversations are entered; nothing else in the file is even parsed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.transfer.elements import Place, Wish
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.foreign.draft import Draft, Node, Spot, fallback_id
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.foreign.parts import take_parts
from desktop_chat.transfer.intake import Read

PROGRAM = "next-chat"
STORE = "chat-next-web-store"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}


def wish(place: Place) -> Wish:
    """The sessions of the store, which may lie in a state with a version beside it."""
    match place:
        case () | ("chat-next-web-store",) | ("chat-next-web-store", "state"):
            return Wish.ENTER
        case ("chat-next-web-store", "sessions") | ("chat-next-web-store", "state", "sessions"):
            return Wish.ENTER
        case ("chat-next-web-store", "sessions", int()) | ("chat-next-web-store", "state", "sessions", int()):
            return Wish.KEEP
    return Wish.PASS


def read(value: Any, spot: Spot, files: Files) -> Iterator[Read]:
    session = values.thing(value)
    messages = list(values.listed(session["messages"]))
    mask = values.thing(session.get("mask"))
    first = values.key(messages[0].get("id")) if messages else None
    draft = Draft(
        PROGRAM,
        values.key(session.get("id")) or fallback_id(session.get("topic"), first),
        values.text(session.get("topic")),
        updated_at=values.moment(session.get("lastUpdate")),
    )
    before = _take_context(draft, mask)
    names = []
    for number, message in enumerate(messages):
        node = _node(draft, values.key(message.get("id")) or str(number), before, message)
        draft.add(node)
        before = node.id
        names.append(node.id)
    draft.lose(Loss.HIDDEN, int(bool(values.text(session.get("memoryPrompt")).strip())))
    forgotten = session.get("clearContextIndex")
    if isinstance(forgotten, int) and 0 < forgotten <= len(names):
        draft.divider = names[forgotten - 1]
    yield draft.read(spot, before)


def _take_context(draft: Draft, mask: Mapping[str, Any]) -> str | None:
    """What the person put before the conversation: what the system says becomes its prompt, the rest begins it."""
    before = None
    prompts = []
    for number, message in enumerate(values.things(mask.get("context"))):
        node = _node(draft, f"context {number}", before, message)
        if node.role is Role.SYSTEM:
            prompts.append(node.text)
        else:
            draft.add(node)
            before = node.id
    draft.system_prompt = values.joined(prompts)
    return before


def _node(draft: Draft, name: str, parent: str | None, message: Mapping[str, Any]) -> Node:
    node = Node(name, parent, _ROLES.get(str(message.get("role")), Role.USER), at=values.moment(message.get("date")))
    node.model = values.name(message.get("model"))
    node.text = take_parts(draft, node, message.get("content"))
    for tool in values.things(message.get("tools")):
        function = values.thing(tool.get("function"))
        called = values.text(function.get("name"))
        call = ToolCall(values.key(tool.get("id")) or called, called, values.text(function.get("arguments")))
        node.calls = (*node.calls, call)
        draft.lose(Loss.TOOL, int(bool(tool.get("content"))))
    draft.lose(Loss.SOUND, int(bool(message.get("audio_url"))))
    return node

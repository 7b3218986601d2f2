"""Exports of Chatbox: everything it stores, by keys. Conversations lie one under each `session:` key, in older exports
all in one list; the settings beside them, with the keys of APIs, are not parsed.

A conversation there may have earlier threads, each of which is one of its own here, and forks: other ways on from a
message, of which the list shows one.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.transfer.elements import DEEPEST, Place, Wish, depth_of
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.foreign.draft import Draft, Node, Spot, fallback_id
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.foreign.parts import take_picture
from desktop_chat.transfer.intake import Read

PROGRAM = "chatbox"
SESSION = "session:"
SESSIONS = "chat-sessions"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM, "tool": Role.ASSISTANT}


def wish(place: Place) -> Wish:
    match place:
        case () | ("chat-sessions",):
            return Wish.ENTER
        case ("chat-sessions", int()):
            return Wish.KEEP
        case (str(key),) if key.startswith(SESSION):
            return Wish.KEEP
    return Wish.PASS


def read(value: Any, spot: Spot, files: Files) -> Iterator[Read]:
    session = _unpacked(value)
    messages = list(values.listed(session["messages"]))
    name = values.text(session.get("name"))
    threads = list(values.things(session.get("threads")))
    identifier = values.key(session.get("id")) or fallback_id(name, *(message.get("id") for message in messages[:1]))
    forks = values.thing(session.get("messageForksHash"))
    if messages or not threads:
        title = values.text(session.get("threadName")) if threads else ""
        yield _draft(identifier, title or name, session, messages, forks).read(spot, _last(messages))
    for thread in threads:
        said = list(values.things(thread.get("messages")))
        own = f"{identifier} {values.key(thread.get('id')) or _last(said)}"
        draft = _draft(own, values.text(thread.get("name")) or name, session, said, forks)
        draft.created_at = values.moment(thread.get("createdAt"))
        yield draft.read(spot, _last(said))


def _unpacked(value: Any) -> Mapping[str, Any]:
    """Some versions keep a conversation as text."""
    if not isinstance(value, str):
        return values.thing(value)
    with suppress(RecursionError):
        found = json.loads(value)
        if depth_of(found) <= DEEPEST:
            return values.thing(found)
    raise ValueError


def _last(messages: list[Mapping[str, Any]]) -> str | None:
    return values.key(messages[-1].get("id")) if messages else None


def _draft(
    identifier: str,
    title: str,
    session: Mapping[str, Any],
    messages: list[Mapping[str, Any]],
    forks: Mapping[str, Any],
) -> Draft:
    draft = Draft(PROGRAM, identifier, title, pinned=session.get("starred") is True)
    if messages and messages[0].get("role") == "system":
        draft.system_prompt = _node(draft, "", None, messages[0]).text
        messages = messages[1:]
    _add_line(draft, None, messages)
    waiting = list(draft.nodes)
    while waiting:
        name = waiting.pop()
        for way in values.things(values.thing(forks.get(name)).get("lists")):
            before = set(draft.nodes)
            _add_line(draft, name, list(values.things(way.get("messages"))))
            waiting.extend(draft.nodes.keys() - before)
    return draft


def _add_line(draft: Draft, before: str | None, messages: list[Mapping[str, Any]]) -> None:
    for message in messages:
        name = values.key(message.get("id")) or f"{before} {len(draft.nodes)}"
        draft.add(_node(draft, name, before, message))
        before = name


def _node(draft: Draft, name: str, parent: str | None, message: Mapping[str, Any]) -> Node:
    node = Node(name, parent, _ROLES.get(str(message.get("role")), Role.USER))
    node.at = values.moment(message.get("timestamp"))
    node.model = values.name(message.get("model"))
    node.reasoning = values.text(message.get("reasoningContent"))
    said = [values.text(message.get("content"))]
    for part in values.things(message.get("contentParts")):
        _take(draft, node, said, part)
    said += [f"[{values.text(link.get('title'))}]({values.text(link.get('url'))})" for link in _links(message)]
    node.text = values.joined(said) or values.text(message.get("error"))
    for shown in values.things(message.get("pictures")):
        take_picture(draft, node, values.text(shown.get("url")))
    draft.lose(Loss.FILE, sum(1 for _ in values.things(message.get("files"))))
    return node


def _links(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return values.things(message.get("links"))


def _take(draft: Draft, node: Node, said: list[str], part: Mapping[str, Any]) -> None:
    match part.get("type"):
        case "text" | "info":
            said.append(values.text(part.get("text")))
        case "reasoning":
            node.reasoning = values.joined([node.reasoning, values.text(part.get("text"))])
        case "image":  # it lies in another store, which is not exported
            take_picture(draft, node, values.text(part.get("url")))
        case "tool-call":
            called = values.text(part.get("toolName"))
            call = ToolCall(values.key(part.get("toolCallId")) or called, called, values.as_text(part.get("args")))
            node.calls = (*node.calls, call)
            draft.lose(Loss.TOOL, int(part.get("result") is not None))
        case _:
            said.append(values.as_it_is(part))
            draft.lose(Loss.PART)

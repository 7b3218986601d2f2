"""Exports of Open WebUI: an array of chats, each a tree of messages; the oldest ones a list.

What a model thought and which tools it called stand in the text there, in elements that it shows folded.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.transfer.elements import Place, Wish
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.foreign.draft import Draft, Node, Spot, fallback_id
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.foreign.parts import take_parts
from desktop_chat.transfer.foreign.pictures import picture, text_file
from desktop_chat.transfer.intake import Read

PROGRAM = "open-webui"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}
_FOLDED = re.compile(
    r'<details type="(reasoning|tool_calls|code_interpreter)"([^>]*)>\s*(?:<summary>.*?</summary>)?(.*?)</details>\s*',
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


def wish(place: Place) -> Wish:
    return Wish.KEEP if place else Wish.ENTER


def read(value: Any, spot: Spot, files: Files) -> Iterator[Read]:
    outer = values.thing(value)
    chat = values.thing(outer["chat"])
    history = values.thing(chat.get("history"))
    found = values.thing(history.get("messages"))
    began = outer.get("created_at") or chat.get("timestamp")
    folder = outer.get("folder") or chat.get("folder")
    draft = Draft(
        PROGRAM,
        values.key(outer.get("id") or chat.get("id")) or fallback_id(began, *found.keys()),
        values.text(outer.get("title") or chat.get("title")),
        values.moment(began),
        values.moment(outer.get("updated_at")),
        values.text(values.thing(chat.get("params")).get("system") or chat.get("system")),
        folder=values.name(values.thing(folder).get("name") if isinstance(folder, dict) else folder),
        pinned=outer.get("pinned") is True,
        archived=outer.get("archived") is True,
    )
    for name, parent, message in _tree(found) if found else _line(chat.get("messages")):
        draft.add(_node(draft, name, parent, message, files))
    yield draft.read(spot, values.key(history.get("currentId")))


def _tree(found: Mapping[str, Any]) -> Iterator[tuple[str, str | None, Mapping[str, Any]]]:
    for name, message in found.items():
        yield name, values.key(values.thing(message).get("parentId")), values.thing(message)


def _line(found: Any) -> Iterator[tuple[str, str | None, Mapping[str, Any]]]:
    before = None
    for number, message in enumerate(values.things(found)):
        name = values.key(message.get("id")) or str(number)
        yield name, values.key(message.get("parentId")) or before, message
        before = name


def _node(draft: Draft, name: str, parent: str | None, message: Mapping[str, Any], files: Files) -> Node:
    node = Node(name, parent, _ROLES.get(str(message.get("role")), Role.USER))
    node.at = values.moment(message.get("timestamp"))
    node.model = values.name(message.get("model"))
    node.text = take_parts(draft, node, message.get("content"))
    error = message.get("error")
    if not node.text.strip() and error:
        node.text = values.text(values.thing(error).get("content") if isinstance(error, dict) else error)
    if node.role is Role.ASSISTANT and "<details" in node.text:
        _unfold(draft, node)
    for one in values.things(message.get("files")):
        _attach(draft, node, one, files)
    return node


def _unfold(draft: Draft, node: Node) -> None:
    """What stands folded in the text goes to where it belongs here."""

    def take(found: re.Match[str]) -> str:
        kind, inside = found[1], found[3].strip()
        if kind == "reasoning":
            node.reasoning = values.joined([node.reasoning, html.unescape(_QUOTE.sub("", inside))])
            return ""
        named = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}
        called = named.get("name") or kind
        node.calls = (*node.calls, ToolCall(named.get("id") or called, called, named.get("arguments") or inside))
        draft.lose(Loss.TOOL, int("result" in named or "output" in named))
        return ""

    node.text = _FOLDED.sub(take, node.text).strip("\n")


def _attach(draft: Draft, node: Node, one: Mapping[str, Any], files: Files) -> None:
    inner = values.thing(one.get("file"))
    url, name = values.text(one.get("url")), values.text(one.get("name") or inner.get("filename"))
    words = values.text(values.thing(inner.get("data")).get("content"))
    found = None
    if (data := values.data_in(url)) is not None:
        found = picture(name or "picture", lambda: data)
    elif words.strip():
        found = text_file(name or "file.txt", words)
    if found is not None:
        node.attachments = (*node.attachments, found)
    else:
        draft.lose(Loss.PICTURE if one.get("type") == "image" else Loss.FILE)

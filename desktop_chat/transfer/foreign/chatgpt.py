"""Exports of ChatGPT: an array of conversations, in one file or in numbered ones, each a tree of nodes.

A reply there is a chain of nodes: thoughts, calls of tools, what those answered, and words in between. Here it is one
message, so the nodes are sorted first and folded then (see `turns`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Role, ToolCall
from desktop_chat.transfer.elements import Place, Wish
from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.foreign.draft import Draft, Node, Spot, fallback_id
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.foreign.turns import fold
from desktop_chat.transfer.intake import Read

PROGRAM = "chatgpt"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.ASSISTANT, "system": Role.SYSTEM}
_TO_EVERYONE = frozenset({"", "all", "assistant"})
_OUTPUTS = frozenset({"execution_output", "tether_browsing_display", "system_error", "sonic_webpage", "tether_quote"})
_CONTEXTS = frozenset({"user_editable_context", "model_editable_context"})
_SOUNDS = frozenset(
    {
        "audio_asset_pointer",
        "video_asset_pointer",
        "video_container_asset_pointer",
        "real_time_user_audio_video_asset_pointer",
    }
)
# Marks of quotations and widgets, between characters that no face has a sign for.
_MARK = re.compile("\ue200[^\ue200\ue201]*\ue201|[\ue200-\ue203]")


def wish(place: Place) -> Wish:
    return Wish.KEEP if place else Wish.ENTER


def read(value: Any, spot: Spot, files: Files) -> Iterator[Read]:
    conversation = values.thing(value)
    mapping = conversation["mapping"]
    if not isinstance(mapping, dict):
        raise ValueError(type(mapping).__name__)
    began = conversation.get("create_time")
    draft = Draft(
        PROGRAM,
        values.key(conversation.get("conversation_id") or conversation.get("id"))
        or fallback_id(began, *mapping.keys()),
        values.text(conversation.get("title")),
        values.moment(began),
        values.moment(conversation.get("update_time")),
        pinned=bool(conversation.get("is_starred") or conversation.get("pinned_time")),
        archived=conversation.get("is_archived") is True,
    )
    parents = {child: name for name, node in mapping.items() for child in _children(node)}
    model = values.name(conversation.get("default_model_slug"))
    for name, node in mapping.items():
        parent = values.key(values.thing(node).get("parent")) or parents.get(name)
        draft.add(_Reading(draft, files, model).node(name, parent, values.thing(values.thing(node).get("message"))))
    fold(draft)
    yield draft.read(spot, values.key(conversation.get("current_node")))


def _children(node: Any) -> list[str]:
    children = values.thing(node).get("children")
    return [child for child in children if isinstance(child, str)] if isinstance(children, list) else []


class _Reading:
    """Of one node: what it says, gathered from its parts."""

    def __init__(self, draft: Draft, files: Files, model: str | None) -> None:
        self._draft = draft
        self._files = files
        self._model = model
        self._words: list[str] = []
        self._attached: dict[str, Attachment | None] = {}

    def node(self, name: str, parent: str | None, message: Mapping[str, Any]) -> Node:
        """The node; one of those that carry thoughts or calls says something and is not shown by itself."""
        author, metadata = values.thing(message.get("author")), values.thing(message.get("metadata"))
        role = str(author.get("role", ""))
        node = Node(name, parent, _ROLES.get(role, Role.USER), at=values.moment(message.get("create_time")))
        node.model = values.name(metadata.get("model_slug")) or self._model
        content = values.thing(message.get("content"))
        kind = str(content.get("content_type", ""))
        if not message or self._is_hidden(message, metadata, kind, content):
            node.shown = False
        elif kind == "thoughts" or message.get("channel") == "analysis":
            node.shown, node.reasoning = False, _thoughts(content)
        elif role == "assistant" and str(message.get("recipient") or "") not in _TO_EVERYONE:
            node.shown, node.calls = False, (ToolCall(name, values.text(message["recipient"]), _said(content)),)
        elif role == "tool":
            self._take_pictures(content)
            node.attachments = self._attachments
            node.shown = bool(node.attachments)
            self._draft.lose(Loss.TOOL, int(not self._attached))
        else:
            node.text = self._text(kind, content, metadata)
            self._take_files(metadata)
            node.attachments = self._attachments
        return node

    @property
    def _attachments(self) -> tuple[Attachment, ...]:
        return tuple(one for one in self._attached.values() if one is not None)

    def _is_hidden(
        self, message: Mapping[str, Any], metadata: Mapping[str, Any], kind: str, content: Mapping[str, Any]
    ) -> bool:
        """Those that say nothing are not missed."""
        hidden = metadata.get("is_visually_hidden_from_conversation") is True or message.get("weight") == 0
        if hidden or kind in _CONTEXTS:
            says_something = kind in _CONTEXTS or bool(_said(content).strip())
            self._draft.lose(Loss.HIDDEN, int(says_something))
            return True
        return kind == "reasoning_recap"

    def _text(self, kind: str, content: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
        parts = content.get("parts")
        if kind == "code":
            return values.code(values.text(content.get("text")), values.text(content.get("language")))
        if isinstance(parts, list):
            for part in parts:
                self._take_part(part)
        elif isinstance(content.get("text"), str):
            self._words.append(_quoted(content) if kind == "tether_quote" else values.text(content["text"]))
        elif content:
            self._keep_as_it_is(content)
        return _without_marks(values.joined(self._words), metadata)

    def _take_part(self, part: Any) -> None:
        if isinstance(part, str):
            self._words.append(values.text(part))
            return
        kind = values.thing(part).get("content_type")
        if kind == "image_asset_pointer":
            self._take_picture(values.thing(part))
        elif kind in _SOUNDS:
            self._draft.lose(Loss.SOUND)
        elif isinstance(values.thing(part).get("text"), str):
            self._words.append(values.text(part["text"]))
        elif part:
            self._keep_as_it_is(part)

    def _keep_as_it_is(self, data: Any) -> None:
        self._words.append(values.as_it_is(data))
        self._draft.lose(Loss.PART)

    def _take_pictures(self, content: Mapping[str, Any]) -> None:
        for part in values.things(content.get("parts")):
            if part.get("content_type") == "image_asset_pointer":
                self._take_picture(part)

    def _take_picture(self, part: Mapping[str, Any]) -> None:
        pointer = values.text(part.get("asset_pointer"))
        self._take(pointer.rpartition("/")[2], "", Loss.PICTURE)

    def _take_files(self, metadata: Mapping[str, Any]) -> None:
        """Those that the parts did not name: pictures stand in both places."""
        for one in values.things(metadata.get("attachments")):
            called = values.text(one.get("id"))
            if called not in self._attached:
                is_picture = values.text(one.get("mime_type") or one.get("mimeType")).startswith("image/")
                self._take(called, values.text(one.get("name")), Loss.PICTURE if is_picture else Loss.FILE)

    def _take(self, called: str, name: str, loss: Loss) -> None:
        found = self._files.attachment(called, name) if called else None
        self._attached[called] = found
        self._draft.lose(loss, int(found is None))


def _said(content: Mapping[str, Any]) -> str:
    """The words of any kind of content."""
    parts = content.get("parts")
    words = [values.text(part) for part in parts] if isinstance(parts, list) else []
    return values.joined([*words, values.text(content.get("text"))])


def _thoughts(content: Mapping[str, Any]) -> str:
    steps = [
        values.joined([f"**{summary}**" if (summary := values.text(one.get("summary"))) else "", _thought(one)])
        for one in values.things(content.get("thoughts"))
    ]
    return values.joined([*steps, _said(content)])


def _thought(one: Mapping[str, Any]) -> str:
    return values.text(one.get("content"))


def _quoted(content: Mapping[str, Any]) -> str:
    quote = "\n".join(f"> {line}" for line in values.text(content["text"]).splitlines())
    return values.joined([quote, values.text(content.get("url"))])


def _without_marks(words: str, metadata: Mapping[str, Any]) -> str:
    """With the addresses that marks stand for in their place, where the export says which."""
    if "\ue200" not in words:
        return words
    for reference in values.things(metadata.get("content_references")):
        mark = values.text(reference.get("matched_text"))
        if "\ue200" in mark:
            words = words.replace(mark, values.text(reference.get("alt")))
    return _MARK.sub("", words)

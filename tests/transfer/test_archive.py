"""The archive loses nothing and tells no key."""

from __future__ import annotations

import base64
import json
from dataclasses import fields, replace
from datetime import datetime
from functools import partial
from typing import Any

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.domain.messages import Conversation, Message, Role, Status, ToolCall, Usage
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.spelled import KEY_PLACEHOLDER
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.wire import WireMessage
from desktop_chat.transfer.archive import SCHEMA, VERSION, Chat, pieces
from tests.transfer.chats import START, at, chat_of, full_chat, said


def document(*chats: Chat) -> Any:
    return json.loads(b"".join(pieces(chats, START)))


def test_a_conversation_comes_back_as_it_was() -> None:
    chat = full_chat()
    [stored] = document(chat)["conversations"]
    safe = {"X-Team": "tides", "X-Api-Key": KEY_PLACEHOLDER}
    options = replace(chat.conversation.options, extra_headers=safe)
    receipt = replace(chat.receipts["m4"], headers=safe)
    assert read(stored) == Chat(replace(chat.conversation, options=options), Tree(chat.tree.values()), {"m4": receipt})


def test_one_conversation_and_many_have_the_same_form() -> None:
    first, second = chat_of(said("m1", None, Role.USER, "one", 0)), chat_of()
    one, many = document(first), document(first, second)
    assert (one["schema"], one["version"], one["exported_at"]) == (SCHEMA, VERSION, START.isoformat())
    assert one["conversations"] == many["conversations"][:1]
    assert len(many["conversations"]) == 2
    assert document()["conversations"] == []


def test_no_key_is_in_it() -> None:
    assert b"canary" not in b"".join(pieces([full_chat()], START))


def test_a_receipt_repeats_no_message_of_the_conversation() -> None:
    long = "a long story " * 1000
    chat = chat_of(said("m1", None, Role.USER, long, 0), said("m2", "m1", Role.ASSISTANT, "ok", 1))
    wire = (WireMessage(Role.USER, long, ("m1",)), WireMessage(Role.USER, "changed since", ("m1",)))
    receipt = Receipt("m2", "c1", "e1", "Work", "https://a.example/v1", wire, {"model": "m"}, {}, at(1))
    [stored] = document(replace(chat, receipts={"m2": receipt}))["conversations"]
    assert [part["content"] for part in stored["receipts"][0]["messages"]] == [None, "changed since"]
    assert read(stored).receipts["m2"] == receipt


def test_every_field_of_the_domain_is_in_it() -> None:
    """Whoever adds a field decides here, too, what becomes of it."""
    [stored] = document(full_chat())["conversations"]
    ours = {"conversation_id"}
    assert {field.name for field in fields(Conversation)} <= stored.keys()
    assert {field.name for field in fields(Message)} - ours <= stored["messages"][0].keys()
    assert {field.name for field in fields(Receipt)} - ours - {"wire"} <= stored["receipts"][0].keys()
    assert {field.name for field in fields(Failure)} <= stored["messages"][1]["failure"].keys()
    assert {field.name for field in fields(Policy)} <= stored["policy"].keys()


def read(stored: dict[str, Any]) -> Chat:
    """An archive's conversation as values again: what an import will do."""
    messages = stored.pop("messages")
    receipts = stored.pop("receipts")
    tree = Tree(_message(message, stored["id"]) for message in messages)
    policy = stored.pop("policy")
    policy |= {name: frozenset(policy[name]) for name in ("pinned", "excluded")}
    policy["drops_first"] = DropsFirst(policy["drops_first"])
    policy["summaries"] = tuple(Summary(**one) for one in policy["summaries"])
    stored["draft_attachments"] = _attachments(stored["draft_attachments"])
    options = stored.pop("options")
    lists = {name: tuple(value) for name, value in options.items() if isinstance(value, list)}
    conversation = Conversation(**_times(stored), policy=Policy(**policy), options=Options(**options | lists))
    return Chat(conversation, tree, {one["message_id"]: _receipt(one, tree, conversation.id) for one in receipts})


def _message(stored: dict[str, Any], conversation_id: str) -> Message:
    stored = _times(stored)
    calls = tuple(ToolCall(**call) for call in stored.pop("tool_calls"))
    usage, failure = stored.pop("usage"), stored.pop("failure")
    stored["attachments"] = _attachments(stored["attachments"])
    role, status = Role(stored.pop("role")), Status(stored.pop("status"))
    return Message(
        **stored,
        conversation_id=conversation_id,
        role=role,
        status=status,
        tool_calls=calls,
        usage=usage and Usage(**usage),
        failure=failure and Failure(**failure | _enums(failure)),
    )


def _attachments(stored: list[dict[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(**{name: value for name, value in one.items() if name != "content"}, load=partial(_content, one))
        for one in stored
    )


def _content(stored: dict[str, Any]) -> bytes:
    return base64.b64decode(stored["content"])


def _enums(failure: dict[str, Any]) -> dict[str, Any]:
    return {"kind": ErrorKind(failure["kind"]), "cause": failure["cause"] and Cause(failure["cause"])}


def _receipt(stored: dict[str, Any], tree: Tree, conversation_id: str) -> Receipt:
    stored = _times(stored)
    wire = tuple(
        WireMessage(
            Role(part["role"]),
            "".join(tree[source].text for source in part["sources"]) if part["content"] is None else part["content"],
            tuple(part["sources"]),
        )
        for part in stored.pop("messages")
    )
    usage = stored.pop("usage")
    return Receipt(**stored, conversation_id=conversation_id, wire=wire, usage=usage and Usage(**usage))


def _times(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name.endswith("_at") and value else value
        for name, value in stored.items()
    }

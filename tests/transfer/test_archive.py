"""The archive loses nothing and tells no key."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from desktop_chat.domain import context, receipts
from desktop_chat.domain.errors import Failure
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Conversation, Message, Role
from desktop_chat.domain.models import KEY_PLACEHOLDER, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.wire import WireMessage
from desktop_chat.transfer.archive import SCHEMA, VERSION, Chat, pieces
from desktop_chat.transfer.intake import Lacking
from desktop_chat.transfer.reading_chats import chat_in
from tests.transfer.chats import ENDPOINT, START, at, chat_of, full_chat, said


def document(*chats: Chat) -> Any:
    return json.loads(b"".join(pieces(chats, START)))


def test_a_conversation_comes_back_as_it_was() -> None:
    chat = full_chat()
    [stored] = document(chat)["conversations"]
    options = replace(chat.conversation.options, extra_headers={"X-Team": "tides"})
    receipt = replace(chat.receipts["m4"], headers={"X-Team": "tides", "X-Api-Key": KEY_PLACEHOLDER})
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


def test_messages_that_were_sent_one_after_another_are_told_by_the_first_and_the_last() -> None:
    roles = (Role.USER, Role.ASSISTANT)
    messages = [said(f"m{n}", f"m{n - 1}" if n else None, roles[n % 2], f"text {n}", n) for n in range(100)]
    messages[4] = replace(messages[4], role=Role.ASSISTANT, continues=True)
    chat = chat_of(*messages)
    plan = context.plan(messages[:-1], Policy("Be brief."), Options(), "m")
    receipt = receipts.issue(messages[-1], plan.payload, ENDPOINT, 1.0)
    [stored] = document(replace(chat, receipts={"m99": receipt}))["conversations"]
    assert stored["receipts"][0]["messages"] == [
        {"role": "system", "content": "Be brief.", "sources": []},
        {"from": "m0", "to": "m98", "count": 98},
    ]
    assert read(stored).receipts["m99"].body == receipt.body


@pytest.mark.parametrize(
    "told",
    [{"from": "m1", "to": "gone", "count": 1}, {"from": "gone", "to": "m3", "count": 2}, {"from": "m1", "to": "m4"}],
)
def test_a_receipt_of_messages_that_do_not_follow_each_other_is_lost(told: dict[str, Any]) -> None:
    [stored] = document(full_chat())["conversations"]
    stored["receipts"][0]["messages"] = [told]
    found = chat_in(stored)
    assert isinstance(found, Lacking)
    assert found.losses == {Loss.RECEIPT: 1}
    assert found.chat.receipts == {}


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
    chat = chat_in(stored)
    assert isinstance(chat, Chat)
    return chat

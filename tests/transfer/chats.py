"""Conversations for exports, with as much in them as a conversation can have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from desktop_chat.domain import context, receipts
from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.domain.messages import Conversation, Message, Role, Status, ToolCall, Usage
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.tree import Tree
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.wording import Wording

START = datetime(2026, 3, 4, 19, 12, tzinfo=UTC)
ENDPOINT = Endpoint("e1", "Work", "https://api.example.com/v1", model="gpt-x")
WORDING = Wording(
    language="en",
    role_name=lambda role, model: model or {Role.USER: "You", Role.SYSTEM: "System"}.get(role, role.value),
    ending=lambda message: {Status.STOPPED: "Stopped by you.", Status.FAILED: "It failed."}.get(message.status, ""),
    reasoning="Reasoning",
    untitled="New conversation",
    tokens=lambda n: f"{n} tokens",
    branch=lambda number, of: f"Branch {number} of {of}",
    turns_off=lambda numbers: f"Leaving: {numbers}",
    goes_on=lambda place: f"After {place}",
    aside="Asked aside",
    summary=lambda turns: f"Summary of {turns}",
)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def said(name: str, parent: str | None, role: Role, text: str, minutes: float, **more: Any) -> Message:
    if role is Role.ASSISTANT:
        more = {"model": "gpt-x", "endpoint": "Work", "finish_reason": "stop"} | more
    return Message(name, "c1", parent, role, text, at(minutes), **more)


def chat_of(*messages: Message, **conversation: Any) -> Chat:
    """A conversation of these messages, its head the last of them unless another is given."""
    values = {"title": "Tides", "head": messages[-1].id if messages else None} | conversation
    return Chat(Conversation("c1", START, at(90), **values), Tree(messages))


FAILURE = Failure(ErrorKind.STALLED, "api.example.com", 503, "busy “now”", 2.5, 3, cause=Cause.TIMED_OUT, limit=60.0)
CALL = ToolCall("t1", "look_up", '{"a":"```"}')
OPTIONS = Options(
    temperature=0.2,
    stop=("a", "b"),
    stream=None,
    extra_body={"top_k": [1, None]},
    extra_headers={"X-Team": "tides", "X-Api-Key": "sk-canary-1234567890"},
)
CONVERSATION = {
    "policy": Policy("Be brief.", 8, 4000, "m1", frozenset({"m1"}), frozenset({"m2", "m3"})),
    "options": OPTIONS,
    "endpoint_id": "e1",
    "model": "gpt-x",
    "draft": "half a thou",
    "folder": "Sea",
    "pinned": True,
    "archived": True,
    "unread": True,
    "trashed_at": at(91),
}


def full_chat() -> Chat:
    """Two branches, a failure, a stop and what continues it, tool calls, reasoning, a policy, options, receipts."""
    unended = {"finish_reason": None}
    more = said("m4", "m3", Role.ASSISTANT, "on pulls.", 3, continues=True, reasoning="hm", usage=Usage(20, 5, 25))
    chat = chat_of(
        said("m1", None, Role.USER, "Why are there tides?", 0),
        said("m2", "m1", Role.ASSISTANT, "", 1, status=Status.FAILED, failure=FAILURE, **unended),
        said("m3", "m1", Role.ASSISTANT, "Because the mo", 2, status=Status.STOPPED, **unended),
        more,
        said("m5", "m4", Role.ASSISTANT, "", 4, refusal="No.", tool_calls=(CALL,), usage=Usage(None, 3, None)),
        **CONVERSATION,
    )
    plan = context.plan(chat.tree.branch("m3"), chat.conversation.policy, OPTIONS, "gpt-x")
    return Chat(chat.conversation, chat.tree, {"m4": receipts.issue(more, plan.payload, ENDPOINT, 1.25)})

"""One conversation of an archive as values again, mended where it does not hold together.

What is missing gets what it would have had by itself, what is no value is left out, and messages are put where a tree
can hold them. Each such thing is counted. Only what has no id is no conversation.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from desktop_chat.domain.attachments import digest_of
from desktop_chat.domain.errors import AttachmentLost
from desktop_chat.domain.folders import folder_named
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.mending import parents_first
from desktop_chat.domain.messages import Conversation, ConversationId, Edit, Message, MessageId, Role, Status, ToolCall
from desktop_chat.domain.models import Options, host_of, is_header
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.prices import Price, price_from_json
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.spelled import without_secrets
from desktop_chat.domain.tree import Tree, switch
from desktop_chat.domain.wire import LaterWire, WireMessage
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.fields import Fields
from desktop_chat.transfer.intake import Lacking
from desktop_chat.transfer.reading_parts import (
    Fetch,
    attachments_in,
    failure_in,
    nothing_beside,
    options_in,
    policy_in,
    usage_in,
)
from desktop_chat.transfer.wires import wire_in

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_ID = 200


def chat_in(values: Any, fetch: Fetch = nothing_beside) -> Chat | Lacking | None:
    """The conversation that `archive.as_json` made `values` of; None where they are no conversation."""
    losses: Counter[Loss] = Counter()
    said = Fields(values if isinstance(values, dict) else {}, losses)
    if not (identifier := _id(said, "id")):
        return None
    created_at = said.moment("created_at") or _NO_TIME
    tree = Tree(_rooted(_messages(said, identifier, created_at, fetch), losses))
    conversation = Conversation(
        id=identifier,
        created_at=created_at,
        updated_at=said.moment("updated_at") or max((one.created_at for one in tree.values()), default=created_at),
        title=said.text("title"),
        head=_head(said, tree),
        endpoint_id=said.text_or_none("endpoint_id"),
        model=said.text_or_none("model"),
        policy=policy_in(rules) if (rules := said.inner("policy")) else Policy(),
        options=options_in(chosen) if (chosen := said.inner("options")) else Options(),
        draft=said.text("draft"),
        draft_attachments=attachments_in(said, "draft_attachments", fetch),
        draft_edit=_edit(edit, fetch) if (edit := said.inner("draft_edit")) else None,
        folder=folder_named(said.text("folder")),
        pinned=said.truth("pinned"),
        archived=said.truth("archived"),
        unread=said.truth("unread"),
        trashed_at=said.moment("trashed_at"),
    )
    chat = Chat(conversation, tree, dict(_receipts(said, conversation.id, tree)))
    return Lacking(chat, lost) if (lost := +losses) else chat


def _id(values: Fields, name: str) -> str:
    found = values.text(name)
    return found if len(found) <= _LONGEST_ID else ""


def _messages(said: Fields, conversation: ConversationId, at: datetime, fetch: Fetch) -> Iterator[Message]:
    """Each with an id of its own and a time: that of the message before it, where it has none."""
    taken: set[MessageId] = set()
    for number, values in enumerate(said.each("messages")):
        message = _message(values, conversation, at, fetch)
        if not message.id or message.id in taken:
            said.losses[Loss.PLACE] += 1
            message = replace(message, id=digest_of(f"{conversation} {number} {message.id}".encode())[:32])
        taken.add(message.id)
        at = message.created_at
        yield message


def _edit(values: Fields, fetch: Fetch) -> Edit:
    return Edit(
        message_id=_id(values, "message_id"),
        after=values.text_or_none("after"),
        role=values.one_of(Role, "role", Role.USER),
        text=values.text("text"),
        attachments=attachments_in(values, "attachments", fetch),
    )


def _message(values: Fields, conversation: ConversationId, before: datetime, fetch: Fetch) -> Message:
    created_at = values.moment("created_at")
    values.losses[Loss.TIME] += created_at is None
    return Message(
        id=_id(values, "id"),
        conversation_id=conversation,
        parent_id=values.text_or_none("parent_id"),
        role=values.one_of(Role, "role", Role.USER),
        text=values.text("text"),
        created_at=created_at or before,
        status=values.one_of(Status, "status", Status.COMPLETE),
        reasoning=values.text("reasoning"),
        refusal=values.text("refusal"),
        tool_calls=tuple(
            ToolCall(call.text("id"), call.text("name"), call.text("arguments")) for call in values.each("tool_calls")
        ),
        finish_reason=values.text_or_none("finish_reason"),
        model=values.text_or_none("model"),
        endpoint=values.text_or_none("endpoint"),
        usage=usage_in(values, "usage"),
        failure=failure_in(values, "failure"),
        continues=values.truth("continues"),
        attachments=attachments_in(values, "attachments", fetch),
        by_hand=values.truth("by_hand"),
        aside=values.truth("aside"),
    )


def _rooted(messages: Iterator[Message], losses: Counter[Loss]) -> list[Message]:
    """Parents first. Those whose parent is missing begin a branch, and rings are cut."""
    listed = list(messages)
    ids = {message.id for message in listed}
    rooted = [
        message if message.parent_id is None or message.parent_id in ids else replace(message, parent_id=None)
        for message in listed
    ]
    whole = parents_first(rooted)
    before = {message.id: message.parent_id for message in listed}
    losses[Loss.PLACE] += sum(before[message.id] != message.parent_id for message in whole)
    return whole


def _head(said: Fields, tree: Tree) -> MessageId | None:
    head = said.text_or_none("head")
    if head is None or head in tree:
        return head
    roots = tree.followers(None)
    return switch(tree, roots[-1].id) if roots else None


def _receipts(said: Fields, conversation: ConversationId, tree: Tree) -> Iterator[tuple[MessageId, Receipt]]:
    for values in said.each("receipts"):
        receipt = _receipt(values, conversation, tree)
        if receipt is None:
            said.losses[Loss.RECEIPT] += 1
        else:
            yield receipt.message_id, receipt


def _receipt(values: Fields, conversation: ConversationId, tree: Tree) -> Receipt | None:
    """None for one whose reply is not there, or that does not say which model was asked where with what."""
    reply, parameters = tree.get(values.text("message_id")), values.mapping("parameters")
    parameters.pop("messages", None)
    wire = _wire(values, tree)
    is_whole = isinstance(parameters.get("model"), str) and _is_address(values.text("base_url"))
    if reply is None or wire is None or not is_whole:
        return None
    # What went out is told whatever it was, as long as it reads like a header; a key is none of it.
    headers = {name: text for name, text in values.mapping("headers").items() if is_header(f"X-{name}", text)}
    factor, attempts = values.number("factor"), values.count("attempts")
    return Receipt(
        message_id=reply.id,
        conversation_id=conversation,
        endpoint_id=values.text("endpoint_id"),
        endpoint=values.text("endpoint"),
        base_url=values.text("base_url"),
        wire=wire,
        parameters=parameters,
        headers=without_secrets(headers),
        sent_at=values.moment("sent_at") or reply.created_at,
        estimate=values.count("estimate") or 0,
        factor=factor if factor and factor > 0 else 1.0,
        left_out=values.count("left_out") or 0,
        answered_at=values.moment("answered_at"),
        first_token_at=values.moment("first_token_at"),
        ended_at=values.moment("ended_at"),
        http_status=values.integer("http_status"),
        request_id=values.text_or_none("request_id"),
        attempts=1 if attempts is None else attempts,
        finish_reason=values.text_or_none("finish_reason"),
        usage=usage_in(values, "usage"),
        price=_price(values),
    )


def _is_address(url: str) -> bool:
    try:
        return bool(host_of(url))
    except ValueError:
        return False


def _price(values: Fields) -> Price | None:
    said = values.inner("price")
    price = price_from_json(said.values) if said else None
    values.losses[Loss.VALUE] += said is not None and price is None
    return price


def _wire(values: Fields, tree: Tree) -> Sequence[WireMessage] | None:
    if values.values.get("messages") is not None:
        return wire_in(values.each("messages"), tree)
    values.losses[Loss.RECEIPT] += 1
    return LaterWire(0, _lost)


def _lost() -> NoReturn:
    raise AttachmentLost("")

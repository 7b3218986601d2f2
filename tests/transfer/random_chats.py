"""Conversations at random, with everything that a conversation can have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from desktop_chat.domain.attachments import Attachment, digest_of
from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.domain.messages import Conversation, Edit, Message, Role, Status, ToolCall, Usage
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.wire import WireMessage
from desktop_chat.transfer.archive import Chat
from tests.transfer.test_contained import HOSTILE

START = datetime(2026, 3, 4, 19, 12, tzinfo=UTC)
_FENCES = st.sampled_from(
    ["```", "````\n", "~~~", "\n---\n", "# \n", "潮汐", "\u2028", "\x85", "\x7f", "\r\n", "<!--", '"\\']
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | HOSTILE
TEXTS = st.lists(TEXT | _FENCES, max_size=4).map("".join)
NAME = st.text("abcXYZ 0-9._潮", min_size=1, max_size=12).map(lambda name: f"n{name}e".replace("..", "."))
COUNT = st.integers(0, 2**40)
FRACTION = st.floats(-10, 10, allow_nan=False) | st.sampled_from([1e22, 1e-9, 0.1, 3.0])
MOMENT = st.integers(0, 10**9).map(lambda ms: START + timedelta(milliseconds=ms))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | FRACTION | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME, inner, max_size=3),
    max_leaves=6,
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def attachments(draw: st.DrawFn) -> tuple[Attachment, ...]:
    return tuple(draw(st.lists(attachment(), max_size=2))) if draw(st.integers(0, 3)) == 0 else ()


@st.composite
def attachment(draw: st.DrawFn) -> Attachment:
    content = draw(st.binary(max_size=40))
    media_type = draw(st.sampled_from(["image/png", "image/jpeg", "text/plain", "text/x-python"]))
    pixels = maybe(st.integers(1, 9000))
    return Attachment(
        digest_of(content),
        draw(NAME),
        media_type,
        len(content),
        draw(st.integers(0, 99)),
        draw(pixels),
        draw(pixels),
        draw(st.booleans()),
        load=lambda: content,
    )


USAGE = st.builds(Usage, *[maybe(COUNT)] * 5).filter(lambda usage: usage != Usage())
FAILURE = st.builds(
    Failure,
    st.sampled_from(ErrorKind),
    TEXT,
    maybe(st.integers(100, 599)),
    TEXT,
    maybe(FRACTION),
    st.integers(0, 9),
    maybe(st.sampled_from(Cause)),
    maybe(FRACTION),
)
CALLS = st.lists(st.builds(ToolCall, NAME, NAME, TEXTS), max_size=2).map(tuple)
OPTIONS = st.builds(
    Options,
    temperature=maybe(FRACTION | st.integers(0, 2)),
    top_p=maybe(FRACTION),
    max_tokens=maybe(COUNT),
    max_completion_tokens=maybe(COUNT),
    presence_penalty=maybe(FRACTION),
    frequency_penalty=maybe(FRACTION),
    stop=maybe(st.lists(TEXT, max_size=3).map(tuple)),
    seed=maybe(COUNT),
    stream=maybe(st.booleans()),
    reasoning_effort=maybe(NAME),
    extra_body=st.dictionaries(NAME, JSON, max_size=3),
    extra_headers=st.dictionaries(st.sampled_from(["X-Team", "X-Trace"]), st.sampled_from(["a", "b c"]), max_size=2),
    first_byte_timeout_s=maybe(st.floats(0.5, 900)),
    idle_timeout_s=maybe(st.integers(1, 900)),
    unset=st.frozensets(NAME, max_size=2),
)
RATES = st.builds(Rates, COUNT.map(lambda n: n % 10**9), st.integers(0, 10**9), maybe(st.integers(0, 10**9)))
PRICE = st.builds(Price, st.sampled_from(["USD", "CNY"]), RATES, st.just(200_000), RATES, NAME, NAME) | st.builds(
    Price, st.just("EUR"), RATES
)


@st.composite
def messages(draw: st.DrawFn, conversation: str) -> list[Message]:
    """A tree, parents first, the times in their order."""
    made: list[Message] = []
    moment = START
    for number in range(draw(st.integers(0, 7))):
        above = draw(st.sampled_from([None, *made])) if draw(st.integers(0, 3)) == 0 else (made[-1] if made else None)
        role = draw(st.sampled_from([Role.USER, Role.ASSISTANT, Role.ASSISTANT, Role.SYSTEM, Role.TOOL]))
        is_reply = role is Role.ASSISTANT
        moment += draw(st.sampled_from([timedelta(0), timedelta(milliseconds=7), timedelta(hours=9)]))
        made.append(
            Message(
                id=f"{conversation}m{number}",
                conversation_id=conversation,
                parent_id=above.id if above else None,
                role=role,
                text=draw(TEXTS),
                created_at=moment,
                status=draw(st.sampled_from([s for s in Status if s is not Status.STREAMING])),
                reasoning=draw(TEXTS) if is_reply else "",
                refusal=draw(TEXTS) if is_reply and draw(st.booleans()) else "",
                tool_calls=draw(CALLS) if is_reply else (),
                finish_reason=draw(maybe(st.sampled_from(["stop", "length", "`odd`"]))),
                model=draw(maybe(NAME)) if is_reply else None,
                endpoint=draw(maybe(NAME)) if is_reply else None,
                usage=draw(maybe(USAGE)) if is_reply else None,
                failure=draw(maybe(FAILURE)) if is_reply else None,
                continues=draw(st.booleans()) if is_reply and above and above.role is role else False,
                attachments=draw(attachments()),
                by_hand=draw(st.booleans()),
                aside=draw(st.integers(0, 9)) == 0,
            )
        )
    return made


@st.composite
def receipts(draw: st.DrawFn, tree: Tree, reply: Message) -> Receipt:
    wire: list[WireMessage] = []
    for message in tree.branch(reply.parent_id):
        content = message.spoken if draw(st.integers(0, 4)) else draw(TEXTS)
        images = tuple(one for one in message.attachments if one.is_image)
        if wire and message.continues and draw(st.booleans()):
            before = wire.pop()
            content, images = before.content + content, before.images + images
            wire.append(WireMessage(before.role, content, (*before.sources, message.id), images))
        elif draw(st.integers(0, 9)):
            wire.append(WireMessage(message.role, content, (message.id,), images))
    if draw(st.booleans()):
        wire.insert(0, WireMessage(Role.SYSTEM, draw(TEXTS)))
    return Receipt(
        reply.id,
        reply.conversation_id,
        draw(NAME),
        draw(NAME),
        "https://api.example.com/v1",
        tuple(wire),
        {"model": draw(NAME)}
        | {f"x{name}": value for name, value in draw(st.dictionaries(NAME, JSON, max_size=2)).items()},
        draw(st.sampled_from([{}, {"X-Team": "tides"}])),
        reply.created_at,
        draw(COUNT),
        draw(st.floats(0.1, 9)),
        draw(COUNT),
        draw(maybe(MOMENT)),
        draw(maybe(MOMENT)),
        draw(maybe(MOMENT)),
        draw(maybe(st.integers(100, 599))),
        draw(maybe(NAME)),
        draw(st.integers(1, 5)),
        reply.finish_reason,
        reply.usage,
        draw(maybe(PRICE)),
    )


@st.composite
def policies(draw: st.DrawFn, ids: Sequence[str]) -> Policy:
    some = st.frozensets(st.sampled_from(ids), max_size=3) if ids else st.just(frozenset())
    one = st.sampled_from(ids) if ids else st.just("none")
    summary = st.builds(Summary, NAME, one, one, TEXTS, maybe(one))
    return Policy(
        draw(TEXTS),
        draw(maybe(st.integers(0, 99))),
        draw(maybe(COUNT)),
        draw(maybe(one)),
        draw(some),
        draw(some),
        draw(st.sampled_from(DropsFirst)),
        tuple(draw(st.lists(summary, max_size=2))),
    )


def edits(ids: list[str]) -> st.SearchStrategy[Edit]:
    """Of a message, or of one that is to be."""
    place = st.sampled_from(ids) if ids else st.none()
    of = st.sampled_from([*ids, ""])
    return st.builds(Edit, of, place, st.sampled_from(Role), TEXTS, attachments())


@st.composite
def chats(draw: st.DrawFn, conversation: str = "c1") -> Chat:
    tree = Tree(draw(messages(conversation)))
    ids = list(tree)
    replies = [message for message in tree.values() if message.is_reply and draw(st.booleans())]
    about = Conversation(
        conversation,
        START,
        draw(MOMENT),
        draw(TEXTS),
        draw(st.sampled_from(ids)) if ids else None,
        draw(maybe(NAME)),
        draw(maybe(NAME)),
        draw(policies(ids)),
        draw(OPTIONS),
        draw(TEXTS),
        draw(attachments()),
        draw(maybe(st.sampled_from(["Sea", "Work/Letters_1", "海"]))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(maybe(MOMENT)),
        draw(maybe(edits(ids))),
    )
    return Chat(about, tree, {reply.id: draw(receipts(tree, reply)) for reply in replies})


def contents(chat: Chat) -> list[bytes]:
    """Of all files, in their order: they are not compared with the rest."""
    named = [
        *(one for message in chat.tree.values() for one in message.attachments),
        *chat.conversation.draft_attachments,
        *(chat.conversation.draft_edit.attachments if chat.conversation.draft_edit else ()),
    ]
    return [one.content for one in named]

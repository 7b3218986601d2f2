"""An export of ChatGPT becomes conversations with all their branches, and tells what did not come along."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_chat.domain.messages import Role, Status, ToolCall
from desktop_chat.domain.tree import switch
from desktop_chat.transfer.bundles import opened
from desktop_chat.transfer.exports import Export
from desktop_chat.transfer.intake import Loss
from tests.transfer.foreign.reading import (
    DOT,
    chat_in,
    export,
    losses_of,
    message_of,
    reads_from,
    reads_of,
    said,
    skipped,
    taken,
    zipped,
)
from tests.transfer.foreign.reading import reads as reads_at

QUESTION = "Why does the harbour fall dry twice a day? 为什么港口每天干两次？"
ANSWER = "Let me work it out.\n\nEvery 12 hours and 25 minutes ([tide tables](https://tides.example))."


def test_a_reply_in_several_nodes_is_one_message() -> None:
    tides = chat_in(reads_of("chatgpt")[0])
    assert said(tides) == [("user", QUESTION), ("assistant", ANSWER)]
    reply = tides.branch[-1]
    assert reply.reasoning == "**Two bulges**\n\nOne below the moon, one behind the earth."
    assert reply.tool_calls == (ToolCall("n-call", "python", "print(24.84 / 2)"),)
    assert (reply.model, reply.endpoint, reply.finish_reason, reply.status) == ("o3", None, None, Status.COMPLETE)


def test_every_branch_comes_along_under_the_parent_that_is_shown() -> None:
    tides = chat_in(reads_of("chatgpt")[0])
    question, other = message_of(tides, "Why"), message_of(tides, "Because")
    assert question.parent_id is None
    assert [message.parent_id for message in tides.tree.values()] == [None, question.id, question.id]
    assert other.model == "gpt-4o-mini"
    assert tides.conversation.head != switch(tides.tree, other.id)


def test_title_times_and_places_are_kept() -> None:
    conversation = chat_in(reads_of("chatgpt")[0]).conversation
    assert conversation.title == "Tides at the old harbour"
    assert conversation.created_at == datetime(2024, 5, 1, 12, 50, 0, 250_000, UTC)
    assert conversation.updated_at == datetime(2024, 5, 1, 12, 55, 0, 500_000, UTC)
    assert (conversation.pinned, conversation.archived, conversation.endpoint_id) == (True, True, None)


def test_what_was_hidden_there_is_counted_and_what_was_blank_is_not() -> None:
    assert losses_of(reads_of("chatgpt")[0]) == {Loss.HIDDEN: 1, Loss.TOOL: 1}


def test_pictures_that_are_not_in_the_file_are_counted_once() -> None:
    read = reads_of("chatgpt")[1]
    assert losses_of(read) == {Loss.PICTURE: 3, Loss.SOUND: 1, Loss.PART: 1, Loss.FILE: 2}
    assert '"shape": "gull"' in chat_in(read).branch[0].text


def test_pictures_and_texts_in_the_archive_are_attached(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "export.zip",
        {
            "conversations.json": export("chatgpt"),
            "file-QuayAtNoon12345-quay.png": DOT,
            "file-Notes98765abcde-notes.txt": b"low water at 6",
            "dalle-generations/file-NightQuay777-1234.webp": DOT,
        },
    )
    with opened(path) as bundle:
        read = list(Export(bundle, path).reads())[1]
        question, reply = chat_in(read).branch
        dot, notes = question.attachments
        assert (dot.width, dot.height, dot.content, notes.text) == (1, 1, DOT, "low water at 6")
    assert [(one.name, one.media_type) for one in question.attachments] == [
        ("file-QuayAtNoon12345-quay.png", "image/png"),
        ("notes.txt", "text/plain"),
    ]
    assert (reply.role, len(reply.attachments), reply.tool_calls[0].name) == (Role.ASSISTANT, 1, "dalle.text2im")
    assert losses_of(read) == {Loss.PICTURE: 1, Loss.SOUND: 1, Loss.PART: 1, Loss.FILE: 1}


def test_a_bad_conversation_costs_itself_alone() -> None:
    found = reads_of("chatgpt")
    assert skipped(found) == [("empty", 3, "Nothing was said"), ("broken", 4, "No tree at all"), ("broken", 5, "")]
    assert len(taken(found)) == 3


def test_rings_and_orphans_lose_no_message() -> None:
    rings = chat_in(reads_of("chatgpt")[-1])
    texts = [(message.text, message.parent_id is None) for message in rings.tree.values()]
    assert texts == [
        ("Who is above me?", True),
        ("I follow the one that follows me.", True),
        ("And I you. \ufffd", False),
    ]


def test_shards_are_read_in_order_and_a_missing_one_is_listed(tmp_path: Path) -> None:
    first, second, *_ = export("chatgpt")
    manifest = {"files": [{"name": f"conversations-00{number}.json"} for number in range(3)]}
    path = zipped(
        tmp_path / "export.zip",
        {
            "x/conversations-001.json": [second],
            "x/conversations-000.json": [first],
            "x/export_manifest.json": manifest,
            "x/user.json": {},
        },
    )
    found = reads_at(path)
    assert [chat_in(read).conversation.title for read in taken(found)] == [
        "Tides at the old harbour",
        "A picture of the quay",
    ]
    assert skipped(found) == [("cut", None, "")]


def test_ids_are_the_same_each_time_and_no_others(tmp_path: Path) -> None:
    once, again = (chat_in(reads_of("chatgpt")[0]) for _ in range(2))
    assert once.conversation.id == again.conversation.id
    assert list(once.tree) == list(again.tree)
    twin = export("chatgpt")[0] | {"conversation_id": "c-twin", "id": "c-twin"}
    assert not set(once.tree) & set(chat_in(reads_from(tmp_path, [twin])[0]).tree)


def node(name: str, parent: str | None, role: str, text: str = "", **message: Any) -> dict[str, Any]:
    content = {"content_type": "text", "parts": [text]}
    return {"parent": parent, "message": {"id": name, "author": {"role": role}, "content": content} | message}


def conversation(**mapping: dict[str, Any]) -> list[Any]:
    return [{"conversation_id": "c", "create_time": 1.7e9, "title": "", "mapping": mapping}]


def test_a_reply_that_ends_with_a_call_shows_it(tmp_path: Path) -> None:
    mapping = {"q": node("q", None, "user", "Look."), "c": node("c", "q", "assistant", "{}", recipient="browser")}
    chat = chat_in(reads_from(tmp_path, conversation(**mapping))[0])
    assert [call.name for call in chat.branch[-1].tool_calls] == ["browser"]
    assert chat.conversation.title == "Look."


def test_where_a_reply_parts_each_way_keeps_its_own(tmp_path: Path) -> None:
    mapping = {
        "q": node("q", None, "user", "Look."),
        "a": node("a", "q", "assistant", "Looking."),
        "t": node("t", "a", "assistant", channel="analysis", content={"content_type": "text", "parts": ["Hm."]}),
        "b": node("b", "t", "assistant", "Here."),
        "c": node("c", "t", "assistant", "There."),
    }
    chat = chat_in(reads_from(tmp_path, conversation(**mapping))[0])
    found = [(message.text, message.reasoning) for message in chat.tree.values()]
    assert found == [("Look.", ""), ("Looking.", ""), ("Here.", "Hm."), ("There.", "Hm.")]


def test_children_alone_tell_who_follows_whom(tmp_path: Path) -> None:
    mapping = {"b": node("b", None, "assistant", "Yes."), "a": node("a", None, "user", "So?") | {"children": ["b"]}}
    assert said(chat_in(reads_from(tmp_path, conversation(**mapping))[0])) == [("user", "So?"), ("assistant", "Yes.")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"content_type": "code", "language": "python", "text": "print('`')\n"}, "```python\nprint('`')\n```"),
        ({"content_type": "code", "language": "a`\n", "text": "```"}, "````\n```\n````"),
        (
            {"content_type": "tether_quote", "text": "one\ntwo", "url": "https://a.example"},
            "> one\n> two\n\nhttps://a.example",
        ),
        ({"content_type": "text", "parts": ["a", "", "b"]}, "a\n\nb"),
        ({"content_type": "text", "parts": [{"content_type": "text", "text": "in a part"}]}, "in a part"),
        ({"content_type": "unheard_of", "x": 1}, '```json\n{\n  "content_type": "unheard_of",\n  "x": 1\n}\n```'),
    ],
)
def test_every_kind_of_content_is_text(tmp_path: Path, content: dict[str, Any], text: str) -> None:
    mapping = {"a": node("a", None, "user", content=content)}
    assert chat_in(reads_from(tmp_path, conversation(**mapping))[0]).branch[0].text == text


def test_one_conversation_by_itself_is_an_export(tmp_path: Path) -> None:
    assert len(reads_from(tmp_path, export("chatgpt")[0])) == 1

"""An export of Claude: blocks, pasted texts, branches with a root that is called nil."""

from pathlib import Path

from desktop_chat.domain.messages import ToolCall
from desktop_chat.transfer.intake import Loss
from tests.transfer.foreign.reading import (
    DOT,
    chat_in,
    export,
    losses_of,
    message_of,
    reads,
    reads_of,
    said,
    skipped,
    zipped,
)


def test_blocks_are_what_was_said() -> None:
    knots = chat_in(reads_of("claude")[0])
    reply = message_of(knots, "A bowline.")
    assert reply.text == "A bowline.\n\nIt is easy to untie."
    assert reply.reasoning == "It must not slip."
    assert reply.tool_calls == (ToolCall("toolu_1", "web_search", '{"query": "bowline"}'),)


def test_branches_grow_where_they_were() -> None:
    knots = chat_in(reads_of("claude")[0])
    reply, other = message_of(knots, "A bowline."), message_of(knots, "Or is")
    assert message_of(knots, "Which").parent_id is None
    assert other.parent_id == reply.id
    assert knots.branch[-1].text == "An old export has only this text."


def test_what_was_pasted_comes_as_a_file() -> None:
    knots = chat_in(reads_of("claude")[0])
    question, _, pasted, _ = knots.branch
    assert [(one.name, one.text) for one in question.attachments] == [("list.md", "- bowline\n- cleat hitch")]
    assert [(one.name, one.text) for one in pasted.attachments] == [("paste.txt", "pasted, and long")]


def test_files_that_are_only_named_are_counted(tmp_path: Path) -> None:
    assert losses_of(reads_of("claude")[0]) == {Loss.PICTURE: 1, Loss.FILE: 1, Loss.TOOL: 1}
    path = zipped(tmp_path / "c.zip", {"conversations.json": export("claude"), "dinghy.png": DOT, "users.json": []})
    assert losses_of(reads(path)[0]) == {Loss.FILE: 1, Loss.TOOL: 1}


def test_places_are_kept() -> None:
    conversation = chat_in(reads_of("claude")[0]).conversation
    assert (conversation.title, conversation.folder, conversation.pinned) == ("Knots for beginners", "Sailing", True)


def test_an_old_export_is_a_line() -> None:
    read = reads_of("claude")[1]
    old = chat_in(read)
    assert said(old) == [("user", "没有父消息的旧导出"), ("assistant", "The order is all there is.")]
    assert old.conversation.title == "没有父消息的旧导出"
    assert {message.created_at for message in old.branch} == {old.conversation.created_at}
    assert losses_of(read) == {Loss.TIME: 2}


def test_what_is_not_a_conversation_is_listed() -> None:
    assert skipped(reads_of("claude")) == [("empty", 3, "Never begun"), ("broken", 4, "Not a list")]

"""An export of Chatbox: sessions by key, threads, forks, and settings that are left alone."""

from desktop_chat.domain.messages import ToolCall
from desktop_chat.transfer.intake import Loss
from tests.transfer.foreign.reading import chat_called, losses_of, message_of, reads_of, said, skipped, taken


def test_a_thread_is_a_conversation_of_its_own() -> None:
    found = reads_of("chatbox")
    south, north = chat_called(found, "Southern sky"), chat_called(found, "Northern sky")
    assert said(south)[0][1].startswith("Which star stands south?")
    assert said(north) == [("user", "And north?"), ("assistant", "Polaris.")]
    assert north.branch[-1].reasoning == "An easy one."
    assert south.conversation.pinned
    assert south.conversation.policy.system_prompt == "You know the sky."


def test_a_fork_is_a_branch_and_the_list_is_what_is_read() -> None:
    south = chat_called(reads_of("chatbox"), "Southern sky")
    question = message_of(south, "Which")
    assert [message.text[:5] for message in south.tree.children(question.id)] == ["Sigma", "None;"]
    assert south.branch[-1].text.startswith("None; use the Cross.")


def test_parts_are_told_from_each_other() -> None:
    found = reads_of("chatbox")
    reply = chat_called(found, "Southern sky").branch[-1]
    assert reply.reasoning == "No bright one does."
    assert reply.tool_calls == (ToolCall("t-1", "sky", '{"south": true}'),)
    assert (reply.model, '"globe"' in reply.text) == ("OpenAI API (gpt-4o)", True)
    assert losses_of(found[0]) == {Loss.FILE: 1, Loss.PICTURE: 1, Loss.TOOL: 1, Loss.PART: 1}


def test_links_stay_with_the_words() -> None:
    question = chat_called(reads_of("chatbox"), "Southern sky").branch[0]
    assert question.text.endswith("[Star list](https://stars.example)")


def test_a_conversation_that_is_kept_as_text_is_one() -> None:
    assert said(chat_called(reads_of("chatbox"), "Kept as text")) == [
        ("user", "文本里的对话"),
        ("assistant", "It broke off."),
    ]


def test_an_early_version_keeps_them_in_one_list() -> None:
    early = chat_called(reads_of("chatbox"), "From an early version")
    assert early.branch[-1].model == "gpt-3.5-turbo"


def test_what_is_not_a_conversation_is_listed() -> None:
    found = reads_of("chatbox")
    assert skipped(found) == [("broken", 3, ""), ("empty", 4, "Blank")]
    assert len(taken(found)) == 4

"""An export of Open WebUI: several models in one turn, thoughts and calls folded into the text, files as addresses."""

from desktop_chat.domain.messages import ToolCall
from desktop_chat.transfer.intake import Loss
from tests.transfer.foreign.reading import DOT, chat_in, losses_of, message_of, reads_of, said, skipped


def test_replies_of_several_models_stand_side_by_side() -> None:
    sails = chat_in(reads_of("open_webui")[0])
    question = message_of(sails, "When")
    assert [(message.model, message.parent_id) for message in sails.tree.children(question.id)] == [
        ("llama3.1:8b", question.id),
        ("qwen2.5:7b", question.id),
    ]


def test_what_was_folded_into_the_text_goes_where_it_belongs() -> None:
    reply = message_of(chat_in(reads_of("open_webui")[0]), "风力")
    assert reply.text == "风力到五级就该缩帆。"
    assert reply.reasoning == "The boat heels & slows."
    assert reply.tool_calls == (ToolCall("call_9", "wind", '{"place": "bay"}'),)


def test_pictures_in_addresses_and_texts_are_attached() -> None:
    read = reads_of("open_webui")[0]
    picture, log = message_of(chat_in(read), "When").attachments
    assert (picture.content, log.name, log.text) == (DOT, "log.txt", "wind 6, rising")
    assert losses_of(read) == {Loss.PICTURE: 1, Loss.TOOL: 1}


def test_the_branch_being_read_goes_on_to_its_end() -> None:
    assert said(chat_in(reads_of("open_webui")[0]))[-1] == ("assistant", "The model has gone.")


def test_places_and_rules_are_kept() -> None:
    conversation = chat_in(reads_of("open_webui")[0]).conversation
    assert (conversation.folder, conversation.pinned, conversation.archived) == ("Boat", True, True)
    assert conversation.policy.system_prompt == "You are a sailmaker."


def test_an_early_version_is_a_list() -> None:
    old = chat_in(reads_of("open_webui")[1])
    assert said(old) == [("user", "Is anybody there?"), ("assistant", "Only me.")]
    assert old.conversation.created_at.year == 2023


def test_what_is_not_a_conversation_is_listed() -> None:
    assert skipped(reads_of("open_webui")) == [("empty", 3, "Blank"), ("broken", 4, "Its chat is gone")]

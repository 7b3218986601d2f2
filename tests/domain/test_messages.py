"""The nouns."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, timedelta

import pytest

from desktop_chat.domain.messages import Conversation, Message, Role, Status, new_id, now
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from tests.domain.builders import START, message


def test_a_message_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        message("m").text = "other"  # type: ignore[misc]


@pytest.mark.parametrize(("role", "is_reply"), [(role, role is Role.ASSISTANT) for role in Role])
def test_a_reply_is_what_the_assistant_says(role: Role, is_reply: bool) -> None:
    assert message("m", role=role).is_reply is is_reply


@pytest.mark.parametrize(("status", "expected"), [(status, status is Status.STREAMING) for status in Status])
def test_only_one_status_is_still_being_written(status: Status, expected: bool) -> None:
    assert message("m", status=status).is_streaming is expected


def test_a_new_conversation_has_no_rules_and_no_hidden_text() -> None:
    conversation = Conversation("c", START, START)
    assert (conversation.policy, conversation.options) == (Policy(), Options())
    assert (conversation.title, conversation.draft, conversation.policy.system_prompt) == ("", "", "")
    assert conversation.head is None


def test_two_equal_messages_are_equal() -> None:
    one: Message = message("m", "text")
    assert one == replace(one)
    assert hash(one) == hash(replace(one))


def test_ids_are_never_made_twice() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(name) == 32 and name.isalnum() for name in ids)


def test_the_clock_is_in_utc_and_counts_milliseconds() -> None:
    moment = now()
    assert moment.tzinfo is UTC
    assert moment.microsecond % 1000 == 0
    assert timedelta(0) <= now() - moment < timedelta(minutes=1)

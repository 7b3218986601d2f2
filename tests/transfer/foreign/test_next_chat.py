"""A backup of NextChat: sessions with what was put before them, and keys that are left alone."""

from datetime import datetime
from pathlib import Path

import pytest

from desktop_chat.transfer.foreign import values
from desktop_chat.transfer.intake import Loss
from tests.transfer.foreign.reading import DOT, chat_in, export, losses_of, reads_from, reads_of, said, skipped


def test_what_was_put_before_it_begins_the_conversation() -> None:
    lights = chat_in(reads_of("next_chat")[0])
    assert lights.conversation.policy.system_prompt == "You are a pilot."
    assert [text for _, text in said(lights)] == [
        "Use short sentences.",
        "What does a red light mean?",
        "Keep it to port when you come in.",
        "那绿灯呢？",
        "Starboard.",
    ]


def test_a_fresh_start_is_one_here_too() -> None:
    lights = chat_in(reads_of("next_chat")[0])
    divider = lights.conversation.policy.divider
    assert lights.tree[divider or ""].text == "Keep it to port when you come in."


def test_pictures_calls_and_losses() -> None:
    read = reads_of("next_chat")[0]
    _, question, reply, *_ = chat_in(read).branch
    assert [one.content for one in question.attachments] == [DOT]
    assert (reply.tool_calls[0].name, reply.model) == ("lights", "gpt-4o")
    assert losses_of(read) == {Loss.PICTURE: 1, Loss.TOOL: 1, Loss.HIDDEN: 1, Loss.SOUND: 1, Loss.TIME: 3}


def test_a_store_with_a_state_inside_is_the_same(tmp_path: Path) -> None:
    state = {"chat-next-web-store": {"state": export("next_chat")["chat-next-web-store"], "version": 3.3}}
    assert [chat_in(read).conversation.id for read in reads_from(tmp_path, state)[:1]] == [
        chat_in(reads_of("next_chat")[0]).conversation.id
    ]


def test_what_is_not_a_conversation_is_listed() -> None:
    assert skipped(reads_of("next_chat")) == [("empty", 2, "New Conversation"), ("broken", 3, "Without messages")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1/27/2025, 9:05:30 PM", (2025, 1, 27, 21, 5, 30)),
        ("1/27/2025, 12:05:30\u202fAM", (2025, 1, 27, 0, 5, 30)),
        ("2025/1/27 21:05:40", (2025, 1, 27, 21, 5, 40)),
        ("27/1/2025, 21:05:40", (2025, 1, 27, 21, 5, 40)),
        ("27.1.2025, 21:05", (2025, 1, 27, 21, 5, 0)),
        ("3/4/2025, 21:05:40", None),
        ("31/31/2025, 21:05:40", None),
        ("long ago", None),
    ],
)
def test_the_time_of_a_place_is_read_where_it_has_one_meaning(written: str, meant: tuple[int, ...] | None) -> None:
    expected = datetime(*meant).astimezone() if meant else None  # type: ignore[arg-type]
    assert values.moment(written) == expected


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (1714567800, 1714567800.0),
        (1714567800.25, 1714567800.25),
        (1714567800250, 1714567800.25),
        (1714567800250000, 1714567800.25),
        (1714567800250000000, 1714567800.25),
        ("1714567800", 1714567800.0),
        ("2024-05-01T12:50:00.250Z", 1714567800.25),
        ("2024-05-01T12:50:00", 1714567800.0),
        ("2024-05-01T14:50:00+02:00", 1714567800.0),
    ],
)
def test_a_time_counts_in_whatever_unit(written: object, seconds: float) -> None:
    at = values.moment(written)
    assert at is not None
    assert at.timestamp() == seconds


@pytest.mark.parametrize(
    "written", [None, True, 0, -5, float("nan"), float("inf"), 10**30, "", [], "0001-01-01T00:00:00"]
)
def test_what_is_no_time_is_none(written: object) -> None:
    assert values.moment(written) is None

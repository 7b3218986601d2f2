"""The visible branch as Markdown: whole, in order, and nothing of it anywhere else."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_chat import __version__
from desktop_chat.domain.messages import Role, Status, ToolCall, Usage
from desktop_chat.domain.policy import Policy
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.contained import contained
from desktop_chat.transfer.markdown import render
from tests.transfer import reading
from tests.transfer.chats import WORDING, chat_of, full_chat, said
from tests.transfer.test_contained import HOSTILE, QUIRK

ZONE = timezone(timedelta(hours=1))


def written(chat: Chat) -> str:
    return render(chat, WORDING, ZONE)


def body(chat: Chat) -> str:
    return written(chat).split("\n---\n\n", 1)[1]


def front_matter(chat: Chat) -> dict[str, Any]:
    head = written(chat).removeprefix("---\n").split("\n---\n", 1)[0]
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in head.split("\n"))}


def test_turns_follow_each_other_below_the_title() -> None:
    chat = chat_of(
        said("m1", None, Role.USER, "Why?", 0),
        said("m2", "m1", Role.ASSISTANT, "Because.", 1),
        said("m3", "m2", Role.USER, "And now?", 24 * 60),
        policy=Policy("Be brief."),
    )
    assert body(chat) == (
        "# Tides\n\n***\n\n## System\n\nBe brief.\n\n***\n\n## You · 2026-03-04 20:12\n\nWhy?\n\n***\n\n"
        "## gpt-x · 20:13\n\nBecause.\n\n***\n\n## You · 2026-03-05 20:12\n\nAnd now?\n"
    )


def test_the_front_matter_says_what_this_is() -> None:
    assert front_matter(full_chat()) == {
        "title": "Tides",
        "id": "c1",
        "created": "2026-03-04T20:12:00+01:00",
        "updated": "2026-03-04T21:42:00+01:00",
        "models": ["gpt-x"],
        "endpoints": ["Work", "api.example.com"],
        "tokens": {"prompt": 20, "completion": 8},
        "branch": {"head": "m5", "number": 2, "of": 2},
        "tags": ["chat", "Sea"],
        "folder": "Sea",
        "program": f"Desktop Chat {__version__}",
    }


def test_the_front_matter_is_quoted_whatever_the_title_is() -> None:
    title = 'a: "b" # c\n--- \x7f\x85\u2028 \\ 潮'
    chat = chat_of(said("m1", None, Role.USER, "x", 0), title=title)
    assert front_matter(chat)["title"] == " ".join(title.split())
    assert "\x7f" not in written(chat)
    assert body(chat).startswith('# a: "b" # c --- ')


def test_only_the_branch_that_is_read_is_in_it() -> None:
    chat = chat_of(
        said("m1", None, Role.USER, "Why?", 0),
        said("m2", "m1", Role.ASSISTANT, "The old answer", 1),
        said("m3", "m1", Role.ASSISTANT, "The new answer", 2),
    )
    assert "The new answer" in body(chat)
    assert "The old answer" not in body(chat)


def test_a_reply_and_what_continues_it_are_one_turn() -> None:
    chat = chat_of(
        said("m1", None, Role.USER, "Code?", 0),
        said("m2", "m1", Role.ASSISTANT, "```py\nprint(", 1, status=Status.STOPPED),
        said("m3", "m2", Role.ASSISTANT, "1)\n# done\n```", 2, continues=True),
    )
    assert body(chat).endswith("## gpt-x · 20:13\n\n```py\nprint(1)\n# done\n```\n")


@pytest.mark.parametrize(
    ("status", "finish_reason", "note"),
    [
        (Status.COMPLETE, "stop", ""),
        (Status.STOPPED, None, "\n\n> Stopped by you."),
        (Status.COMPLETE, "content_filter", "\n\n> (content\\_filter)"),
        (Status.FAILED, "error", "\n\n> It failed. (error)"),
    ],
)
def test_how_a_reply_ended_is_told_unless_it_is_simply_over(
    status: Status, finish_reason: str | None, note: str
) -> None:
    reply = said("m2", "m1", Role.ASSISTANT, "So far", 1, status=status, finish_reason=finish_reason)
    assert body(chat_of(said("m1", None, Role.USER, "?", 0), reply)).endswith(f"\n\nSo far{note}\n")


def test_reasoning_is_folded_and_calls_are_fenced() -> None:
    call = ToolCall("t", "look_up", '{"a": "```"}')
    reply = said("m1", None, Role.ASSISTANT, "Hm.", 0, reasoning="# First\n```", tool_calls=(call,), usage=Usage())
    assert body(chat_of(reply)).split("20:12\n\n")[1] == (
        "<details>\n<summary>Reasoning</summary>\n\n### First\n```\n```\n\n</details>\n\nHm.\n\n"
        '**look\\_up**\n\n````json\n{"a": "```"}\n````\n'
    )


def test_an_empty_conversation_is_a_title() -> None:
    assert body(chat_of(title="")) == "# New conversation\n"
    assert front_matter(chat_of(title=""))["branch"] == {"head": None, "number": None, "of": 0}


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_reading_the_turns_gives_what_was_said_in_each(said_each: list[tuple[str, str]]) -> None:
    assume(not any(QUIRK.search(text) for pair in said_each for text in pair))
    messages = []
    for number, (text, reasoning) in enumerate(said_each):
        parent = f"m{number - 1}" if number else None
        messages.append(said(f"m{number}", parent, Role.ASSISTANT, text, number, reasoning=reasoning))
    tokens = reading.parsed(body(chat_of(*messages)), html=True)
    turns = reading.split_at_turns(tokens)
    assert len(turns) == len(messages)
    for (text, reasoning), turn in zip(said_each, turns, strict=True):
        folded = [part for part in (reasoning,) if part.strip()]
        spoken = [part for part in (text.strip("\n"),) if part.strip()]
        expected = [reading.parsed(contained(part), html=True) for part in (*folded, *spoken)]
        assert reading.words(turn) == [words for part in expected for words in reading.words(part)]
        assert reading.code(turn) == [code for part in expected for code in reading.code(part)]
        assert len(reading.tags(turn)) == 2 * len(folded)

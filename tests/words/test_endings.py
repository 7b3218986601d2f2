"""What stands below and beside a message."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from desktop_chat.domain.context import Reason
from desktop_chat.domain.endings import Ending, Offer, ending_of
from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status, ToolCall, Usage
from desktop_chat.domain.money import Money
from desktop_chat.words import catalogue
from desktop_chat.words.endings import (
    explanation,
    margin_word,
    offer_label,
    reason_word,
    receipt_line,
    role_name,
    sentence,
    status_word,
    writing,
)

REPLY = Message("r", "c", "q", Role.ASSISTANT, "some text", datetime(2026, 3, 6, tzinfo=UTC))


def counted(n: int) -> Usage:
    return Usage(completion_tokens=n)


def failed(kind: ErrorKind, text: str = "some text", limit: float | None = None) -> Message:
    failure = Failure(kind, "api.example.com", limit=limit, words="their words")
    return replace(REPLY, status=Status.FAILED, failure=failure, text=text, usage=None)


LENGTH = replace(REPLY, finish_reason="length", usage=counted(256))
CUT = replace(failed(ErrorKind.TRUNCATED), usage=counted(212))
CALLS = (ToolCall("1", "f", "{}"), ToolCall("2", "g", "{}"))
WITHHELD = replace(REPLY, refusal="no")

SAID = [
    (REPLY, "", ""),
    (replace(REPLY, status=Status.STREAMING), "", ""),
    (replace(REPLY, role=Role.USER), "", ""),
    (LENGTH, "Cut by the length limit after 256 tokens.", "达到长度上限，在256 token处截断。"),
    (
        replace(LENGTH, usage=counted(1)),
        "Cut by the length limit after 1 token.",
        "达到长度上限，在1 token处截断。",
    ),
    (
        replace(LENGTH, usage=None),
        "Cut by the length limit after about 2 tokens.",
        "达到长度上限，在约2 token处截断。",
    ),
    (replace(REPLY, finish_reason="content_filter"), "Withheld by the provider.", "服务商未给出内容。"),
    (WITHHELD, "Withheld by the provider.", "服务商未给出内容。"),
    (
        replace(REPLY, finish_reason="tool_calls", tool_calls=CALLS[:1]),
        "The model called 1 tool.",
        "模型调用了1个工具。",
    ),
    (
        replace(REPLY, finish_reason="tool_calls", tool_calls=CALLS),
        "The model called 2 tools.",
        "模型调用了2个工具。",
    ),
    (replace(REPLY, finish_reason="tool_calls"), "The model called a tool.", "模型调用了工具。"),
    (
        CUT,
        "Connection cut after 212 tokens. What arrived is kept.",
        "收到212 token后连接中断，已收到的内容已保留。",
    ),
    (
        failed(ErrorKind.CONNECTION_LOST),
        "Connection cut after about 2 tokens. What arrived is kept.",
        "收到约2 token后连接中断，已收到的内容已保留。",
    ),
    (
        failed(ErrorKind.CONNECTION_LOST, text=""),
        "Connection cut before anything arrived. The question is kept.",
        "尚未收到内容，连接就已中断。问题已保留。",
    ),
    (
        failed(ErrorKind.STALLED, limit=90.0),
        "Connection cut after about 2 tokens and 90 s of silence. What arrived is kept.",
        "收到约2 token、静默90秒后连接中断，已收到的内容已保留。",
    ),
    (
        failed(ErrorKind.STALLED),
        "Connection cut after about 2 tokens. What arrived is kept.",
        "收到约2 token后连接中断，已收到的内容已保留。",
    ),
    (replace(REPLY, status=Status.STOPPED), "Stopped by you.", "由你停止。"),
    (
        replace(REPLY, status=Status.INTERRUPTED),
        "Interrupted: the program ended while this was written. What had arrived is kept.",
        "已中断：写到这里时程序结束了，已收到的内容已保留。",
    ),
    (
        replace(REPLY, status=Status.INTERRUPTED, text=""),
        "Interrupted: the program ended before anything arrived. The question is kept.",
        "已中断：尚未收到内容，程序就已结束。问题已保留。",
    ),
    (
        failed(ErrorKind.AUTH, text=""),
        (
            "api.example.com did not accept the key. The question is kept. "
            "Check the key in the endpoint's settings. “their words”"
        ),
        "api.example.com不接受这个密钥。问题已保留。检查端点设置里的密钥。“their words”",
    ),
]


@pytest.mark.parametrize(("reply", "english", "chinese"), SAID)
def test_an_ending_is_said_in_words(reply: Message, english: str, chinese: str) -> None:
    assert sentence(reply) == english
    catalogue.use("zh-CN")
    assert sentence(reply) == chinese


def test_every_ending_is_among_the_cases() -> None:
    assert {ending_of(reply) for reply, _, _ in SAID} == set(Ending)


def test_thoughts_alone_count_as_something_that_arrived() -> None:
    reply = replace(failed(ErrorKind.TRUNCATED, text=""), reasoning="a long thought about it")
    assert sentence(reply).endswith("What arrived is kept.")


def test_a_failed_reply_is_explained_with_what_is_kept() -> None:
    partial = explanation(failed(ErrorKind.SERVER_ERROR))
    empty = explanation(failed(ErrorKind.SERVER_ERROR, text=""))
    assert partial is not None
    assert empty is not None
    assert partial.detail.startswith("What arrived is kept.")
    assert empty.detail.startswith("The question is kept.")
    assert partial.words == "“their words”"


def test_a_failed_reply_of_unknown_cause_still_says_something() -> None:
    told = explanation(replace(REPLY, status=Status.FAILED))
    assert told is not None
    assert told.headline == "This program made a mistake while it spoke with the endpoint."


@pytest.mark.parametrize("reply", [REPLY, CUT, LENGTH, replace(REPLY, status=Status.STOPPED)])
def test_only_a_failure_is_explained(reply: Message) -> None:
    assert explanation(reply) is None


def test_every_offer_is_a_verb_on_a_button() -> None:
    assert [offer_label(offer) for offer in Offer] == [
        "Continue",
        "Retry",
        "Edit…",
        "Raise the limit…",
        "Endpoint…",
        "Input budget…",
        "Choose what is sent…",
    ]
    catalogue.use("zh-CN")
    assert [offer_label(offer) for offer in Offer] == [
        "继续",
        "重试",
        "编辑…",
        "提高上限…",
        "端点…",
        "输入预算…",
        "选择发送内容…",
    ]


def test_every_status_has_its_own_word() -> None:
    words = [status_word(status) for status in Status]
    assert words == ["complete", "writing", "interrupted", "stopped", "failed"]
    catalogue.use("zh-CN")
    assert len({status_word(status) for status in Status}) == len(Status)


@pytest.mark.parametrize(
    ("elapsed", "word"), [(5.9, "writing, 5 s"), (-1.0, "writing, 0 s"), (3600.0, "writing, 3,600 s")]
)
def test_a_reply_being_written_says_for_how_long(elapsed: float, word: str) -> None:
    assert writing(elapsed) == word


def test_the_margin_speaks_only_of_what_is_unusual() -> None:
    said = {reason: margin_word(reason) for reason in Reason}
    assert said == {
        Reason.SYSTEM: "",
        Reason.PINNED: "pinned",
        Reason.SUMMARY: "summary",
        Reason.SUMMARISED: "in the summary",
        Reason.QUESTION: "",
        Reason.HISTORY: "",
        Reason.EXCLUDED: "excluded by you",
        Reason.BEFORE_DIVIDER: "before divider",
        Reason.BEYOND_LAST: "not among the last",
        Reason.OVER_BUDGET: "over budget",
        Reason.TOOL: "without its call",
        Reason.NO_TEXT: "not sent: no text",
    }
    assert margin_word(Reason.NO_TEXT, Status.FAILED) == "not sent: error"
    assert margin_word(Reason.OVER_BUDGET, Status.FAILED) == "over budget"


def test_the_context_pane_has_a_word_for_every_reason() -> None:
    words = {reason: reason_word(reason) for reason in Reason}
    assert len(set(words.values())) == len(Reason)
    assert words[Reason.HISTORY] == "within budget"
    assert words[Reason.OVER_BUDGET] == "out: over budget"
    assert reason_word(Reason.NO_TEXT, Status.FAILED) == "out: error"


def test_reasons_are_said_in_chinese(in_chinese: None) -> None:
    for reason, status in product(Reason, Status):
        assert not reason_word(reason, status).isascii()
    assert margin_word(Reason.OVER_BUDGET) == "超出预算"
    assert margin_word(Reason.EXCLUDED) == "由你排除"


def test_the_receipt_line_says_what_a_reply_cost() -> None:
    reply = replace(REPLY, usage=counted(412))
    assert receipt_line(reply, 7.1, Money("CNY", 97 * 10**8)) == "412 tokens · ¥0.0097 · 7.1 s"


@pytest.mark.parametrize(
    ("usage", "span", "english", "chinese"),
    [
        (counted(412), 7.1, "412 tokens · – · 7.1 s", "412 token · – · 7.1秒"),
        (counted(1), 0.3, "1 token · – · 0.3 s", "1 token · – · 0.3秒"),
        (counted(0), 0.3, "0 tokens · – · 0.3 s", "0 token · – · 0.3秒"),
        (counted(1386), None, "1,386 tokens · – · –", "1,386 token · – · –"),
        (Usage(prompt_tokens=7), 1.0, "– tokens · – · 1.0 s", "– token · – · 1.0秒"),
        (None, None, "– tokens · – · –", "– token · – · –"),
    ],
)
def test_the_receipt_line_has_a_dash_for_what_nobody_counted(
    usage: Usage | None, span: float | None, english: str, chinese: str
) -> None:
    reply = replace(REPLY, usage=usage)
    assert receipt_line(reply, span) == english
    catalogue.use("zh-CN")
    assert receipt_line(reply, span) == chinese


@pytest.mark.parametrize(
    ("role", "model", "name"),
    [
        (Role.USER, None, "You"),
        (Role.USER, "gpt-x", "You"),
        (Role.SYSTEM, None, "System"),
        (Role.TOOL, None, "Tool"),
        (Role.ASSISTANT, None, "Assistant"),
        (Role.ASSISTANT, "", "Assistant"),
        (Role.ASSISTANT, "deepseek-chat", "deepseek-chat"),
        (Role.ASSISTANT, "deepseek/deepseek-chat", "deepseek-chat"),
        (Role.ASSISTANT, "accounts/fireworks/models/qwen3", "qwen3"),
        (Role.ASSISTANT, "meta-llama/llama-3:free", "llama-3:free"),
        (Role.ASSISTANT, "vendor/", "vendor"),
        (Role.ASSISTANT, "///", "Assistant"),
        (Role.ASSISTANT, "a\x1b[31mb", "a [31mb"),
    ],
)
def test_a_reply_is_signed_by_its_model_without_the_vendor(role: Role, model: str | None, name: str) -> None:
    assert role_name(role, model) == name


def test_you_are_addressed_in_chinese(in_chinese: None) -> None:
    assert [role_name(role) for role in Role] == ["系统", "你", "助手", "工具"]

"""The receipt: what was sent and what came back, in words, exactly, and without the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desktop_chat.ui.receipt_facts import Fact, facts_of
from desktop_chat.ui.receipt_window import ReceiptWindow, pretty
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status, Usage
from desktop_chat.domain.receipts import Receipt, as_json, spelled
from desktop_chat.domain.spelled import Form
from desktop_chat.domain.wire import WireMessage
from desktop_chat.ui import receipt_window
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import ElidedLabel
from tests.ui.showing import called, click, focused, gone, in_chinese, name_of, press, show, stops

SENT = datetime(2026, 3, 6, 20, 8, 14, tzinfo=UTC)
RECEIPT = Receipt(
    message_id="m2",
    conversation_id="c1",
    endpoint_id="e1",
    endpoint="DeepSeek",
    base_url="https://api.deepseek.com/v1",
    wire=(
        WireMessage(Role.SYSTEM, "You are a careful engineer."),
        WireMessage(Role.USER, '每天 cp chat.db。\n"Why"?'),
    ),
    parameters={"model": "deepseek-chat", "max_tokens": 2048, "stream": True},
    headers={},
    sent_at=SENT,
    estimate=4200,
    left_out=3,
    first_token_at=SENT + timedelta(seconds=0.6),
    ended_at=SENT + timedelta(seconds=7.1),
    http_status=200,
    request_id="7c1e0b52-93aa",
    finish_reason="stop",
    usage=Usage(4214, 412, 4626),
)
REPLY = Message("m2", "c1", "m1", Role.ASSISTANT, "Use the backup API.", SENT, finish_reason="stop")


def said(receipt: Receipt = RECEIPT, reply: Message | None = REPLY) -> dict[str, Fact]:
    return {fact.label: fact for fact in facts_of(receipt, reply)}


@pytest.fixture
def open_window(theme: Theme, qtbot: QtBot) -> Iterator[Callable[..., ReceiptWindow]]:
    behind = QWidget()
    qtbot.addWidget(behind)

    def made(receipt: Receipt = RECEIPT, reply: Message | None = REPLY, title: str = "") -> ReceiptWindow:
        window = ReceiptWindow(receipt, theme, behind, reply, title)
        show(window, qtbot)
        return window

    yield made
    gone(behind)


def test_the_facts_of_a_complete_reply() -> None:
    facts = {label: (fact.value, fact.aside) for label, fact in said().items()}
    assert facts == {
        "Ending": ("complete", "stop"),
        "Endpoint": ("DeepSeek", "https://api.deepseek.com/v1"),
        "Model": ("deepseek-chat", ""),
        "Sent": ("2026-03-06 20:08:14", ""),
        "Messages sent": ("2", "3 messages left out"),
        "Prompt tokens": ("4,214", "estimated 4,200"),
        "Answer tokens": ("412", ""),
        "First token, end": ("0.6 s, 7.1 s", ""),
        "Answered": ("HTTP 200", "request id 7c1e0b52-93aa"),
    }


def test_what_is_not_known_is_a_dash() -> None:
    bare = replace(
        RECEIPT,
        usage=None,
        first_token_at=None,
        ended_at=None,
        http_status=None,
        request_id=None,
        finish_reason=None,
        left_out=0,
    )
    facts = said(bare, None)
    assert [facts[label].value for label in ("Ending", "Prompt tokens", "Answer tokens")] == ["–", "–", "–"]
    assert facts["First token, end"].value == "–, –"
    assert facts["Messages sent"].aside == ""
    assert "Answered" not in facts


@pytest.mark.parametrize(
    ("reply", "words", "ink"),
    [
        (replace(REPLY, finish_reason="length"), "Cut by the length limit", "warn"),
        (replace(REPLY, status=Status.STOPPED, finish_reason=None), "Stopped by you.", "text2"),
        (
            replace(REPLY, status=Status.FAILED, failure=Failure(ErrorKind.AUTH, "api.deepseek.com", 401)),
            "did not accept the key",
            "err",
        ),
    ],
)
def test_an_ending_that_was_not_asked_for_is_said_in_words(reply: Message, words: str, ink: str) -> None:
    fact = said(reply=reply)["Ending"]
    assert words in fact.value
    assert fact.ink == ink
    assert fact.icon is not None


def test_retries_and_extra_headers_are_told() -> None:
    facts = said(replace(RECEIPT, attempts=3, headers={"X-Title": "Desktop Chat"}))
    assert facts["Sent"].aside == "at attempt 3"
    assert facts["Extra headers"].value == "X-Title: Desktop Chat"


def test_the_body_is_the_exact_one_with_a_line_for_each_message(open_window: Callable[..., ReceiptWindow]) -> None:
    window = open_window()
    body = called(window, QTextEdit, "Request").toPlainText()
    assert json.loads(body) == json.loads(RECEIPT.body)
    assert '    {"role": "user", "content": "每天 cp chat.db。\\n\\"Why\\"?"}' in body.split("\n")
    assert '  "max_tokens": 2048,' in body.split("\n")


@pytest.mark.parametrize("body", [{}, {"messages": []}, {"model": "m", "messages": [{"a": [1]}], "stop": ["\n", "。"]}])
def test_any_body_reads_back_as_itself(body: dict[str, object]) -> None:
    assert json.loads(pretty(body)) == body


def test_it_is_copied_as_curl_and_as_json_and_never_with_a_key(
    open_window: Callable[..., ReceiptWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_window, "COPIED_MS", 20)
    window = open_window()
    width = called(window, QWidget, "Copy as curl").width()
    click(window, "Copy as curl")
    assert QGuiApplication.clipboard().text() == spelled(RECEIPT, Form.CURL)
    assert "$API_KEY" in spelled(RECEIPT, Form.CURL)
    assert called(window, QWidget, "Copied").width() == width
    qtbot.waitUntil(lambda: "Copied" not in {name_of(widget) for widget in window.findChildren(QWidget)})
    click(window, "Copy as JSON")
    assert json.loads(QGuiApplication.clipboard().text()) == as_json(RECEIPT)


def test_the_keys_are_on_close_and_esc_closes_as_well(open_window: Callable[..., ReceiptWindow]) -> None:
    window = open_window()
    assert name_of(focused()) == "Close"
    assert stops(window) == ["Close", "Request", "Copy as curl", "Copy as JSON"]
    press(Qt.Key.Key_Escape)
    assert not window.isVisible()
    again = open_window()
    press(Qt.Key.Key_Return)
    assert not again.isVisible()


def test_the_window_is_called_after_the_conversation(open_window: Callable[..., ReceiptWindow]) -> None:
    assert open_window(title="WAL 模式\n备份").windowTitle() == "Receipt — WAL 模式 备份"
    assert open_window().windowTitle() == "Receipt"


def test_a_foreign_name_cannot_break_its_line(open_window: Callable[..., ReceiptWindow]) -> None:
    hostile = replace(RECEIPT, endpoint="<b>Deep\nSeek\u202e</b>", request_id="a\tb")
    window = open_window(hostile)
    texts = {label.text() for label in window.findChildren(ElidedLabel)}
    assert "<b>Deep Seek </b>" in texts


def test_a_receipt_speaks_chinese(open_window: Callable[..., ReceiptWindow]) -> None:
    with in_chinese():
        window = open_window(title="备份")
        texts = {label.text() for label in window.findChildren(ElidedLabel)}
        assert {"结束方式", "端点", "已完成", "密钥不在回执里。"} <= texts
        assert window.windowTitle().endswith("备份")


def test_a_long_body_opens_at_once(open_window: Callable[..., ReceiptWindow], qtbot: QtBot) -> None:
    long = replace(RECEIPT, wire=tuple(WireMessage(Role.USER, "备份 backup " * 200) for _ in range(400)))
    window = open_window(long)
    assert json.loads(called(window, QTextEdit, "Request").toPlainText()) == json.loads(long.body)

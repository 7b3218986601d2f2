"""What came back, part by part, and copied as it came."""

from __future__ import annotations

from dataclasses import replace

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status, ToolCall
from desktop_chat.ui.receipt.answer_lines import AnswerLines
from tests.ui.receipt.test_facts import SENT

REPLY = Message("m2", "c1", "m1", Role.ASSISTANT, "One line.\n\n\tAnother, which is long.", SENT)


def lines_of(reply: Message, room: int = 80) -> AnswerLines:
    lines = AnswerLines(reply)
    lines.set_room(room)
    return lines


def shown(lines: AnswerLines) -> list[str]:
    return [lines.line(row).text or lines.line(row).note for row in range(lines.rowCount())]


def test_a_text_alone_has_no_head() -> None:
    assert shown(lines_of(REPLY)) == ["One line.", "", "\tAnother, which is long."]


def test_parts_stand_under_their_names() -> None:
    call = ToolCall("call_1", "search", '{"query": "WAL"}')
    whole = replace(REPLY, text="Yes.", reasoning="Hm.", refusal="No.", tool_calls=(call,))
    assert shown(lines_of(whole)) == [
        *("Reasoning", "Hm.", ""),
        *("Text", "Yes.", ""),
        *("Refusal", "No.", ""),
        *("Tool calls", 'search({"query": "WAL"})  call_1'),
    ]


def test_what_the_provider_said_instead_is_shown() -> None:
    failed = replace(REPLY, text="", status=Status.FAILED, failure=Failure(ErrorKind.AUTH, "host", 401, "No such key"))
    assert shown(lines_of(failed)) == ["No such key"]
    assert not AnswerLines(replace(failed, failure=None)).has_any


def test_a_line_that_was_cut_is_copied_in_one_piece() -> None:
    lines = lines_of(REPLY, 20)
    assert lines.rowCount() > 3
    assert lines.copied(range(lines.rowCount())) == REPLY.text
    assert lines.copied(range(2, lines.rowCount())) == "\tAnother, which is long."

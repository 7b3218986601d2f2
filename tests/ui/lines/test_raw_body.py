"""A request body for a reader: whole, folded where it is long, copied as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop_chat.domain.messages import Role
from desktop_chat.domain.spelled import WireRequest
from desktop_chat.domain.wire import WireMessage
from desktop_chat.ui.lines.json_rows import shortened
from desktop_chat.ui.lines.line import LINE
from desktop_chat.ui.lines.raw_lines import ExactLines, RawLines
from desktop_chat.ui.lines.view import LinesView
from desktop_chat.ui.look import Theme
from desktop_chat.ui.raw_body import RawBody
from tests.support.work import calls_of
from tests.ui.showing import called, gone, press, show

URL = "https://api.example.com/v1/chat/completions"
LONG = "First line of it.\nSecond line, " + "which goes on and on " * 20 + '\nA "last" one with C:\\new.'
SYSTEM = WireMessage(Role.SYSTEM, "Be brief.")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def request_of(*texts: str, **parameters: Any) -> WireRequest:
    wire = tuple(WireMessage(Role.USER, text) for text in texts)
    return WireRequest(URL, {}, wire, {"model": "m"} | parameters)


def rows_of(lines: RawLines | ExactLines) -> list[str]:
    return [lines.line(row).text for row in range(lines.rowCount())]


def raw(request: WireRequest, room: int = 80) -> RawLines:
    lines = RawLines()
    lines.take(request)
    lines.set_room(room)
    return lines


@given(st.lists(st.text(max_size=120), max_size=4), st.dictionaries(st.text(max_size=5), st.text(max_size=20)))
def test_all_rows_folded_out_are_the_body(texts: list[str], extra: dict[str, str]) -> None:
    request = request_of(*texts, **{f"x_{name}": value for name, value in extra.items()})
    lines = raw(request, 60)
    row = 0
    while row < lines.rowCount():
        folded = lines.line(row).icon is not None
        if folded and lines.can_toggle(row):
            row = lines.toggle(row)
            while row < lines.rowCount() and lines.can_toggle(row):
                row += 1
        else:
            row += 1
    copied = lines.copied(range(lines.rowCount()))
    assert json.loads(copied) == json.loads(request.body)
    shown = "".join(rows_of(lines))
    assert all(json.dumps(text, ensure_ascii=False) in shown for text in texts)


def test_while_one_types_only_the_last_message_is_made_anew(qtbot: QtBot) -> None:
    lines = raw(request_of("Hello.", "Hi.", "And"))
    with qtbot.assertNotEmitted(lines.modelReset), qtbot.waitSignal(lines.dataChanged) as changed:
        lines.take(request_of("Hello.", "Hi.", "And then?"))
    assert changed.args is not None
    [first, last, *_] = changed.args
    assert first.row() == last.row() == 5
    assert rows_of(lines) == rows_of(raw(request_of("Hello.", "Hi.", "And then?")))


def test_a_last_message_that_is_folded_out_stays_so_while_one_types() -> None:
    lines = raw(request_of("Hello.", LONG))
    lines.toggle(4)
    lines.take(request_of("Hello.", LONG + LONG))
    assert lines.copied(range(lines.rowCount())) == raw(request_of("Hello.", LONG + LONG)).copied(range(7))
    assert lines.rowCount() > 7


@given(st.text(max_size=300), st.integers(20, 90))
def test_the_exact_bytes_are_the_exact_bytes(text: str, room: int) -> None:
    request = request_of(text, stop=["。"])
    lines = ExactLines(request.body)
    lines.set_room(room)
    assert "".join(rows_of(lines)).encode() == request.body


def test_a_line_for_each_parameter_and_each_message() -> None:
    assert rows_of(raw(request_of("Hi", "备份", max_tokens=5, stream=True))) == [
        "{",
        '  "model": "m",',
        '  "messages": [',
        '    {"role": "user", "content": "Hi"},',
        '    {"role": "user", "content": "备份"}',
        "  ],",
        '  "max_tokens": 5,',
        '  "stream": true',
        "}",
    ]
    assert rows_of(raw(request_of())) == ["{", '  "model": "m",', '  "messages": []', "}"]


def test_a_long_message_is_folded_and_says_how_long_it_is() -> None:
    lines = raw(request_of("Hi", LONG))
    folded = lines.line(4)
    assert folded.text.startswith('    {"role": "user", "content": "First line')
    assert folded.text.endswith("…")
    assert folded.note == f"{len(LONG)} characters"
    assert not lines.can_toggle(3)
    assert lines.can_toggle(4)


def test_in_a_narrow_row_a_long_message_says_who_speaks_and_how_it_begins() -> None:
    text = "The writer stops, then pages are copied."
    lines = raw(request_of("Hi", text), 38)
    assert rows_of(lines)[3:5] == [
        '    {"role": "user", "content": "Hi"},',
        '    user: "The writer stops, then pag…',
    ]
    assert lines.line(4).spoken == 'user: "The writer stops, then pag… 40 characters'
    lines.toggle(4)
    assert json.loads(lines.copied(range(4, 6))) == {"role": "user", "content": text}


def test_folded_out_a_message_begins_a_row_at_each_of_its_line_ends() -> None:
    lines = raw(request_of("Hi", LONG, stream=True))
    assert lines.toggle(4) == 4
    rows = rows_of(lines)
    assert rows[4].endswith("First line of it.\\n")
    assert rows[5].startswith("Second line, which")
    assert 'A \\"last\\" one with C:\\\\new."}' in rows
    assert rows[-3:] == ["  ],", '  "stream": true', "}"]
    assert lines.toggle(6) == 4
    assert lines.rowCount() == 8


def test_what_is_cut_is_copied_whole() -> None:
    lines = raw(request_of("Hi", LONG))
    lines.toggle(4)
    message = json.dumps({"role": "user", "content": LONG}, ensure_ascii=False)
    assert lines.copied(range(5, 7)).strip() == message
    assert lines.copied(range(2, 5)).split("\n")[0] == '  "messages": ['


def test_only_what_is_seen_of_a_text_is_looked_at() -> None:
    assert shortened({"a": ["xxxx", 7], "b": "yyyy"}, 2) == {"a": ["xx", 7], "b": "yy"}


# -- the widget ------------------------------------------------------------------------------------------------------


@pytest.fixture
def body(theme: Theme, qtbot: QtBot) -> Iterator[RawBody]:
    made = RawBody(theme)
    made.resize(700, 400)
    show(made, qtbot)
    called(made, LinesView, "Request").setFocus(Qt.FocusReason.TabFocusReason)
    yield made
    gone(made)


def view_of(body: RawBody) -> LinesView:
    return called(body, LinesView, "Request")


def rows_shown(body: RawBody) -> list[str]:
    model = view_of(body).model()
    return [model.index(row, 0).data(LINE).text for row in range(model.rowCount())]


def test_keys_walk_fold_out_and_copy(body: RawBody) -> None:
    body.show_request(request_of("Hi", LONG))
    before = len(rows_shown(body))
    for _ in range(4):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert len(rows_shown(body)) > before
    assert view_of(body).currentIndex().row() == 4
    press(Qt.Key.Key_C, CTRL)
    assert json.loads(QGuiApplication.clipboard().text()) == {"role": "user", "content": LONG}
    press(Qt.Key.Key_Space)
    assert len(rows_shown(body)) == before


def test_several_rows_are_chosen_with_shift_and_all_with_a_key(body: RawBody) -> None:
    request = request_of("Hi", LONG)
    body.show_request(request)
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == '{\n  "model": "m",'
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    assert json.loads(QGuiApplication.clipboard().text()) == json.loads(request.body)
    press(Qt.Key.Key_Home)
    assert list(view_of(body).selected()) == [0]


def test_rows_are_chosen_by_dragging_and_folded_out_by_a_click(body: RawBody) -> None:
    body.show_request(request_of("Hi", LONG))
    view = view_of(body)
    before = len(rows_shown(body))

    def at(row: int) -> QPoint:
        return view.row_rect(row).center()

    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at(1))
    QTest.mouseMove(view.viewport(), at(3))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at(3))
    assert list(view.selected()) == [1, 2, 3]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(4))
    assert len(rows_shown(body)) > before


def test_the_exact_bytes_are_a_switch_away(body: RawBody) -> None:
    request = request_of("Hi", LONG)
    body.show_request(request)
    called(body, QAbstractButton, "Exact bytes").click()
    assert "".join(rows_shown(body)) == request.body.decode()
    called(body, QAbstractButton, "Exact bytes").click()
    assert rows_shown(body)[0] == "{"


def test_another_request_is_shown_where_the_first_was(body: RawBody) -> None:
    request = request_of(*["Hi"] * 100, LONG)
    body.show_request(request)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    view = view_of(body)
    row, top = view.currentIndex().row(), view.verticalOffset()
    assert top > 0
    body.show_request(replace(request, parameters={"model": "other"}))
    assert (view.currentIndex().row(), view.verticalOffset()) == (row, top)
    assert '  "model": "other",' in rows_shown(body)
    assert any("which goes on" in line for line in rows_shown(body)[row + 1 :])


def test_ten_thousand_messages_are_no_more_work_than_a_hundred(body: RawBody) -> None:
    def open_one(request: WireRequest) -> int:
        def opened() -> None:
            body.show_request(request)
            body.grab()

        return calls_of(opened)

    few, many = request_of(*[LONG] * 100), request_of(*[LONG] * 10_000)
    open_one(few)
    assert open_one(many) < 1.2 * open_one(few)

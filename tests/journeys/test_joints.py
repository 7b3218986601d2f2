"""A reply that was continued reads, copies and answers as one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from desktop_chat.app import Run
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.ui.transcript.facts import Joint
from tests.support import script
from tests.support.program import (
    ask,
    branch,
    composer_text,
    last_reply,
    press_where_focus_is,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.wire_server import WireServer

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture(autouse=True)
def _nothing_stays_copied(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def begin(run: Run, server: WireServer) -> None:
    """A reply that breaks off in a block of code."""
    server.reply("Look:\n\n```python\nfor li", then=script.Cut())
    ask(run, "A loop")
    wait_for_reply(run)


def go_on(run: Run, server: WireServer, text: str) -> None:
    before = len(branch(run))
    server.reply(text)
    run.services.chat.proceed(last_reply(run))
    wait_until(lambda: len(branch(run)) == before + 1)
    wait_for_reply(run)


def test_the_parts_are_read_as_one_text(run: Run, server: WireServer) -> None:
    begin(run, server)
    go_on(run, server, "ne in lines:\n    pass\n```\nDone.")
    view = run.window.pane.transcript
    assert [message.text for message in view.story.messages] == [
        "A loop",
        "Look:\n\n```python\nfor line in lines:\n    pass\n```\nDone.",
    ]
    [body] = view.column[1].bodies
    assert [leaf.block.content for leaf in body.leaves] == ["Look:", "for line in lines:\n    pass", "Done."]
    facts = view.story.facts(1)
    assert facts.joints == (Joint(len("Look:\n\n```python\nfor li")),)
    view.column.fill(1, 0, 10_000)
    code = body.leaves[1]
    line = body.line_of(facts.joints[0].at)
    assert line is not None
    assert body.top_of(1) <= line < body.top_of(1) + code.height


def test_both_copies_hold_the_whole_reply(run: Run, server: WireServer) -> None:
    begin(run, server)
    go_on(run, server, "ne in lines: pass\n```")
    whole = "Look:\n\n```python\nfor line in lines: pass\n```"
    press_where_focus_is(run, Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == whole
    run.window.messages.walk(1)
    QGuiApplication.clipboard().clear()
    press_where_focus_is(run, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == whole


def test_a_continuation_grows_behind_what_was_there(run: Run, server: WireServer) -> None:
    begin(run, server)
    server.reply("ne in", then=script.Stall())
    run.services.chat.proceed(last_reply(run))
    view = run.window.pane.transcript
    wait_until(lambda: view.story.current(view.story.messages[-1]).text.endswith("for line in"))
    wait_until(lambda: view.column[1].bodies[0].leaves[1].block.content == "for line in")
    press_where_focus_is(run, Qt.Key.Key_Escape)
    wait_for_reply(run)
    assert view.story.messages[-1].text.endswith("for line in")


def test_the_switcher_goes_through_what_was_made_of_the_reply(run: Run, server: WireServer) -> None:
    begin(run, server)
    go_on(run, server, "ne one.\n```")
    server.reply("Another")
    press_where_focus_is(run, Qt.Key.Key_R, CTRL)  # another continuation
    wait_until(lambda: last_reply(run).text == "Another" and not last_reply(run).is_streaming)
    view = run.window.pane.transcript
    assert (view.story.facts(1).place, view.story.facts(1).places) == (2, 2)
    assert view.story.messages[1].text.endswith("for liAnother")
    press_where_focus_is(run, Qt.Key.Key_Left, ALT)
    assert view.story.messages[1].text.endswith("for line one.\n```")


def test_a_screen_reader_hears_one_reply_and_that_it_was_continued(run: Run, server: WireServer) -> None:
    from desktop_chat.ui.transcript.accessible import spoken

    begin(run, server)
    go_on(run, server, "ne.")
    story = run.window.pane.transcript.story
    message = story.messages[-1]
    heard = spoken(message, is_continued=story.is_continued(message))
    assert heard == "test-model, continued: Look:\n\n```python\nfor line."


def test_what_was_continued_is_edited_as_a_whole(run: Run, server: WireServer) -> None:
    begin(run, server)
    first = last_reply(run)
    go_on(run, server, "ne.")
    run.window.messages.fulfil(last_reply(run).id, Wish.CHANGE)
    assert composer_text(run) == "Look:\n\n```python\nfor line."
    press_where_focus_is(run, Qt.Key.Key_End, CTRL)
    write(run, " Whole")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: last_reply(run).text.endswith("line. Whole"))
    assert (last_reply(run).parent_id, last_reply(run).continues) == (first.parent_id, False)
    assert run.window.pane.transcript.story.facts(1).places == 2


def test_the_receipt_of_each_part_is_in_the_menu(run: Run, server: WireServer) -> None:
    begin(run, server)
    first = last_reply(run)
    go_on(run, server, "ne.")
    view, asked = run.window.pane.transcript, list[str]()
    view.receipt_requested.disconnect()
    view.receipt_requested.connect(asked.append)
    view.walk_to(1)
    view.handling.menu(view.mapToGlobal(view.rect().center()))
    [menu] = [one for one in view.findChildren(QMenu) if one.isVisible()]
    receipts = [action for action in menu.actions() if action.text().startswith("Receipt")]
    assert [action.text() for action in receipts] == ["Receipt…", "Receipt of part 1…"]
    receipts[1].trigger()
    menu.close()
    assert asked == [first.id]


def test_a_word_that_is_found_in_a_part_leads_to_the_reply(run: Run, server: WireServer) -> None:
    begin(run, server)
    first = last_reply(run)
    go_on(run, server, "ne.")
    run.window.messages.go_to(first.id)
    assert run.window.pane.transcript.current == 1

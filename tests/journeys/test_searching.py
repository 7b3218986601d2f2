"""Finding something that was said long ago, and reading it where it stands, by keys alone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_chat.app import Run
from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.sidebar.results import HitKind, HitRole
from desktop_chat.ui.sidebar.results_list import ResultsList
from tests.journeys.test_finding import count, current, focus
from tests.services.world import reread
from tests.support.program import branch, named, press_where_focus_is, wait_until, write
from tests.ui.transcript.conftest import Talk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def stored(run: Run, talk: Talk, title: str, **fields: object) -> ConversationId:
    conversation = replace(talk.conversation, title=title, **fields)  # type: ignore[arg-type]
    run.services.library._store.create(conversation, talk.messages).result()
    reread(run.services.library)
    return conversation.id


def search(run: Run, text: str, results: int) -> None:
    """Types it into the search field, and waits for so many messages."""
    press_where_focus_is(run, Key.Key_F, CTRL | SHIFT)
    assert focus() == "Search"
    write(run, text)

    def found() -> int:
        view = run.window.sidebar.findChild(ResultsList)
        if not isinstance(view, ResultsList) or not view.isVisible():
            return 0
        rows = (view.model().index(row, 0).data(HitRole.ROW) for row in range(view.model().rowCount()))
        return sum(row.kind is HitKind.MESSAGE for row in rows)

    wait_until(lambda: found() == results)


def test_a_result_on_another_branch_is_opened_there_with_its_words_marked(run: Run) -> None:
    talk = Talk()
    question = talk.ask("Shall I fly?")
    talk.answer("A kite, of course. " + "And so on.\n\n" * 80 + "A kite of silk.")
    talk.head = question.id
    talk.answer("No.")
    conversation_id = stored(run, talk, "Flying")
    search(run, "kite silk role:assistant", 1)
    press_where_focus_is(run, Key.Key_Down)
    press_where_focus_is(run, Key.Key_Return)
    assert run.window.pane.shown == conversation_id
    assert branch(run)[-1].text.startswith("A kite")
    assert focus() == "Transcript"
    wait_until(lambda: count(run) == "1 of 3")
    assert current(run).startswith("kite, of course")
    press_where_focus_is(run, Key.Key_F3)
    press_where_focus_is(run, Key.Key_F3)
    assert (count(run), current(run)) == ("3 of 3", "silk.")
    press_where_focus_is(run, Key.Key_Escape)
    assert current(run) == ""
    assert focus() == "Transcript"


def test_enter_in_the_field_opens_the_newest_and_the_results_stay(run: Run) -> None:
    for title in ("old", "new"):
        talk = Talk()
        talk.ask(f"A kite, {title}")
        stored(run, talk, title)
    search(run, "kite", 2)
    press_where_focus_is(run, Key.Key_Return)
    assert branch(run)[0].text == "A kite, new"
    press_where_focus_is(run, Key.Key_F, CTRL | SHIFT)
    field = named(run, "Search")
    assert isinstance(field, QLineEdit)
    assert field.selectedText() == "kite"
    press_where_focus_is(run, Key.Key_Down)
    press_where_focus_is(run, Key.Key_Down)
    press_where_focus_is(run, Key.Key_Return)
    assert branch(run)[0].text == "A kite, old"
    wait_until(lambda: count(run) == "1 of 1")
    run.window.open(run.services.library.conversations()[0].id)
    assert current(run) == ""


def test_what_is_archived_or_in_the_trash_is_read_as_what_it_is(run: Run) -> None:
    ids = []
    for n, title in enumerate(("archived", "thrown away")):
        talk = Talk()
        talk.ask(f"A kite, {n}")
        ids.append(stored(run, talk, title, archived=not n))
    run.services.filing.trash([ids[1]])
    search(run, '"kite, 0"', 1)
    press_where_focus_is(run, Key.Key_Return)
    assert [message.text for message in branch(run)] == ["A kite, 0"]
    search(run, '"kite, 1"', 1)
    press_where_focus_is(run, Key.Key_Return)
    assert run.window.pane.shown == ids[1]
    assert run.window.pane.transcript.story.messages[0].text == "A kite, 1"
    assert not run.window.pane.composer.isVisible()
    wait_until(lambda: count(run) == "1 of 1")
    run.services.filing.restore([ids[1]])
    assert run.window.pane.composer.isVisible()


def test_alt_r_turns_the_order_and_a_narrow_window_shows_what_was_opened(run: Run) -> None:
    for _ in range(2):
        talk = Talk()
        talk.ask("A kite")
        stored(run, talk, "t")
    run.window.resize(run.window.minimumWidth(), 600)
    search(run, "kite", 2)
    press_where_focus_is(run, Key.Key_R, Qt.KeyboardModifier.AltModifier)
    searching = run.window.sidebar.searching
    wait_until(lambda: searching.is_ranked)
    press_where_focus_is(run, Key.Key_R, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: not searching.is_ranked)
    press_where_focus_is(run, Key.Key_Return)
    wait_until(lambda: not run.window.sidebar.isVisible())
    wait_until(lambda: count(run) == "1 of 1")


def test_the_readers_own_words_come_along_though_a_search_had_opened_the_bar(run: Run) -> None:
    for title in ("old", "new"):
        talk = Talk()
        talk.ask(f"A kite and a bird, {title}")
        stored(run, talk, title)
    search(run, "kite", 2)
    press_where_focus_is(run, Key.Key_Return)
    wait_until(lambda: count(run) == "1 of 1")
    field = named(run, "Find")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    write(run, "bird")
    wait_until(lambda: count(run) == "1 of 1")
    (other,) = (one.id for one in run.services.library.conversations() if one.title == "old")
    run.window.open(other)
    wait_until(lambda: count(run) == "1 hit")

"""What is shown of a conversation: bands, spine, margins, in every width, direction and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Role, Status, now
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.margin import margin_of
from desktop_chat.ui.transcript.spine import Spine
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import FIRST_REQUEST, Talk, World, buttons, painted, wait_until


def facts(view: Transcript, place: int) -> Facts:
    found = view.column.ensure(place).facts
    assert found is not None
    return found


def colour(view: Transcript, x: int, y: int) -> QColor:
    return painted(view).pixelColor(QPoint(x, y))


def mixed(world: World) -> str:
    """Every kind of message and ending, some of it left out."""
    talk = Talk()
    talk.ask("You are terse.", Role.SYSTEM)
    talk.exchanges(2)
    talk.ask("مرحبا بالعالم\n备份 SQLite 数据库 😀\n" + "word " * 400)
    talk.answer("```py\nprint('x')\n", reasoning="Hm.", finish_reason="length")
    talk.ask("```\nopen fence")
    talk.answer("", status=Status.FAILED, failure=Failure(ErrorKind.AUTH, "api.example.com", 401, "Bad key"))
    talk.ask("Result", Role.TOOL)
    talk.answer("Half", status=Status.STOPPED, model="a-model-with-a-name-that-no-margin-in-the-world-can-hold-2026")
    out = frozenset({talk.messages[1].id, talk.messages[2].id})
    return talk.stored_in(world, Policy(excluded=out, pinned=frozenset({talk.messages[5].id})))


def test_a_question_stands_in_a_band_and_an_answer_on_paper(view: Transcript, world: World, theme: Theme) -> None:
    view.open(Talk().exchanges(1).stored_in(world))
    columns, palette = view.page.columns, theme.palette
    question, answer = view.block_rect(0), view.block_rect(1)
    assert colour(view, columns.band_end - 20, question.center().y()) == palette.band
    assert colour(view, columns.band_end - 20, answer.center().y()) == palette.paper
    assert colour(view, columns.spine, question.top() + 2) == palette.spine
    assert colour(view, columns.spine, view.height() - 2) == palette.spine


def test_what_is_not_sent_is_faded_dotted_and_says_why(view: Transcript, world: World, theme: Theme) -> None:
    talk = Talk().exchanges(2)
    out = frozenset(message.id for message in talk.messages[:2])
    view.open(talk.stored_in(world, Policy(excluded=out, pinned=frozenset({talk.messages[2].id}))))
    assert [facts(view, place).spine for place in range(4)] == [Spine.OUT, Spine.OUT, Spine.PINNED, Spine.SENT]
    assert [margin_of(facts(view, place)).note for place in range(4)] == ["excluded by you"] * 2 + ["pinned", ""]
    band = view.block_rect(0)
    assert colour(view, view.page.columns.band_end - 20, band.center().y()) == theme.palette.paper


def test_a_rule_that_changes_is_seen_at_once_and_moves_nothing(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(3)
    conversation_id = talk.stored_in(world)
    view.open(conversation_id)
    before = [view.y_of(place) for place in view.seen()]
    world.library.set_policy(conversation_id, Policy(excluded=frozenset({talk.messages[0].id})))
    assert facts(view, 0).faded
    assert [view.y_of(place) for place in view.seen()] == before


def test_where_the_budget_is_too_small_the_spine_says_what_has_no_room(view: Transcript, world: World) -> None:
    """The last turn would have to be sent, and is more than the budget; for everything else nothing is left."""
    talk = Talk().exchanges(2)
    talk.answer("", status=Status.FAILED, failure=Failure(ErrorKind.AUTH, "here"))
    view.open(talk.stored_in(world, Policy(token_budget=1)))
    assert [facts(view, place).spine for place in range(5)] == [Spine.OUT] * 2 + [Spine.SENT] * 2 + [Spine.OUT]


def test_below_720_names_stand_above_the_text(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(1).stored_in(world))
    beside = view.block_rect(1).height()
    view.resize(640, 600)
    assert view.page.columns.stacked
    assert view.block_rect(1).height() > beside
    assert view.block_rect(1).right() <= 640


def test_the_day_stands_above_the_first_message_of_it(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(2)
    early = now() - timedelta(days=400)
    talk.messages[:2] = [replace(message, created_at=early) for message in talk.messages[:2]]
    view.open(talk.stored_in(world))
    days = [facts(view, place).day for place in range(4)]
    assert days == [early.date().isoformat(), "", "Today", ""]


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("width", [300, 480, 719, 720, 1400])
def test_everything_is_painted_in_every_width(
    view: Transcript, world: World, theme: Theme, mode: ThemeMode, width: int
) -> None:
    view.open(mixed(world))
    theme.set_mode(mode)
    view.resize(width, 500)
    for value in range(0, view.verticalScrollBar().maximum() + 400, 400):
        view.verticalScrollBar().setValue(value)
        assert not painted(view).isNull()


def test_right_to_left_mirrors_the_page(view: Transcript, world: World, theme: Theme, qapp: QApplication) -> None:
    view.open(mixed(world))
    view.to_end()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    columns = view.page.columns
    assert columns.mirrored
    assert colour(view, view.width() - columns.spine - 1, view.height() - 2) == theme.palette.spine
    for button in buttons(view).values():
        assert button.x() < view.width() // 2


def test_chinese_words_stand_in_the_margin_and_on_the_buttons(chinese: None, view: Transcript, world: World) -> None:
    view.retranslate()
    view.open(mixed(world))
    assert margin_of(facts(view, 1)).name == "你"
    assert {"继续", "重试"} <= set(buttons(view))
    assert not painted(view).isNull()


def test_a_larger_text_makes_larger_lines(view: Transcript, world: World, theme: Theme) -> None:
    view.open(Talk().exchanges(1, lines=10).stored_in(world))
    before = view.column.height(1)
    theme.set_text_size(22)
    assert view.column.height(1) > before * 1.2


# -- a conversation without messages ----------------------------------------------------------------------------------


def labels(view: Transcript) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_blank_conversation_shows_what_its_first_request_will_carry(view: Transcript, world: World) -> None:
    view.open(world.library.new().id)
    assert labels(view)[:2] == ["New conversation", "The first request will carry this, and nothing else."]
    assert [text for row in FIRST_REQUEST for text in row if text] == labels(view)[2:]


def test_the_table_ends_at_the_lower_edge_in_the_columns_of_the_text(view: Transcript, world: World) -> None:
    view.open(world.library.new().id)
    table = view.overlay.empty
    assert table.geometry().bottom() == view.viewport().rect().bottom()
    assert table.x() == view.page.columns.spine
    assert table.width() == view.page.columns.band_end - view.page.columns.spine


def test_the_first_message_takes_the_tables_place(view: Transcript, world: World) -> None:
    conversation_id = world.library.new().id
    view.open(conversation_id)
    world.chat.insert(conversation_id, Role.USER, "A note")
    wait_until(lambda: len(view.column) == 1)
    assert labels(view) == []


def test_another_first_request_is_described_again(world: World, theme: Theme) -> None:
    rows = list(FIRST_REQUEST)
    view = Transcript(world.chat, world.replies, world.library, theme, lambda: rows)
    view.show()
    view.open(world.library.new().id)
    rows[0] = ("Model", "another-model", "")
    view.overlay.update_first_request()
    assert "another-model" in labels(view)
    view.close()
    view.deleteLater()


def test_a_very_long_reply_is_formatted_bit_by_bit_and_nothing_moves_for_it(world: World, view: Transcript) -> None:
    paragraphs = [f"- item {number} with **strong** words" for number in range(6000)]
    talk = Talk()
    talk.ask("All of it?")
    talk.answer("\n".join(paragraphs))
    talk.ask("Thank you.")
    view.open(talk.stored_in(world))
    view.walk_to(1)
    y = view.y_of(1)
    view.format(1)
    first = view.column[1].height
    assert not view.column[1].is_read
    wait_until(lambda: view.column[1].is_read)
    assert view.column[1].height > first
    assert len(view.column[1].bodies[0].leaves) == len(paragraphs)
    assert view.y_of(1) == y


# -- in a pane ---------------------------------------------------------------------------------------------------------


def test_the_pill_stands_beside_the_strip_and_covers_no_name(world: World, theme: Theme) -> None:
    pane, strip = QWidget(), QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    view = Transcript(world.chat, world.replies, world.library, theme, lambda: FIRST_REQUEST)
    strip.setFixedHeight(theme.metrics.strip)
    column.addWidget(view, 1)
    column.addWidget(strip)
    view.overlay.host_pill(pane)
    pane.resize(1000, 500)
    pane.show()
    view.open(Talk().exchanges(20).stored_in(world))
    view.verticalScrollBar().setValue(100)
    pill = buttons(pane)["To the end"]
    assert strip.geometry().contains(pill.geometry())
    assert pill.geometry().right() < view.page.columns.spine
    pane.close()
    pane.deleteLater()


def test_a_message_that_was_put_in_as_the_models_says_nothing_of_what_it_took(world: World, view: Transcript) -> None:
    conversation_id = Talk().exchanges(1).stored_in(world)
    view.open(conversation_id)
    world.chat.insert(conversation_id, Role.ASSISTANT, "Put into its mouth.")
    wait_until(lambda: len(view.column) == 3)
    box = view.block_rect(2)
    points = [QPoint(x, y) for y in range(box.top(), box.bottom(), 4) for x in range(box.left(), box.right(), 4)]
    assert all(view.at(point) == (2, None) for point in points)

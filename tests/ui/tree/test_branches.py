"""The branches of a conversation as a tree that keys walk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from shiboken6 import isValid

from desktop_chat.domain.messages import Role as Speaker
from desktop_chat.domain.messages import Status
from desktop_chat.domain.tree import Tree
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.tree.branches import Branches
from desktop_chat.ui.tree.model import BranchesModel, Role
from desktop_chat.ui.tree.rows import BranchRows
from tests.ui.transcript.conftest import Talk, view, wait_until, world

__all__ = ["view", "world"]


@pytest.fixture
def model(qapp: object) -> Iterator[BranchesModel]:
    """Watched by Qt's own tester: what it finds wrong is a warning, and a warning fails the test."""
    made = BranchesModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
    made.deleteLater()


def forked() -> Talk:
    """A question with two answers; the first was asked about twice."""
    talk = Talk()
    question = talk.ask("Which one?")
    first = talk.answer("The first")
    talk.ask("Why?")
    talk.answer("Because")
    talk.head = first.id
    talk.ask("Really?")
    last = talk.answer("Really, in th", status=Status.STOPPED)
    talk.head = question.id
    talk.answer("The second")
    talk.head = last.id
    return talk


def texts(model: BranchesModel, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    found: list[str] = []
    above = parent or QModelIndex()
    for number in range(model.rowCount(above)):
        index = model.index(number, 0, above)
        mark = "*" if index.data(Role.IS_READ) else " "
        found.append("  " * depth + mark + str(index.data(Role.WORDS)))
        found += texts(model, index, depth + 1)
    return found


def shown(talk: Talk) -> tuple[Tree, str | None]:
    return Tree(talk.messages), talk.head


def test_forks_open_levels_and_the_branch_that_is_read_is_marked(model: BranchesModel) -> None:
    model.show(*shown(forked()))
    assert texts(model) == [
        "*Which one?",
        " The second",
        "*The first",
        " Why?",
        "   Because",
        "*Really?",
        "*Really, in th",
    ]


def test_each_message_is_found_wherever_it_stands(model: BranchesModel) -> None:
    for talk in (forked(), Talk().exchanges(40)):
        model.show(*shown(talk))
        for message in talk.messages:
            found = model.message_at(model.place_of(message.id))
            assert found is message
    assert not model.place_of("nobody").isValid()


def test_a_row_says_who_how_it_ended_and_whether_it_is_read(model: BranchesModel) -> None:
    talk = forked()
    model.show(*shown(talk))
    index = model.place_of(talk.head or "")
    assert index.data(Role.NAME) == "test-model"
    assert index.data(Role.ENDING) == "stopped"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("test-model: Really, in th, ")
    assert spoken.endswith(", stopped, on this branch")


@pytest.fixture
def branches(view: Transcript, theme: Theme, request: pytest.FixtureRequest) -> Iterator[Branches]:
    talk: Talk = request.param()
    world_of_view = request.getfixturevalue("world")
    view.open(talk.stored_in(world_of_view))
    made = Branches(world_of_view.chat, talk.conversation.id, theme, view)
    made.open()
    QTest.qWaitForWindowExposed(made)
    yield made
    if isValid(made):
        made.close()


def rows_of(branches: Branches) -> BranchRows:
    [rows] = branches.findChildren(BranchRows)
    return rows


@pytest.mark.parametrize("branches", [forked], indirect=True)
def test_keys_open_close_walk_and_choose(branches: Branches) -> None:
    rows, chosen = rows_of(branches), list[str]()
    branches.chosen.connect(chosen.append)
    assert rows.currentIndex().data(Role.WORDS) == "Really, in th"
    for _ in range(2):
        QTest.keyClick(rows, Qt.Key.Key_Up)
    assert rows.currentIndex().data(Role.WORDS) == "Why?"
    QTest.keyClick(rows, Qt.Key.Key_Right)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentIndex().data(Role.WORDS) == "Because"
    wanted = rows.model().message_at(rows.currentIndex())  # type: ignore[attr-defined]
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert rows.currentIndex().data(Role.WORDS) == "Why?"
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert chosen == [wanted.id]


@pytest.mark.parametrize("branches", [forked], indirect=True)
def test_a_screen_reader_finds_a_tree(branches: Branches) -> None:
    interface = QAccessible.queryAccessibleInterface(rows_of(branches))
    assert interface.role() is QAccessible.Role.Tree
    assert interface.text(QAccessible.Text.Name) == "Branches"
    names = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert any(name.startswith("You: Which one?") for name in names)


@pytest.mark.parametrize("branches", [lambda: Talk().exchanges(5000)], indirect=True)
def test_ten_thousand_messages_are_few_rows(branches: Branches) -> None:
    rows = rows_of(branches)
    assert rows.model().rowCount() == 9
    folded = rows.model().index(4, 0)
    rows.setCurrentIndex(folded)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert rows.isExpanded(folded)
    assert rows.model().rowCount(folded) == 9992


@pytest.mark.parametrize("branches", [forked], indirect=True)
def test_what_is_added_meanwhile_comes_to_stand_in_it(branches: Branches, request: pytest.FixtureRequest) -> None:
    rows, chat = rows_of(branches), request.getfixturevalue("world").chat
    message = rows.model().message_at(rows.currentIndex())  # type: ignore[attr-defined]
    before = rows.currentIndex().data(Role.WORDS)
    chat.insert(message.conversation_id, Speaker.USER, "One more")
    wait_until(lambda: "One more" in texts(rows.model())[-1])  # type: ignore[arg-type]
    assert rows.currentIndex().data(Role.WORDS) == before

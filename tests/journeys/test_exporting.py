"""Conversations leave the program by keys: this one, a message of it, all of them; and an export is called off."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog

from desktop_chat.app import Run
from desktop_chat.domain.messages import Conversation
from desktop_chat.storage.store import open_store
from desktop_chat.ui.exporting.choice import Form, Reach, Scope
from desktop_chat.ui.exporting.form import ExportForm
from tests.storage.making import answer, ask, conversation
from tests.support.program import press, press_where_focus_is, running, wait_until

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def talk_of(name: str, title: str, folder: str | None = None) -> Conversation:
    return replace(conversation(title, len(name)), id=name, folder=folder)


@pytest.fixture
def filled(data: Path) -> Path:
    """Three conversations, the newest of them in a folder."""
    with open_store(data) as store:
        for number in range(3):
            talk = talk_of(f"c{number}", f"Tide {number}", "Sea" if number == 2 else None)
            answer(store, ask(store, talk, f"Question {number}"), f"**Answer {number}**")
    return data


@pytest.fixture
def run(qapp: object, filled: Path) -> Iterator[Run]:
    with running(filled) as made:
        made.window.open("c2")
        wait_until(lambda: len(made.window.pane.transcript.story.messages) == 2)
        made.window.pane.composer.focus_editor()
        yield made


class Places:
    """Stands in for the system's dialog, which asks where to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.suggested: list[str] = []
        folder.mkdir()
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._answer)

    def _answer(self, _parent: object, _title: str, suggested: str, _kinds: str) -> tuple[str, str]:
        self.suggested.append(Path(suggested).name)
        return str(self.folder / Path(suggested).name), ""

    def written(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    return Places(tmp_path / "exports", monkeypatch)


def form(run: Run) -> ExportForm:
    wait_until(lambda: isinstance(QApplication.activeWindow() or QApplication.activeModalWidget(), ExportForm))
    found = run.window.findChild(ExportForm)
    assert isinstance(found, ExportForm)
    return found


def choose(box: QComboBox | None, value: object) -> None:
    """By its arrows, as a person without a mouse does."""
    assert box is not None
    box.setFocus()
    press(box, Qt.Key.Key_Home)
    while box.currentData() != value:
        before = box.currentIndex()
        press(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before


def box(shown: ExportForm, name: str) -> QComboBox:
    return next(one for one in shown.findChildren(QComboBox) if one.accessibleName() == name)


def said(run: Run) -> str:
    shown = run.window.notices._shown
    return shown.text if shown else ""


def test_enter_exports_what_is_open_and_the_choice_is_kept(run: Run, places: Places) -> None:
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    shown = form(run)
    choose(box(shown, "Format"), Form.HTML)
    press(shown, Qt.Key.Key_Return)
    wait_until(lambda: "Exported" in said(run))
    assert places.written() == ["Tide 2.html"]
    assert "<strong>Answer 2</strong>" in (places.folder / "Tide 2.html").read_text()
    run.window.activateWindow()  # a window system goes back to it when a dialog closes
    wait_until(lambda: QApplication.focusWidget() is not None)
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    assert box(form(run), "Format").currentData() == Form.HTML
    press(form(run), Qt.Key.Key_Escape)


def test_one_message_by_itself(run: Run, places: Places) -> None:
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    wait_until(lambda: run.window.pane.transcript.current_message() is not None)
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    choose(box(form(run), "What"), Scope.MESSAGE)
    choose(box(form(run), "Format"), Form.JSON)
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: "Exported" in said(run))
    [exported] = json.loads((places.folder / "Tide 2.desktopchat.json").read_text())["conversations"]
    assert [message["text"] for message in exported["messages"]] == ["**Answer 2**"]


def test_what_is_selected_is_offered_first(run: Run, places: Places) -> None:
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    press_where_focus_is(run, Qt.Key.Key_A, CTRL)
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    assert box(form(run), "What").currentData() == Scope.SELECTION
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: "Exported" in said(run))
    assert (places.folder / "Tide 2.md").read_text().count("\n## ") == 2


def test_everything_goes_into_one_file(run: Run, places: Places) -> None:
    press_where_focus_is(run, Qt.Key.Key_E, CTRL | SHIFT)
    assert box(form(run), "What").currentData() == Scope.ALL
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: "Exported" in said(run))
    assert places.suggested[0].startswith("Desktop Chat 2")
    with zipfile.ZipFile(places.folder / places.suggested[0]) as archive:
        assert sorted(archive.namelist()) == ["Sea/Tide 2 c2.md", "Tide 0 c0.md", "Tide 1 c1.md"]


def test_a_folder_by_itself(run: Run, places: Places) -> None:
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    choose(box(form(run), "What"), Scope.FOLDER)
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: "Exported" in said(run))
    assert places.written() == ["Sea.zip"]


def test_where_nothing_can_be_written_the_reason_is_told(run: Run, places: Places) -> None:
    (places.folder / "Tide 2.md").mkdir()
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: run.window.notices._shown is not None)
    shown = run.window.notices._shown
    assert shown is not None
    assert shown.explanation is not None
    assert "could not be written" in shown.explanation.text
    run.window.notices.close_shown()


def test_an_export_that_takes_long_says_how_far_it_is_and_is_called_off(run: Run, filled: Path, places: Places) -> None:
    with open_store(filled) as store:
        made = [store.conversations.create(conversation(str(number), number)) for number in range(1_000)]
        for future in made:
            future.result()
    press_where_focus_is(run, Qt.Key.Key_E, CTRL | SHIFT)
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: " of 1,003 exported" in said(run))
    shown = run.window.notices._shown
    assert shown is not None
    assert shown.stays
    assert shown.action is not None
    shown.action()
    wait_until(lambda: "called off" in said(run) or "Exported" in said(run))
    if "called off" in said(run):
        assert places.written() == []


def test_pages_to_print_are_one_file(run: Run, places: Places) -> None:
    press_where_focus_is(run, Qt.Key.Key_E, CTRL)
    choose(box(form(run), "Format"), Form.PDF)
    press(form(run), Qt.Key.Key_Return)
    wait_until(lambda: "Exported" in said(run))
    assert places.written() == ["Tide 2.pdf"]
    assert (places.folder / "Tide 2.pdf").read_bytes().startswith(b"%PDF-")


def test_pages_to_print_are_not_made_of_many(run: Run) -> None:
    press_where_focus_is(run, Qt.Key.Key_E, CTRL | SHIFT)
    shown = form(run)
    choose(box(shown, "Format"), Form.PDF)
    press(shown, Qt.Key.Key_Return)
    assert shown.isVisible()
    press(shown, Qt.Key.Key_Escape)


def test_what_is_not_there_is_not_offered() -> None:
    assert Reach().scopes == (Scope.ALL,)
    assert Reach("c", "t", folder="Sea", has_branches=True).scopes == (
        Scope.BRANCH,
        Scope.TREE,
        Scope.FOLDER,
        Scope.ALL,
    )

"""The window of an import says at each step what comes along and what does not, and Enter goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QProgressBar

from desktop_chat.app import Run
from desktop_chat.ui.importing.window import ImportWindow
from desktop_chat.ui.verbs.importing import is_export
from desktop_chat.ui.widgets import Button, ElidedLabel
from tests.support.program import press, running, store_endpoint, wait_until
from tests.transfer.foreign.reading import EXPORTS
from tests.transfer.test_importing import talk, written


@pytest.fixture
def run(qapp: object, tmp_path: Path) -> Iterator[Run]:
    store_endpoint(tmp_path / "data", "http://127.0.0.1:9/v1")
    with running(tmp_path / "data") as made:
        yield made


def begun(run: Run, path: Path) -> ImportWindow:
    """The window, once it has looked into the file."""
    run.window.importing.begin(path)
    (window,) = [one for one in run.window.findChildren(ImportWindow) if one.isVisible()]
    settle(run)
    return window


def settle(run: Run) -> None:
    wait_until(lambda: not run.services.importing.is_busy)


def words(window: ImportWindow) -> str:
    """What is said besides the table."""
    return window.accessibleDescription()


def buttons(window: ImportWindow) -> list[str]:
    return [one.text() for one in window.findChildren(Button) if one.isVisible()]


def lost(window: ImportWindow) -> list[str]:
    (text,) = window.findChildren(QPlainTextEdit)
    return text.toPlainText().splitlines() if text.isVisible() else []


def shown(window: ImportWindow) -> list[str]:
    """Everything that stands on one line of it."""
    return [one.text() for one in window.findChildren(ElidedLabel) if one.isVisible()]


def test_a_look_says_what_is_in_it_and_what_does_not_come_along(run: Run) -> None:
    window = begun(run, EXPORTS / "claude.json")
    assert words(window) == "4 conversations · 7 messages · 2 files"
    assert {"claude.json", "Claude", "New", "2", "Left out"} <= set(shown(window))
    assert lost(window) == [
        "Pictures that are not in the file: 1",
        "Attached files that are not in it: 1",
        "Answers of tools, left out: 1",
        "Messages without a time, given that of the one before: 2",
        "claude.json, number 3, “Never begun”: There is no message in it.",
        "claude.json, number 4, “Not a list”: It is not what its format says.",
    ]
    assert buttons(window) == ["Cancel", "Import"]
    assert run.services.library.conversations()[0].title == ""
    window.close()


def test_enter_imports_and_then_opens_the_first(run: Run) -> None:
    window = begun(run, EXPORTS / "claude.json")
    press(window.focusWidget(), Qt.Key.Key_Return)
    (bar,) = window.findChildren(QProgressBar)
    assert bar.isVisible()
    assert bar.accessibleName() == "Progress"
    settle(run)
    assert words(window) == "2 conversations were imported."
    assert buttons(window) == ["Copy the report", "Close", "Open the first"]
    press(window.focusWidget(), Qt.Key.Key_Return)
    assert not window.isVisible()
    assert run.window.pane.shown in {one.id for one in run.services.library.conversations() if one.title}


def test_the_report_can_be_copied(run: Run) -> None:
    window = begun(run, EXPORTS / "claude.json")
    press(window.focusWidget(), Qt.Key.Key_Return)
    settle(run)
    next(one for one in window.findChildren(Button) if one.text() == "Copy the report").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Claude\n4 conversations")
    assert "“Never begun”: There is no message in it." in copied
    window.close()


def test_a_file_with_nothing_new_offers_no_import(run: Run) -> None:
    window = begun(run, EXPORTS / "open_webui.json")
    press(window.focusWidget(), Qt.Key.Key_Return)
    settle(run)
    window.close()
    again = begun(run, EXPORTS / "open_webui.json")
    assert words(again) == "Everything in it is here already."
    assert buttons(again) == ["Close"]
    again.close()


def test_a_file_that_is_no_export_is_refused_and_another_may_be_chosen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begun(run, written(tmp_path / "notes.json", {"a": 1}))
    assert words(window).startswith("“notes.json” is no export that is known here.")
    assert buttons(window) == ["Close", "Choose another file…"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(EXPORTS / "claude.json"), ""))
    press(window.focusWidget(), Qt.Key.Key_Return)
    settle(run)
    (other,) = [one for one in run.window.findChildren(ImportWindow) if one.isVisible()]
    assert words(other).startswith("4 conversations")
    other.close()


def test_escape_stops_an_import_and_says_that_nothing_has_changed(run: Run, tmp_path: Path) -> None:
    window = begun(run, written(tmp_path / "many.json", [talk(number, turns=30) for number in range(1500)]))
    press(window.focusWidget(), Qt.Key.Key_Return)
    wait_until(lambda: " messages" in words(window))
    press(window, Qt.Key.Key_Escape)
    assert words(window) == "Stopping; what has come so far goes again…"
    wait_until(lambda: not imports(run))
    assert [one.title for one in run.services.library.conversations()] == [""]
    assert not run.services.undoing.can_undo()


def test_there_is_one_at_a_time(run: Run, tmp_path: Path) -> None:
    window = begun(run, EXPORTS / "claude.json")
    run.window.importing.begin(EXPORTS / "chatgpt.json")
    run.window.importing.choose()
    assert run.window.findChildren(ImportWindow) == [window]
    window.close()


# Dropping.


def drop(run: Run, path: Path, at: QPoint) -> bool:
    """Whether a file that was dragged to that place would be taken; then it is let go there."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(at, copy, mime, left, none)
    QApplication.sendEvent(run.window, over)
    QApplication.sendEvent(run.window, QDropEvent(QPointF(at), copy, mime, left, none))
    return over.isAccepted()


def imports(run: Run) -> list[ImportWindow]:
    """The windows that are open."""
    settle(run)
    return [one for one in run.window.findChildren(ImportWindow) if one.isVisible()]


def test_what_is_dropped_on_the_list_is_imported_whatever_it_is_called(run: Run) -> None:
    assert drop(run, EXPORTS / "chatgpt.json", QPoint(20, 300))
    (window,) = imports(run)
    assert words(window).startswith("6 conversations")
    window.close()


@pytest.mark.parametrize(("name", "is_imported"), [("conversations.json", True), ("notes.json", False)])
def test_over_the_text_the_name_decides(run: Run, tmp_path: Path, name: str, is_imported: bool) -> None:
    path = written(tmp_path / name, [talk(1)])
    composer = run.window.pane.composer
    at = composer.mapTo(run.window, composer.rect().center())
    assert drop(run, path, at)
    assert bool(imports(run)) is is_imported
    for window in imports(run):
        window.close()
    if not is_imported:
        shown = run.window.pane.shown or ""
        wait_until(lambda: bool(run.services.library.get(shown).draft_attachments))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("conversations.json", True),
        ("conversations-012.json", True),
        ("chatbox-exported-data-2025-6-1.json", True),
        ("all-chats-export-1.json", True),
        ("Export.ZIP", True),
        ("data.json", False),
        ("notes.md", False),
    ],
)
def test_an_export_is_told_by_its_name(tmp_path: Path, name: str, expected: bool) -> None:
    assert is_export(tmp_path / name) is expected
    assert is_export(tmp_path)

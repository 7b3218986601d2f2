"""States of the main window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from desktop_chat.domain.errors import Cause, ErrorKind, Failure, RequestFailed
from desktop_chat.domain.settings import DAY_LIMIT
from desktop_chat.transfer.attaching import file_at
from desktop_chat.ui.compare.compare_view import CompareView
from desktop_chat.ui.sidebar.operators import OperatorsPage
from desktop_chat.ui.sidebar.results_list import ResultsList
from desktop_chat.ui.toast import Toast
from tests.gallery.stage import Stage
from tests.support import script

Key = Qt.Key
_DOWN = Qt.KeyboardModifier.ShiftModifier
NARROW = (480, 720)


def first_start(stage: Stage) -> QWidget:
    return stage.run.window


def first_start_refused(stage: Stage) -> QWidget:
    """A key that no provider is known by, at the least size of the window."""
    stage.size(*NARROW)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.setText("x" * 12)
    stage.press(Key.Key_Return)
    stage.settle()
    return stage.run.window


def conversation(stage: Stage) -> QWidget:
    stage.run.services.preferences.set(DAY_LIMIT, "CNY 20")
    stage.settle()
    return stage.run.window


def narrow(stage: Stage) -> QWidget:
    stage.size(*NARROW)
    return stage.run.window


def large_text(stage: Stage) -> QWidget:
    for _ in range(20):
        stage.run.window.view.resize_text(1)
    stage.settle()
    return stage.run.window


def compact(stage: Stage) -> QWidget:
    stage.run.window.theme.set_compact(True)
    stage.settle()
    return stage.run.window


def sidebar_over(stage: Stage) -> QWidget:
    stage.size(*NARROW)
    stage.do("view.sidebar")
    stage.settle()
    return stage.run.window


def empty(stage: Stage) -> QWidget:
    stage.open(stage.talks.empty)
    return stage.run.window


def context(stage: Stage) -> QWidget:
    stage.open(stage.talks.ruled)
    stage.size(1200, 800)
    stage.do("view.context")
    stage.settle()
    return stage.run.window


def context_over(stage: Stage) -> QWidget:
    stage.open(stage.talks.ruled)
    stage.size(*NARROW)
    stage.do("view.context")
    stage.settle()
    return stage.run.window


def context_raw(stage: Stage) -> QWidget:
    context(stage)
    pane = stage.run.window.context.pane
    assert pane is not None
    pane._turn_to(1)
    stage.settle()
    return stage.run.window


def rules(stage: Stage) -> QWidget:
    """Margins that tell why messages are left out."""
    stage.open(stage.talks.ruled)
    stage.do("message.previous")
    stage.settle()
    return stage.run.window


def streaming(stage: Stage) -> QWidget:
    """A reply that is being written, and the next question waiting."""
    chat, main = stage.run.services.chat, stage.talks.main
    begun = stage.content.answer.partition("    with")[0]
    stage.server.reply(begun, then=script.Stall())
    chat.send(main, stage.content.third)

    def has_come() -> bool:
        reply = chat.writing_in(main)
        return reply is not None and len(stage.run.services.replies.current(reply).text) > len(begun) - 5

    stage.until(has_come, "half of a reply")
    stage.run.window.pane.composer.focus_editor()
    stage.press(Key.Key_Return)
    stage.settle()
    return stage.run.window


def endings(stage: Stage) -> QWidget:
    stage.open(stage.talks.endings)
    stage.size(1200, 1200)
    return stage.run.window


def summed_up(stage: Stage) -> QWidget:
    stage.open(stage.talks.summed_up)
    stage.run.window.pane.transcript.walk_to(0)
    stage.settle()
    return stage.run.window


def answers(stage: Stage) -> QWidget:
    stage.open(stage.talks.branched)
    for _ in range(3):
        stage.do("message.previous")
    stage.do("message.compare")
    stage.shown(CompareView)
    return stage.run.window


def found(stage: Stage) -> QWidget:
    stage.run.window.pane.finding.show_words((stage.content.wanted,), _last(stage))
    stage.settle()
    return stage.run.window


def found_narrow(stage: Stage) -> QWidget:
    stage.size(*NARROW)
    return found(stage)


def search(stage: Stage) -> QWidget:
    _search(stage, stage.content.wanted)
    stage.shown(ResultsList)
    return stage.run.window


def search_nothing(stage: Stage) -> QWidget:
    _search(stage, "kggv role:user")
    stage.shown(OperatorsPage)
    stage.until(lambda: stage.run.window.sidebar.searching._found.query == "kggv role:user", "the answer")
    return stage.run.window


def archive(stage: Stage) -> QWidget:
    stage.do("view.archive")
    stage.settle()
    return stage.run.window


def trash(stage: Stage) -> QWidget:
    stage.do("view.trash")
    stage.settle()
    return stage.run.window


def trashed(stage: Stage) -> QWidget:
    stage.open(stage.talks.trashed)
    return stage.run.window


def many(stage: Stage) -> QWidget:
    shown = stage.run.window.sidebar.shelves.shown
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        stage.press(Key.Key_Down, _DOWN)
    stage.settle()
    return stage.run.window


def attached(stage: Stage) -> QWidget:
    """A picture and a text file that go along with the next question."""
    picture = QImage(640, 400, QImage.Format.Format_RGB32)
    picture.fill(QColor("steelblue"))
    picture.save(str(stage.beside / "harbour.png"))
    (stage.beside / "back_up.py").write_text(stage.content.answer, encoding="utf-8")
    files = stage.run.window.pane.composer.files
    files.offer([file_at(stage.beside / "harbour.png"), file_at(stage.beside / "back_up.py")])
    stage.until(lambda: len(stage.run.services.library.get(stage.talks.main).draft_attachments) == 2, "the files")
    return stage.run.window


def attached_refused(stage: Stage) -> QWidget:
    (stage.beside / "disk.iso").write_bytes(bytes(range(256)) * 40)
    stage.run.window.pane.composer.files.offer([file_at(stage.beside / "disk.iso"), file_at(stage.beside / "gone.txt")])
    stage.settle()
    return stage.run.window


def key_held_back(stage: Stage) -> QWidget:
    """A question that seems to hold a key, before a person has said whether it may go."""
    stage.run.window.pane.composer.editor.setPlainText("OPENAI_API_KEY=sk-proj-4fQ0aaB2cD3eF4gH5iJ6kL7mN8oP9qR0")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    return stage.run.window


def renaming(stage: Stage) -> QWidget:
    stage.do("conversation.rename")
    stage.settle()
    return stage.run.window


def editing(stage: Stage) -> QWidget:
    stage.do("message.edit_last")
    stage.settle()
    return stage.run.window


def notice(stage: Stage) -> QWidget:
    """What was done can be taken back."""
    stage.do("conversation.trash")
    stage.shown(Toast)
    return stage.run.window


def trouble(stage: Stage) -> QWidget:
    failure = Failure(ErrorKind.UNREACHABLE, "api.example.org", cause=Cause.REFUSED)
    stage.run.window.show_trouble(RequestFailed(failure))
    stage.shown(Toast)
    return stage.run.window


def models(stage: Stage) -> QWidget:
    stage.do("message.model")
    return stage.popup()


def several(stage: Stage) -> QWidget:
    stage.do("message.ask_several")
    return stage.popup()


def parameters(stage: Stage) -> QWidget:
    stage.do("message.parameters")
    return stage.popup()


def presets(stage: Stage) -> QWidget:
    stage.do("message.presets")
    return stage.popup()


def folder_picker(stage: Stage) -> QWidget:
    stage.do("conversation.move")
    return stage.popup()


def palette(stage: Stage) -> QWidget:
    stage.do("view.palette")
    return stage.popup()


def palette_commands(stage: Stage) -> QWidget:
    stage.do("view.palette")
    stage.popup()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(">")
    stage.settle()
    return stage.run.window


def prompts_below(stage: Stage) -> QWidget:
    """What a slash in an empty composer offers."""
    stage.open(stage.talks.empty)
    stage.run.window.pane.composer.focus_editor()
    stage.settle()
    stage.press(Key.Key_Slash)
    return stage.popup()


def menu(stage: Stage) -> QWidget:
    """The second of the window's menus: it is the longest."""
    made = stage.run.window.commands.menu()
    made.popup(stage.run.window.mapToGlobal(QPoint(20, 20)))
    inner = made.actions()[0].menu()
    assert isinstance(inner, QMenu)
    inner.popup(stage.run.window.mapToGlobal(QPoint(200, 20)))
    stage.settle()
    return inner


def message_menu(stage: Stage) -> QWidget:
    stage.do("message.previous")
    stage.run.window.pane.transcript.handling.menu(stage.run.window.mapToGlobal(QPoint(300, 200)))
    stage.settle()
    found = QApplication.activePopupWidget()
    assert found is not None
    return found


def _search(stage: Stage, wanted: str) -> None:
    stage.do("conversation.search")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(wanted)


def _last(stage: Stage) -> str:
    return stage.run.services.chat.branch(stage.talks.main)[1].id

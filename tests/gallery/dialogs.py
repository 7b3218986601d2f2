"""States of what opens beside the main window."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QWidget

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import StoreTooNew
from desktop_chat.domain.forms import Page
from desktop_chat.ui.crash_dialog import CrashDialog
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.preferences.window import SettingsWindow
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Explanation, Kept, explain
from tests.gallery.stage import Stage
from tests.support import script
from tests.support.program import wait_until
from tests.transfer.foreign.reading import EXPORTS

Key = Qt.Key


def dialog(stage: Stage) -> QDialog:
    """The one that has opened."""

    def opened() -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    wait_until(lambda: bool(opened()), "a dialog")
    shown, m = opened()[-1], stage.run.window.theme.metrics
    if isinstance(shown, SettingsWindow):  # on the screen that is none it is made smaller than on most
        shown.resize(m.settings_width, m.settings_height)
    stage.settle()
    return shown


def policy(stage: Stage) -> QWidget:
    stage.open(stage.talks.ruled)
    stage.do("view.context")
    stage.settle()
    pane = stage.run.window.context.pane
    assert pane is not None
    pane.policy_requested.emit()
    return dialog(stage)


def branches(stage: Stage) -> QWidget:
    stage.open(stage.talks.branched)
    stage.do("message.tree")
    return dialog(stage)


def receipt(stage: Stage) -> QWidget:
    """Of a reply that was really asked for."""
    _ask(stage)
    stage.do("message.receipt")
    return dialog(stage)


def receipt_request(stage: Stage) -> QWidget:
    return _page(stage, 1)


def receipt_answer(stage: Stage) -> QWidget:
    return _page(stage, 2)


def receipt_compare(stage: Stage) -> QWidget:
    _ask(stage)
    return _page(stage, 3)


def export(stage: Stage) -> QWidget:
    stage.do("conversation.export")
    return dialog(stage)


def mirror(stage: Stage) -> QWidget:
    stage.do("conversation.mirror")
    return dialog(stage)


def import_found(stage: Stage) -> QWidget:
    stage.run.window.importing.begin(EXPORTS / "chatgpt.json")
    shown = dialog(stage)
    stage.until(lambda: not stage.run.services.importing.is_busy, "the look into the file")
    return shown


def import_done(stage: Stage) -> QWidget:
    shown = import_found(stage)
    stage.press(Key.Key_Return)
    stage.until(lambda: not stage.run.services.importing.is_busy, "the import")
    return shown


def import_trouble(stage: Stage) -> QWidget:
    (stage.beside / "notes.json").write_text("{}", encoding="utf-8")
    stage.run.window.importing.begin(stage.beside / "notes.json")
    shown = dialog(stage)
    stage.until(lambda: not stage.run.services.importing.is_busy, "the look into the file")
    return shown


def endpoints(stage: Stage) -> QWidget:
    stage.do("program.endpoints")
    return dialog(stage)


def endpoint_tested(stage: Stage) -> QWidget:
    shown = endpoints(stage)
    from desktop_chat.ui.preferences.endpoint_form import EndpointForm

    form = shown.findChild(EndpointForm)
    assert isinstance(form, EndpointForm)
    before = len(stage.server.requests)
    form.test()
    stage.until(lambda: len(stage.server.requests) > before, "the test")
    stage.settle()
    return shown


def endpoint_new(stage: Stage) -> QWidget:
    """One that speaks to another machine without encryption."""
    shown = endpoints(stage)
    from desktop_chat.ui.preferences.endpoint_fields import EndpointFields

    fields = shown.findChild(EndpointFields)
    assert isinstance(fields, EndpointFields)
    fields.address.setText("http://gateway.example.org/v1")
    fields.address.setFocus()
    stage.press(Key.Key_Return)
    stage.settle()
    return shown


def prices(stage: Stage) -> QWidget:
    stage.do("program.prices")
    return dialog(stage)


def settings_general(stage: Stage) -> QWidget:
    return _settings(stage, Page.GENERAL)


def settings_context(stage: Stage) -> QWidget:
    return _settings(stage, Page.CONTEXT)


def settings_appearance(stage: Stage) -> QWidget:
    return _settings(stage, Page.APPEARANCE)


def settings_keyboard(stage: Stage) -> QWidget:
    return _settings(stage, Page.KEYBOARD)


def settings_network(stage: Stage) -> QWidget:
    return _settings(stage, Page.NETWORK)


def prompts(stage: Stage) -> QWidget:
    stage.do("program.prompts")
    return dialog(stage)


def prompt_filled(stage: Stage) -> QWidget:
    """A prompt asks for what is to stand in it."""
    from desktop_chat.ui.prompts.asking import Filling

    (prompt,) = [one for one in stage.run.services.prompts().all() if "{{" in one.text]
    Filling(prompt, stage.run.window.theme, stage.run.window).open()
    return dialog(stage)


def quick_ask(stage: Stage) -> QWidget:
    stage.do("program.quick_ask")
    quick = stage.run.window.desk.quick
    assert quick is not None
    wait_until(quick.isVisible, "the small window")
    stage.settle()
    return quick


def keyboard(stage: Stage) -> QWidget:
    stage.do("view.keys")
    return dialog(stage)


def summarise(stage: Stage) -> QWidget:
    stage.do("context.summarise")
    return dialog(stage)


def summary_by_hand(stage: Stage) -> QWidget:
    stage.run.window.summaries._edit(stage.content.second_answer, lambda _: None)
    return dialog(stage)


def title(stage: Stage) -> QWidget:
    stage.do("conversation.suggest_title")
    return dialog(stage)


def plain_text(stage: Stage) -> QWidget:
    stage.do("message.previous")
    stage.press(Key.Key_F2)
    return dialog(stage)


def file(stage: Stage) -> QWidget:
    """A picture whose file is lost."""
    from desktop_chat.ui.file_window import FileWindow

    lost = Attachment("0" * 64, "harbour.png", "image/png", 48_200, 120, width=640, height=400)
    window = stage.run.window
    FileWindow((lost,), 0, window.theme, window.pane).open()
    return dialog(stage)


def delete_for_good(stage: Stage) -> QWidget:
    stage.do("view.trash")
    stage.settle()
    shown = stage.run.window.sidebar.shelves.shown
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    stage.press(Key.Key_Down)
    stage.press(Key.Key_Delete)
    return dialog(stage)


def crash(stage: Stage) -> QWidget:
    window = stage.run.window
    with CrashDialog(window, window.remember, window.theme).hooked():
        sys.excepthook(RuntimeError, RuntimeError(), None)
    return dialog(stage)


def cannot_open(stage: Stage) -> QWidget:
    def told() -> Explanation:
        return explain(StoreTooNew("/home/user/chat.db", 9, 7), Kept.NOTHING)

    window = stage.run.window
    box = MessageBox(window.theme, lambda: told().headline, lambda: told().detail, window)
    box.add_closing_button(lambda: tr("Close"))
    box.open()
    return dialog(stage)


def _settings(stage: Stage, page: Page) -> QWidget:
    stage.do("program.settings")
    shown = dialog(stage)
    assert isinstance(shown, SettingsWindow)
    shown.turn_to(page)
    stage.settle()
    return shown


def _ask(stage: Stage) -> None:
    chat, main = stage.run.services.chat, stage.talks.main
    usage = {"prompt_tokens": 412, "completion_tokens": 57, "total_tokens": 469}
    stage.server.enqueue(script.reply(stage.content.third_answer, then=script.Done(usage=usage)))
    chat.send(main, stage.content.third)
    stage.until(lambda: not chat.is_busy(main) and len(chat.branch(main)) > 5, "the reply")


def _page(stage: Stage, number: int) -> QWidget:
    shown = receipt(stage)
    tabs = shown.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(number)
    stage.settle()
    return shown

"""What the window's keys and menus do: the verbs that need more than one widget, and the table of commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.settings import LANGUAGE, TEXT_SIZE, THEME, Language, ThemeMode
from desktop_chat.services.transfers import ExportFormat
from desktop_chat.ui.commands import Command
from desktop_chat.words.catalogue import current, later, tr
from desktop_chat.words.errors import Remedy

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow

_FENCE = "```"
_LEAST_TEXT, _MOST_TEXT = 13, 24


class WindowVerbs(QObject):
    """The actions of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services

    # -- conversations -----------------------------------------------------------------------------------------------

    def new(self) -> None:
        self._window.open(self._services.library.new(self._window.pane.shown).id)
        self.compose()

    def rename(self) -> None:
        self._window.pane.rename()

    def trash(self) -> None:
        if self._window.pane.shown:
            self._services.library.trash(self._window.pane.shown)

    def undo(self) -> None:
        if conversation := self._services.library.undo():
            self._window.open(conversation.id)

    def can_undo(self) -> bool:
        return self._services.library.can_undo()

    def step(self, by: int) -> None:
        """The next or previous conversation in the list, round at the ends."""
        ids = [item.id for item in self._services.library.conversations()]
        shown = self._window.pane.shown
        if ids and shown in ids:
            self._window.open(ids[(ids.index(shown) + by) % len(ids)])

    def go_to(self, place: int) -> None:
        conversations = self._services.library.conversations()
        if place < len(conversations):
            self._window.open(conversations[place].id)

    def export(self) -> None:
        if self._window.pane.shown:
            self.export_one(self._window.pane.shown)

    @Slot(str)
    def export_one(self, conversation_id: str) -> None:
        title = self._services.library.get(conversation_id).title or tr("New conversation")
        name = "".join(c for c in title if c.isalnum() or c in " -_").strip()[:60] or "conversation"
        path, _ = QFileDialog.getSaveFileName(
            self._window, tr("Export"), str(Path.home() / f"{name}.md"), "Markdown (*.md);;JSON (*.json)"
        )
        if path:
            kind = ExportFormat.JSON if path.lower().endswith(".json") else ExportFormat.MARKDOWN
            self._services.transfers.export(conversation_id, kind, Path(path))

    @Slot(object)
    def tell_exported(self, path: Path) -> None:
        self._window.notices.say(tr("Exported to {path}").format(path=path))

    # -- messages ----------------------------------------------------------------------------------------------------

    def compose(self) -> None:
        self._window.pane.composer.focus_editor()

    def choose_model(self) -> None:
        self._window.pane.composer.pick_model()

    def escape(self) -> None:
        """Stops the reply that is being written here; else leaves one level."""
        pane = self._window.pane
        if pane.shown and self._services.chat.writing_in(pane.shown):
            self._services.chat.stop(pane.shown)
        elif not pane.composer.dismiss():
            self.compose()

    def retry(self) -> None:
        if reply := self._reply():
            self._services.chat.retry(reply)

    def branch(self, step: int) -> None:
        message = self._window.pane.transcript.current_message() or self._reply()
        if message and self._window.pane.shown:
            self._services.chat.switch(self._window.pane.shown, message.id, step)

    def edit_last(self) -> None:
        if self._window.pane.shown:
            asked = [m for m in self._services.chat.branch(self._window.pane.shown) if m.role is Role.USER]
            if asked:
                self._window.pane.composer.edit(asked[-1])

    @Slot(str)
    def edit(self, message_id: str) -> None:
        message = self._window.pane.message(message_id)
        while message is not None and message.role is not Role.USER:
            message = self._window.pane.message(message.parent_id or "")
        if message is not None:
            self._window.pane.composer.edit(message)

    def raise_limit(self) -> None:
        self._window.pane.composer.edit_options()

    def walk(self, step: int) -> None:
        self._window.pane.transcript.walk(step)

    def copy_reply(self) -> None:
        if reply := self._reply():
            QGuiApplication.clipboard().setText(reply.text)

    def copy_code(self) -> None:
        if (reply := self._reply()) and (code := last_fence(reply.text)) is not None:
            QGuiApplication.clipboard().setText(code)

    @Slot(str)
    def show_receipt(self, message_id: str) -> None:
        from desktop_chat.ui.receipt_window import ReceiptWindow

        try:
            receipt = self._services.chat.receipt(message_id)
        except NotFound as error:
            self._window.show_trouble(error)
        else:
            ReceiptWindow(receipt, self._window.theme, self._window).show()

    def _reply(self) -> Message | None:
        return self._window.pane.transcript.last_reply()

    # -- the window --------------------------------------------------------------------------------------------------

    def toggle_sidebar(self) -> None:
        self._window.toggle_sidebar()

    def find_conversation(self) -> None:
        if not self._window.sidebar.isVisible():
            self._window.toggle_sidebar()
        self._window.sidebar.focus_search()

    def endpoints(self) -> None:
        from desktop_chat.ui.preferences.endpoints import EndpointsDialog

        dialog = EndpointsDialog(self._services.accounts, self._window.theme, self._window)
        dialog.finished.connect(self.compose)
        dialog.open()

    def keys(self) -> None:
        from desktop_chat.ui.keyboard_map import KeyboardMap

        KeyboardMap(self._window.commands, self._window.theme, self._window).open()

    @Slot(object)
    def remedy(self, remedy: Remedy) -> None:
        match remedy:
            case Remedy.CHOOSE_MODEL:
                self.choose_model()
            case Remedy.OPEN_ENDPOINT | Remedy.ADD_ENDPOINT | Remedy.OPEN_NETWORK:
                self.endpoints()
            case Remedy.CHANGE_OPTIONS:
                self.raise_limit()
            case _:
                self.compose()

    def resize_text(self, step: int) -> None:
        preferences = self._services.preferences
        size = preferences.get(TEXT_SIZE) + step if step else TEXT_SIZE.default
        preferences.set(TEXT_SIZE, min(max(size, _LEAST_TEXT), _MOST_TEXT))

    def theme(self, mode: ThemeMode) -> None:
        self._services.preferences.set(THEME, mode)

    def language(self, language: Language) -> None:
        self._services.preferences.set(LANGUAGE, language)

    def other_language(self) -> None:
        chinese = current().startswith("zh")
        self.language(Language.ENGLISH if chinese else Language.CHINESE)

    def quit(self) -> None:
        self._window.close()
        QApplication.quit()


def last_fence(text: str) -> str | None:
    """The contents of the last fenced code block, None where there is none; one that is still open counts."""
    blocks: list[list[str]] = []
    fence = ""
    for line in text.split("\n"):
        stripped = line.strip()
        if not fence and stripped.startswith(_FENCE):
            fence = stripped[: len(stripped) - len(stripped.lstrip("`"))]
            blocks.append([])
        elif fence and stripped.startswith(fence) and not stripped.strip("`"):
            fence = ""
        elif fence:
            blocks[-1].append(line)
    return "\n".join(blocks[-1]) if blocks else None


_CONVERSATION, _MESSAGE, _VIEW = later("Conversation"), later("Message"), later("View")


def commands_of(verbs: WindowVerbs) -> tuple[Command, ...]:
    """The table, in the order of the menus."""
    return (*_conversation_commands(verbs), *_message_commands(verbs), *_view_commands(verbs))


def _conversation_commands(verbs: WindowVerbs) -> tuple[Command, ...]:
    go_to = tuple(
        Command(
            f"conversation.go_{n}",
            "",
            later("Go to a conversation"),
            (f"Ctrl+{n}",),
            lambda n=n: verbs.go_to(n - 1),
        )
        for n in range(1, 10)
    )
    return (
        Command(
            "conversation.new",
            _CONVERSATION,
            later("New conversation"),
            ("Ctrl+N", "Ctrl+Shift+O"),
            verbs.new,
        ),
        Command("conversation.rename", _CONVERSATION, later("Rename…"), ("Ctrl+F2",), verbs.rename),
        Command("conversation.export", _CONVERSATION, later("Export…"), ("Ctrl+E",), verbs.export),
        Command(
            "conversation.trash",
            _CONVERSATION,
            later("Move to the trash"),
            ("Ctrl+Shift+Backspace",),
            verbs.trash,
        ),
        Command("edit.undo", _CONVERSATION, later("Undo"), ("Ctrl+Z",), verbs.undo, verbs.can_undo),
        Command("conversation.search", _CONVERSATION, later("Search"), ("Ctrl+Shift+F",), verbs.find_conversation),
        Command(
            "conversation.next",
            _CONVERSATION,
            later("Next conversation"),
            ("Ctrl+Tab", "Ctrl+PgDown", "Alt+Down"),
            lambda: verbs.step(1),
        ),
        Command(
            "conversation.previous",
            _CONVERSATION,
            later("Previous conversation"),
            ("Ctrl+Shift+Tab", "Ctrl+PgUp", "Alt+Up"),
            lambda: verbs.step(-1),
        ),
        *go_to,
        Command("program.endpoints", _CONVERSATION, later("Endpoints…"), ("Ctrl+,",), verbs.endpoints),
        Command("program.quit", _CONVERSATION, later("Quit"), ("Ctrl+Q",), verbs.quit),
    )


def _message_commands(verbs: WindowVerbs) -> tuple[Command, ...]:
    return (
        Command("message.compose", _MESSAGE, later("Write a message"), ("Ctrl+L", "Shift+Esc"), verbs.compose),
        Command("message.model", _MESSAGE, later("Choose the model…"), ("Ctrl+Shift+M",), verbs.choose_model),
        Command("message.stop", _MESSAGE, later("Stop"), ("Esc",), verbs.escape),
        Command("message.retry", _MESSAGE, later("Try again as a branch"), ("Ctrl+R",), verbs.retry),
        Command("message.edit_last", _MESSAGE, later("Edit the last question"), (), verbs.edit_last),
        Command("message.branch_left", _MESSAGE, later("Previous branch"), ("Alt+Left",), lambda: verbs.branch(-1)),
        Command("message.branch_right", _MESSAGE, later("Next branch"), ("Alt+Right",), lambda: verbs.branch(1)),
        Command("message.next", _MESSAGE, later("Next message"), ("Alt+J",), lambda: verbs.walk(1)),
        Command("message.previous", _MESSAGE, later("Previous message"), ("Alt+K",), lambda: verbs.walk(-1)),
        Command("message.copy_reply", _MESSAGE, later("Copy the last reply"), ("Ctrl+Shift+C",), verbs.copy_reply),
        Command(
            "message.copy_code",
            _MESSAGE,
            later("Copy the last code block"),
            ("Ctrl+Shift+X",),
            verbs.copy_code,
        ),
    )


def _view_commands(verbs: WindowVerbs) -> tuple[Command, ...]:
    return (
        Command("view.sidebar", _VIEW, later("Sidebar"), ("Ctrl+B",), verbs.toggle_sidebar),
        Command("view.larger", _VIEW, later("Larger text"), ("Ctrl++", "Ctrl+="), lambda: verbs.resize_text(1)),
        Command("view.smaller", _VIEW, later("Smaller text"), ("Ctrl+-",), lambda: verbs.resize_text(-1)),
        Command("view.usual", _VIEW, later("Usual text size"), ("Ctrl+0",), lambda: verbs.resize_text(0)),
        Command(
            "view.theme_system",
            _VIEW,
            later("Colours after the system"),
            (),
            lambda: verbs.theme(ThemeMode.SYSTEM),
        ),
        Command("view.theme_light", _VIEW, later("Light"), (), lambda: verbs.theme(ThemeMode.LIGHT)),
        Command("view.theme_dark", _VIEW, later("Dark"), (), lambda: verbs.theme(ThemeMode.DARK)),
        Command("view.english", _VIEW, "English", (), lambda: verbs.language(Language.ENGLISH)),
        Command("view.chinese", _VIEW, "简体中文", (), lambda: verbs.language(Language.CHINESE)),
        Command("view.keys", _VIEW, later("Keyboard"), ("Ctrl+/", "F1"), verbs.keys),
    )

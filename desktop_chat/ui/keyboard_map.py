"""All commands and their keys on one sheet, searched by typing; each command can have other keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from desktop_chat.domain.settings import SEND_KEY
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.commands import Command, CommandTable, native
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.keyboard.foot import Foot
from desktop_chat.ui.keyboard.list import KeyRows
from desktop_chat.ui.keyboard.rebinding import Rebinding
from desktop_chat.ui.keyboard.recorder import Recorder
from desktop_chat.ui.keyboard.rows import rows_of
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.widgets import Field, Rule
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named


class KeyboardMap(QDialog):
    """What it does at the left, the keys at the right; the field above filters both. Esc leaves one level."""

    def __init__(self, commands: CommandTable, preferences: Preferences, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._commands, self._preferences, self._theme = commands, preferences, theme
        self._rebinding = Rebinding(commands, preferences)
        self._recorder: Recorder | None = None
        self._wanted: tuple[str, str] | None = None
        self._more = False
        self._field, self._list, says = _Field(theme, "", Icon.SEARCH), KeyRows(theme), Sayings(self)
        for put in (self.setWindowTitle, self._list.setAccessibleName):
            says.say(put, lambda: tr("Keyboard"))
        says.say(self._field.setPlaceholderText, lambda: tr("What you want to do, or a key"))
        says.say(self._field.setAccessibleName, lambda: tr("Search the keyboard map"))
        self._foot = Foot(theme, says)
        self._arrange()
        self._connect()
        says.again(self._show)
        says.again(self._offer)

    def _arrange(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        top = QVBoxLayout()
        top.setContentsMargins(m.space16, m.space16, m.space16, m.space12)
        top.addWidget(self._field)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(top)
        inside.addWidget(Rule(self._theme))
        inside.addWidget(self._list, 1)
        inside.addWidget(Rule(self._theme))
        inside.addWidget(self._foot)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)
        self.resize(m.palette_width, m.settings_height)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._show)
        self._field.down_pressed.connect(self._enter_list)
        self._list.current_changed.connect(self._offer)
        self._list.verticalScrollBar().valueChanged.connect(self._leave)
        for part in (self._list, self._foot):
            part.change_requested.connect(self._record)
            part.more_requested.connect(self._record_more)
            part.drop_requested.connect(self._drop)
        self._foot.reset_requested.connect(self._reset)
        self._foot.reset_all_requested.connect(self._reset_all)
        self._foot.taken_over.connect(self._take_over)
        self._foot.left.connect(self._leave)

    @Slot()
    def _show(self) -> None:
        typed = self._field.text()
        words = typed.casefold().split()
        rows = rows_of(self._commands, self._preferences.get(SEND_KEY))
        nothing = tr("Nothing found for “{query}”.").format(query=named(typed))
        self._list.show_all([row for row in rows if row.answers(words)], nothing)

    @Slot()
    def _enter_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _command(self) -> Command | None:
        """The one that has the keys, if its shortcuts can be others."""
        row = self._list.row()
        command = self._rebinding.command(row.command) if row else None
        return None if command is None or command.fixed else command

    @Slot()
    def _offer(self) -> None:
        """What can be done with the row, and how."""
        if self._recorder is not None or self._wanted is not None:
            return
        row, command = self._list.row(), self._command()
        if row is None:
            words = tr("Go to a command with the arrow keys to give it other keys.")
        elif command is None:
            words = tr("These keys belong to their place and stay as they are.")
        else:
            words = tr("“{name}” can have other keys, and several.").format(name=command.name())
        self._foot.say(words)
        self._foot.offer(
            can_change=command is not None,
            has_keys=row is not None and bool(row.keys),
            is_changed=row is not None and row.is_changed,
            is_any_changed=self._rebinding.is_any_changed,
        )

    # -- recording ---------------------------------------------------------------------------------------------------

    @Slot()
    def _record(self) -> None:
        self._listen(more=False)

    @Slot()
    def _record_more(self) -> None:
        self._listen(more=True)

    def _listen(self, *, more: bool) -> None:
        command = self._command()
        if command is None:
            return
        self._list.scrollTo(self._list.currentIndex())
        self._more = more
        words = tr("Press the new keys for “{name}”. Esc leaves all as it is.").format(name=command.name())
        self._recorder = Recorder(self._theme, self._list.viewport(), words)
        self._recorder.setGeometry(self._list.keys_rect())
        self._recorder.pressed.connect(self._take)
        self._recorder.left.connect(self._leave)
        self._list.mark_current()
        self._recorder.show()
        self._recorder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._foot.wait_for_keys()
        self._foot.say(words, aloud=True)

    @Slot(str)
    def _take(self, keys: str) -> None:
        command = self._command()
        if command is None:
            return
        owner = self._rebinding.owner(keys)
        if sentence := self._rebinding.refusal(keys, owner):
            self._foot.say(sentence, "err", aloud=True)
        elif owner is not None and owner.id != command.id:
            self._stop_listening()
            self._wanted = command.id, keys
            words = tr("{keys} belongs to “{name}”.").format(keys=native(keys), name=owner.name())
            self._foot.ask_to_take_over()
            self._foot.say(words, "warn", aloud=True)
            self._foot.take.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._give(command.id, keys)

    @Slot()
    def _take_over(self) -> None:
        if self._wanted is not None:
            self._give(*self._wanted)

    def _give(self, command_id: str, keys: str) -> None:
        self._rebinding.give(command_id, keys, more=self._more)
        self._end()

    @Slot()
    def _leave(self) -> None:
        """Without new keys."""
        if self._recorder is not None or self._wanted is not None:
            self._end()

    def _end(self) -> None:
        self._stop_listening()
        self._wanted = None
        self._list.clearSelection()
        self._show()
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_listening(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.hide()
            recorder.deleteLater()

    # -- at once -----------------------------------------------------------------------------------------------------

    @Slot()
    def _drop(self) -> None:
        if command := self._command():
            self._rebinding.drop(command.id)
            self._show()

    @Slot()
    def _reset(self) -> None:
        if command := self._command():
            self._rebinding.reset(command.id)
            self._end()

    @Slot()
    def _reset_all(self) -> None:
        self._rebinding.reset_all()
        self._end()

    def reject(self) -> None:
        """Esc."""
        if self._wanted is not None:
            self._end()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop_listening()
        super().closeEvent(event)


class _Field(Field):
    """Down leads into the list."""

    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

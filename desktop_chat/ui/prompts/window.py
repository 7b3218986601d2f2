"""All prompts: made, changed, thrown away, taken in from files and written out as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_chat.domain.errors import BadOption, ChatError
from desktop_chat.domain.prompts import Prompt, matching
from desktop_chat.services.prompts import Prompts, TakenIn
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.prompts.form import PromptForm
from desktop_chat.ui.prompts.rows import PromptRows
from desktop_chat.ui.room import Room
from desktop_chat.ui.widgets import Button, Field, Rule
from desktop_chat.words import prompts as words
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.explanation import named


class PromptsWindow(QDialog):
    """List at the left, the chosen prompt at the right. Esc closes; Ctrl+Z in the list brings back what was removed."""

    def __init__(self, prompts: Prompts, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._prompts, self._theme = prompts, theme
        self._filter = _Filter(theme, "", Icon.SEARCH)
        self._list = PromptRows(theme)
        self._new, self._copy = Button(theme, "", icon=Icon.ADD), Button(theme, "")
        self._remove, self._undo = Button(theme, ""), Button(theme, "")
        self._import, self._export = Button(theme, ""), Button(theme, "")
        self._form = PromptForm(theme)
        self._foot = Foot(theme, "")
        self._arrange()
        self._connect()
        self.retranslate()
        (self._list if prompts.all() else self._new).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- putting together --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left())
        row.addWidget(Rule(self._theme, upright=True))
        right = QVBoxLayout()
        right.setContentsMargins(m.space16, m.space16, m.space20, m.space12)
        right.setSpacing(m.space12)
        right.addWidget(self._form, 1)
        right.addWidget(self._foot)
        row.addLayout(right, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)
        Room(self, m.window_min_width, m.window_min_height)
        self.resize(m.settings_width, m.settings_height)

    def _left(self) -> QVBoxLayout:
        m = self._theme.metrics
        left = QVBoxLayout()
        left.setContentsMargins(0, m.space12, 0, m.space12)
        left.setSpacing(m.space8)
        above = QHBoxLayout()
        above.setContentsMargins(m.space12, 0, m.space12, 0)
        above.addWidget(self._filter)
        left.addLayout(above)
        self._list.setFixedWidth(m.endpoint_list + m.space20)
        left.addWidget(self._list, 1)
        for buttons in ((self._new, self._copy, self._remove), (self._undo, self._import, self._export)):
            line = QHBoxLayout()
            line.setContentsMargins(m.space12, 0, m.space12, 0)
            line.setSpacing(m.space8)
            for button in buttons:
                button.set_small()
                line.addWidget(button)
            line.addStretch(1)
            left.addLayout(line)
        return left

    def _connect(self) -> None:
        prompts = self._prompts
        self._filter.textChanged.connect(self._narrow)
        self._filter.left.connect(lambda: self._list.setFocus(Qt.FocusReason.TabFocusReason))
        self._list.chosen.connect(self._show)
        self._list.removal_requested.connect(self._throw_away)
        self._list.rename_requested.connect(self._rename)
        self._list.activated.connect(lambda _: self._form.text.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._form.changed.connect(self._keep)
        self._new.clicked.connect(self._begin)
        self._copy.clicked.connect(self._duplicate)
        self._remove.clicked.connect(self._throw_away)
        self._undo.clicked.connect(self._bring_back)
        self._import.clicked.connect(self._offer_import)
        self._export.clicked.connect(self._choose_place)
        self._foot.close_requested.connect(self.close)
        for keys, deed in (
            (QKeySequence.StandardKey.Undo, self._bring_back),
            (QKeySequence.StandardKey.New, self._begin),
        ):
            QShortcut(keys, self, deed)
        prompts.changed.connect(self._follow)
        prompts.failed.connect(self._tell_trouble)
        prompts.taken_in.connect(self._tell_taken_in)
        prompts.written_out.connect(self._tell_written_out)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(tr("Prompts"))
        self._filter.setPlaceholderText(tr("Filter prompts"))
        self._filter.setAccessibleName(tr("Filter prompts"))
        for button, said in (
            (self._new, tr("New")),
            (self._copy, tr("Duplicate")),
            (self._remove, tr("Delete")),
            (self._undo, tr("Undo")),
            (self._import, tr("Import…")),
            (self._export, tr("Export…")),
        ):
            button.set_words(said)
        self._list.retranslate()
        self._form.retranslate()
        self._foot.retranslate(tr("Changes are kept as you make them."))
        self._fill()

    # -- what is shown -----------------------------------------------------------------------------------------------

    @Slot()
    def _narrow(self) -> None:
        self._fill()

    @Slot()
    def _follow(self) -> None:
        """They are others now; the one that is shown stays in the list, whatever it is called by now."""
        self._fill(self._form.shown.name if self._form.shown else "")

    def _fill(self, wanted: str = "") -> None:
        found = matching(self._prompts.all(), self._filter.text())
        rows = [one for one in self._prompts.all() if one in found or one.name == wanted]
        self._list.show_prompts(rows, wanted or (self._form.shown.name if self._form.shown else ""))
        self._export.setEnabled(bool(self._prompts.all()))
        self._undo.setEnabled(self._prompts.can_undo())

    @Slot()
    def _show(self) -> None:
        """What was typed in the one before is kept first, which may put its row under the keys again."""
        prompt, before = self._list.current(), self._form.shown
        if before is not None and (prompt is None or prompt.name != before.name):
            self._form.settle()
        self._form.show_prompt(prompt)
        if prompt is not None and self._list.current() != prompt:
            self._fill(prompt.name)
        self._copy.setEnabled(prompt is not None)
        self._remove.setEnabled(prompt is not None)

    # -- what is done ------------------------------------------------------------------------------------------------

    @Slot()
    def _keep(self) -> None:
        before, typed = self._form.shown, self._form.prompt()
        if before is None or typed is None:
            return
        self._form.is_kept(typed)
        self._foot.rest()
        try:
            self._prompts.change(before.name, typed)
        except BadOption:  # the name alone is refused
            taken = tr("There is already a prompt called “{name}”.").format(name=named(typed.name))
            self._foot.say(taken if typed.name else tr("A prompt needs a name."))
            kept = Prompt(before.name, typed.text, typed.kind)
            self._form.is_kept(kept)
            self._prompts.change(before.name, kept)

    @Slot()
    def _begin(self) -> None:
        self._form.settle()
        self._filter.clear()
        name = self._prompts.add(Prompt(tr("New prompt"), ""))
        self._fill(name)
        self._rename()

    @Slot()
    def _rename(self) -> None:
        self._form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._form.name.selectAll()

    @Slot()
    def _duplicate(self) -> None:
        self._form.settle()
        if (shown := self._form.shown) and (name := self._prompts.duplicate(shown.name)):
            self._fill(name)
            self._rename()

    @Slot()
    def _throw_away(self) -> None:
        self._form.settle()
        if (shown := self._form.shown) and self._prompts.remove(shown.name):
            self._foot.say(tr("“{name}” was removed").format(name=named(shown.name)))

    @Slot()
    def _bring_back(self) -> None:
        if name := self._prompts.undo():
            self._foot.rest()
            self._fill(name)

    # -- files -------------------------------------------------------------------------------------------------------

    @Slot()
    def _offer_import(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Files…")).triggered.connect(self._choose_files)
        menu.addAction(tr("A folder…")).triggered.connect(self._choose_folder)
        menu.popup(self._import.mapToGlobal(QPoint(0, self._import.height())))
        menu.setActiveAction(menu.actions()[0])

    @Slot()
    def _choose_files(self) -> None:
        kinds = f"{tr('Markdown and text')} (*.md *.markdown *.txt)"
        names, _ = QFileDialog.getOpenFileNames(self, tr("Import prompts"), "", kinds)
        if names:
            self._prompts.take_in([Path(name) for name in names])

    @Slot()
    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, tr("Import prompts")):
            self._prompts.take_in([Path(name)])

    @Slot()
    def _choose_place(self) -> None:
        self._form.settle()
        if name := QFileDialog.getExistingDirectory(self, tr("Export prompts to")):
            self._prompts.write_out(Path(name))

    @Slot(object)
    def _tell_taken_in(self, taken: TakenIn) -> None:
        told = words.taken_in(len(taken.added), taken.known, taken.left)
        self._foot.say(told)
        if taken.added:
            self._fill(taken.added[0])

    @Slot(int, object)
    def _tell_written_out(self, number: int, place: Path) -> None:
        self._foot.say(words.written_out(number, place))

    @Slot(object)
    def _tell_trouble(self, error: ChatError) -> None:
        self._foot.explain(explain(error, Kept.NOTHING))

    def done(self, result: int) -> None:
        """Also by Esc: what was typed a moment ago is kept."""
        self._form.settle()
        super().done(result)


class _Filter(Field):
    """Down leads into the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

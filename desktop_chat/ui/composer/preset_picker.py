"""The list of presets: Enter uses one, F2 renames it, Delete removes it, and a new name saves what is set here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.presets import Preset, applied, preset_of
from desktop_chat.services.library import Library
from desktop_chat.services.presets import Presets
from desktop_chat.ui.composer.option_values import is_any_set
from desktop_chat.ui.done import Done
from desktop_chat.ui.filtered_list import FilteredList, ListRow, NamedRow, RowKind
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named


class PresetPicker(FilteredList):
    """For one conversation. A row that was typed has the name under which something is to be saved."""

    done = Signal(object)
    """A `Done`."""

    def __init__(
        self, presets: Presets, library: Library, conversation_id: ConversationId, theme: Theme, anchor: QWidget
    ) -> None:
        super().__init__(theme, anchor, tr("Presets"), tr("Filter presets, or name a new one"))
        self._presets, self._library = presets, library
        self._conversation_id = conversation_id
        self._renamed: str | None = None
        self._taken = False
        self._filter.installEventFilter(self)
        presets.changed.connect(self.fill)

    # -- rows --------------------------------------------------------------------------------------------------------

    def wanted_rows(self, typed: str) -> Sequence[NamedRow] | None:
        if self._conversation_id not in self._library:
            return None
        if self._renamed is not None:
            return [*self._renaming(typed.strip())]
        conversation, name = self._library.get(self._conversation_id), typed.strip()
        known = [preset for preset in self._presets.all() if name.casefold() in preset.name.casefold()]
        rows = [
            NamedRow(RowKind.CHOICE, named(preset.name), preset.name, applied(preset, conversation) == conversation)
            for preset in known
        ]
        if name and is_any_set(conversation):
            is_there = self._presets.get(name) is not None
            words = tr("Replace “{name}” with what is set here") if is_there else tr("Save as “{name}”")
            rows.append(NamedRow(RowKind.CHOICE, words.format(name=named(name)), name, typed=True))
        return [*rows, NamedRow(RowKind.NOTE, self._note(conversation, bool(known)))]

    def _renaming(self, name: str) -> Sequence[NamedRow]:
        words = tr("Rename “{old}” to “{name}”").format(old=named(self._renamed or ""), name=named(name))
        rows = [NamedRow(RowKind.CHOICE, words, name, typed=True)] if name else []
        taken = tr("There is already a preset called “{name}”.").format(name=named(name))
        return [*rows, NamedRow(RowKind.NOTE, taken if self._taken else tr("Esc leaves the name as it is."))]

    def _note(self, conversation: Conversation, any_known: bool) -> str:
        if any_known:
            return tr("F2 renames, Delete removes. A new name saves what is set here.")
        if is_any_set(conversation):
            return tr("Type a name to save the system prompt and the parameters that are set here.")
        return tr("Set a system prompt or a parameter first; a name then saves it as a preset.")

    # -- doing -------------------------------------------------------------------------------------------------------

    def chose(self, row: ListRow) -> None:
        if not isinstance(row, NamedRow) or self._conversation_id not in self._library:
            return
        if row.typed:
            self._save(preset_of(row.name, self._library.get(self._conversation_id)))
        elif preset := self._presets.get(row.name):
            self._use(preset)

    def _use(self, preset: Preset) -> None:
        before = self._library.get(self._conversation_id)
        _become(self._library, applied(preset, before))
        undo = partial(_become, self._library, before)
        self.done.emit(Done(tr("“{name}” is used here now").format(name=named(preset.name)), undo))

    def _save(self, preset: Preset) -> None:
        presets = self._presets
        before = presets.save(preset)
        undo = partial(presets.save, before) if before else partial(presets.remove, preset.name)
        self.done.emit(Done(tr("Saved as “{name}”").format(name=named(preset.name)), lambda: _ignore(undo())))

    def _remove(self, name: str) -> None:
        presets = self._presets
        if (removed := presets.remove(name)) is not None:
            told = tr("“{name}” was removed").format(name=named(name))
            self.done.emit(Done(told, lambda: _ignore(presets.save(removed))))

    def _begin_renaming(self, name: str) -> None:
        self._renamed, self._taken = name, False
        self._filter.setText(name)
        self._filter.selectAll()
        self.fill()

    def _end_renaming(self, name: str) -> None:
        try:
            self._presets.rename(self._renamed or "", name)
        except BadOption:
            self._taken = bool(name)
        else:
            self._renamed = None
            self._filter.clear()
        self.fill()

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._renamed is not None and event.key() in OPENING:
            self._end_renaming(self._filter.text().strip())
        elif self._renamed is not None and event.key() == Qt.Key.Key_Escape:
            self._renamed = None
            self._filter.clear()
            self.fill()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and Delete are for the row; Delete only where it has no letter to take away."""
        if watched is self._filter and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row = self._current()
            if isinstance(row, NamedRow) and row.kind is RowKind.CHOICE and not row.typed and self._renamed is None:
                if event.key() == Qt.Key.Key_F2:
                    self._begin_renaming(row.name)
                    return True
                if event.key() == Qt.Key.Key_Delete and self._filter.cursorPosition() == len(self._filter.text()):
                    self._remove(row.name)
                    return True
        return super().eventFilter(watched, event)


def _become(library: Library, wanted: Conversation) -> None:
    """The prompt and the options of `wanted`; what else has changed since stays."""
    if wanted.id not in library:
        return
    now = library.get(wanted.id)
    changed = applied(preset_of("", wanted), now)
    if changed.options != now.options:
        library.set_options(now.id, changed.options)
    if changed.policy != now.policy:
        library.set_policy(now.id, changed.policy)


def _ignore(_: object) -> None:
    """What an undo gives back is of no interest."""

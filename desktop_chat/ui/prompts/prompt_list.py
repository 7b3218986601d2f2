"""The list of prompts to choose from, with a field of its own or below what is being written."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.prompts import Prompt, PromptKind, matching
from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.services.prompts import Prompts
from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.filtered_list import FilteredList, ListRow, RowKind
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_ASIDE = 40
"""Columns of the text that stand beside the name; a wide letter takes two."""
_CHOOSING = frozenset({*OPENING, Qt.Key.Key_Tab})
_WALKING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True)
class PromptRow:
    """`prompt` is None in a note and in the row that leads to the window of all prompts."""

    kind: RowKind
    text: str
    prompt: Prompt | None = None
    aside: str = ""
    chosen: bool = False
    typed: bool = False

    @property
    def key(self) -> str:
        return self.prompt.name if self.prompt else ""


class PromptList(FilteredList):
    """Those of one kind. It closes by itself when nothing of that name is left, where others write in it."""

    prompt_chosen = Signal(object)
    all_requested = Signal()

    def __init__(self, prompts: Prompts, kind: PromptKind, theme: Theme, anchor: QWidget) -> None:
        super().__init__(theme, anchor, tr("Prompts"), tr("Filter prompts"))
        self._prompts, self._kind = prompts, kind
        prompts.changed.connect(self.fill)

    def wanted_rows(self, typed: str) -> Sequence[PromptRow] | None:
        known = tuple(one for one in self._prompts.all(self._kind) if one.text.strip())
        found = matching(known, typed)
        rows = [PromptRow(RowKind.CHOICE, named(one.name), one, _beginning(one.text)) for one in found]
        if not known:
            rows = [PromptRow(RowKind.NOTE, _nothing(self._kind))]
        elif not found:
            rows = [PromptRow(RowKind.NOTE, tr("Nothing found for “{query}”.").format(query=named(typed)))]
        last = PromptRow(RowKind.EDIT, tr("Edit prompts…")) if known else PromptRow(RowKind.CREATE, tr("New prompt…"))
        return [*rows, last]

    def wanted_width(self) -> int:
        """As wide as what it opens at: a name stands there whole, with the beginning of its text."""
        m = self._theme.metrics
        return max(m.popup, min(self._anchor.width(), m.palette_width))

    def chose(self, row: ListRow) -> None:
        if isinstance(row, PromptRow) and row.prompt is not None:
            self.prompt_chosen.emit(row.prompt)
        else:
            self.all_requested.emit()


class PromptsBelow(PromptList):
    """For what is written in an editor, which keeps the keys: the list has no field of its own, and stands at what is
    round the editor.
    """

    left = Signal()
    """By a person who wants none of them."""

    def __init__(self, prompts: Prompts, editor: Editor, around: QWidget, theme: Theme) -> None:
        super().__init__(prompts, PromptKind.MESSAGE, theme, around)
        self._editor = editor
        self._filter.hide()

    def follow(self, typed: str) -> None:
        """Those that are called like this."""
        self._filter.setText(typed)

    def start(self) -> None:
        self.fill()
        if not self.is_over:
            self.open(self._editor)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to choose."""
        return not self._rows.rows

    def wanted_rows(self, typed: str) -> Sequence[PromptRow] | None:
        if typed.strip() and not matching(self._prompts.all(self._kind), typed):
            return None
        return super().wanted_rows(typed)

    def _say_current(self) -> None:
        """The keys stay in the text, so a screen reader is told where Enter would lead."""
        row = self._current()
        if row is not None and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._editor, row.text))

    def wanted_size(self) -> QSize:
        m = self._theme.metrics
        return super().wanted_size() - QSize(0, m.field + m.space4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that choose are the list's, all others the editor's, and all of them while it composes."""
        if watched is self._editor and isinstance(event, QKeyEvent) and self._is_ours(event):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() is QEvent.Type.KeyPress:
                self._press(event)
            return True
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = _CHOOSING | _WALKING | {Qt.Key.Key_Escape}
        return not held and event.key() in keys and not self._editor.composing

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in _CHOOSING:
            self._choose(self._list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            self.close_popup()
        else:
            self._list.walk(event.key())


def _beginning(text: str) -> str:
    line, columns = first_line(text, _ASIDE), 0
    for place, letter in enumerate(line):
        columns += 2 if east_asian_width(letter) in "WF" else 1
        if columns > _ASIDE:
            return f"{line[: place - 1].rstrip(' …')}…"
    return line


def _nothing(kind: PromptKind) -> str:
    if kind is PromptKind.SYSTEM:
        return tr("No system prompt is kept yet.")
    return tr("No prompt is kept yet. A prompt is a text with places that are filled in each time.")

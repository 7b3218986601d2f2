"""The list of folders to move conversations to; a name that is none yet makes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.folders import SEPARATOR, folder_named
from desktop_chat.services.folders import Folders
from desktop_chat.ui.filtered_list import FilteredList, ListRow, NamedRow, RowKind
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_BETWEEN = " / "


class FolderPicker(FilteredList):
    """`now` is the folder in which all of them lie, "" for none, None where they differ. A row is
    named by the path of its folder, and has none for out of any folder, or for a new one without a name.
    """

    chosen = Signal(str)
    """The path of a folder, which there may not be yet; "" for out of any."""
    new_requested = Signal()
    """A new folder, to be named where it stands."""

    def __init__(self, folders: Folders, now: str | None, theme: Theme, anchor: QWidget, at: QRect) -> None:
        """`at` is the part of the anchor at which the list opens."""
        super().__init__(theme, anchor, tr("Folders"), tr("Filter folders, or name a new one"))
        self._folders, self._now, self._at = folders, now, at
        folders.changed.connect(self.fill)

    def anchor_rect(self) -> QRect:
        return QRect(self._anchor.mapTo(self.window(), QPoint(0, 0)) + self._at.topLeft(), self._at.size())

    def wanted_rows(self, typed: str) -> Sequence[NamedRow]:
        wanted = typed.strip().casefold()
        known = self._folders.all()
        rows = [
            NamedRow(RowKind.CHOICE, shown, path, chosen=path == self._now)
            for path in known
            if wanted in (shown := named(path.replace(SEPARATOR, _BETWEEN))).casefold() or wanted in path.casefold()
        ]
        if not wanted and self._now != "":
            rows.append(NamedRow(RowKind.CHOICE, tr("No folder")))
        return [*rows, *self._new(typed, known)]

    def _new(self, typed: str, known: Sequence[str]) -> Sequence[NamedRow]:
        path = folder_named(typed)
        if path is None:
            return [NamedRow(RowKind.CREATE, tr("New folder…"))]
        if path in known:
            return []
        words = tr("New folder “{name}”").format(name=named(path.replace(SEPARATOR, _BETWEEN)))
        return [NamedRow(RowKind.CREATE, words, path)]

    def chose(self, row: ListRow) -> None:
        assert isinstance(row, NamedRow)
        if row.kind is RowKind.CREATE and not row.name:
            self.new_requested.emit()
        else:
            self.chosen.emit(row.name)

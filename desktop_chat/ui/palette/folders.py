"""The folders, to look into one of them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from desktop_chat.domain.folders import SEPARATOR
from desktop_chat.domain.fuzzy import matches
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.palette.entries import Entry, note
from desktop_chat.ui.palette.source import Source
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow
    from desktop_chat.ui.palette.titles import Titles

_BETWEEN = " / "


class Folders(Source):
    """Found by the names of all that they lie in. Choosing one opens it in the list, with the keys on it."""

    icon = Icon.FOLDER

    def __init__(self, window: MainWindow, titles: Titles) -> None:
        self._window = window
        self._typed = ""
        self._paths = window.services.folders.all()
        self._names = [named(path.replace(SEPARATOR, _BETWEEN)) for path in self._paths]
        self._held = Counter(one.folder for one in titles.newest_first() if one.folder and not one.archived)

    def ask(self, typed: str) -> None:
        self._typed = typed.strip()

    def entries(self) -> list[Entry]:
        if not self._paths:
            return [note(tr("There is no folder yet.")), self._new()]
        found = matches(self._typed, self._names)
        if not found:
            return [note(tr("No folder is called “{name}”.").format(name=named(self._typed)))]
        return [self._entry(one.place, one.at) for one in found]

    def _entry(self, place: int, at: tuple[int, ...]) -> Entry:
        path = self._paths[place]
        run = partial(self._window.order.show_folder, path)
        return Entry(self._names[place], run, Icon.FOLDER, at, "", count(self._held[path]), key=path)

    def _new(self) -> Entry:
        return Entry(tr("New folder…"), self._window.order.new_folder, Icon.ADD, key=">new")

    def counted(self) -> str:
        n = len(matches(self._typed, self._names))
        return trn("{n} folder", "{n} folders", n).format(n=count(n))

    def verb(self) -> str:
        return tr("open")

"""Verbs upon whole conversations: new, next, rename, trash."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.errors import InTrash
from desktop_chat.services.chat import SendRefused
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow
    from desktop_chat.ui.sidebar.searching import MessagePlace


class ConversationVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._library = window.services.library
        window.services.titles.came_to_nothing.connect(self._tell_no_title)
        window.services.chat.send_refused.connect(self._tell_in_trash)

    @Slot()
    def new(self) -> None:
        self._window.open(self._library.new(self._window.pane.shown).id)
        self._window.pane.composer.focus_editor()

    def rename(self) -> None:
        self._window.pane.rename()

    @Slot()
    def bring_back(self) -> None:
        """The open conversation into the list again, out of the trash and the archive."""
        if shown := self._window.pane.shown:
            self._window.services.filing.restore([shown])
            self._window.services.filing.archive([shown], archived=False)
            self._window.pane.composer.focus_editor()

    def suggest_title(self) -> None:
        """Asks how; nothing is sent before that is answered."""
        from desktop_chat.ui.title_form import TitleForm

        window, shown = self._window, self._window.pane.shown
        if shown is not None and self.can_suggest_title():
            form = TitleForm(window.services, shown, window.theme, window)
            form.asked.connect(partial(window.services.titles.suggest, shown))
            form.open()

    def can_suggest_title(self) -> bool:
        """Whether something was said that a title could come from."""
        shown, library = self._window.pane.shown, self._window.services.library
        return (
            shown is not None
            and shown in library
            and library.get(shown).head is not None
            and not self._window.services.chat.is_busy(shown)
        )

    @Slot(str)
    def _tell_no_title(self, conversation_id: str) -> None:
        self._window.notices.say(tr("The model gave no title, so the old one stays"))

    @Slot(object)
    def _tell_in_trash(self, refused: SendRefused) -> None:
        """There is no composer then that could tell it."""
        if isinstance(refused.error, InTrash):
            self._window.show_trouble(refused.error)

    def undo(self) -> None:
        back = self._window.services.undoing.undo()
        self._window.notices.close_shown()
        if len(back) == 1:
            self._window.open(back[0].id)

    def can_undo(self) -> bool:
        return self._window.services.undoing.can_undo()

    def step(self, by: int) -> None:
        """The next or previous conversation in the list, round at the ends."""
        ids, shown = self._window.sidebar.shelves.list.rows.seen(), self._window.pane.shown
        if shown in ids:
            self._window.open(ids[(ids.index(shown) + by) % len(ids)])
        elif ids:  # what is open has no row: it is archived, say
            self._window.open(ids[0 if by > 0 else -1])

    def go_to(self, place: int) -> None:
        ids = self._window.sidebar.shelves.list.rows.seen()
        if place < len(ids):
            self._window.open(ids[place])

    def search(self) -> None:
        if not self._window.sidebar.isVisible():
            self._window.side.toggle()
        self._window.sidebar.focus_search()

    def search_for(self, words: str) -> None:
        """The same, and these are looked for."""
        self.search()
        self._window.sidebar.searching.look_for(words)

    @Slot(object)
    def show_message(self, place: MessagePlace) -> None:
        """Opens the conversation of a search result and puts the keys on the message, on whichever branch it is."""
        self._window.open(place.conversation_id)
        self._window.messages.go_to(place.message_id)
        self._window.pane.finding.show_words(place.words, place.message_id)

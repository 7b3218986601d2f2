"""The titles of all conversations, ready to be looked through: kept from one opening of the palette to the next."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.fuzzy import Sieve
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.services.library import Library

_MOST = 50  # whoever would read on types another letter
_age = attrgetter("updated_at")
_seen = attrgetter("title", "updated_at", "folder", "archived", "pinned")


class Titles(QObject):
    """Read when they are first needed, and from then on changed with the library, one by one."""

    changed = Signal()
    """What was found before may be wrong now: it has to be asked again."""

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._blank = ""
        self._known: dict[ConversationId, Conversation] = {}
        self._by_age: list[Conversation] = []
        self._sieve = Sieve([], _MOST)
        library.conversation_added.connect(self._put)
        library.conversation_changed.connect(self._put)
        library.conversation_removed.connect(self._take)
        library.many_began.connect(self._forget)
        library.many_ended.connect(self._forget)

    def newest_first(self) -> list[Conversation]:
        """In the order of the sieve's names; to be read at once, for it changes."""
        self._read()
        return self._by_age

    def sieve(self) -> Sieve:
        self._read()
        return self._sieve

    def _read(self) -> None:
        if self._blank == (blank := tr("New conversation")):  # else not read, or in another language
            return
        self._blank = blank
        listed = self._library.conversations(in_order=False)
        self._known = {one.id: one for one in listed}
        # They lie nearly in order, and then this takes little.
        self._by_age = sorted(listed, key=_age, reverse=True)
        self._sieve = Sieve([one.title or blank for one in self._by_age], _MOST)

    @Slot()
    def _forget(self) -> None:
        """So many change that to read them all again is less."""
        self._blank = ""
        self._known, self._by_age, self._sieve = {}, [], Sieve([], _MOST)
        self.changed.emit()

    @Slot(object)
    def _put(self, conversation: Conversation) -> None:
        if not self._blank or conversation.trashed_at is not None:
            return
        before = self._known.get(conversation.id)
        if before is not None and _is_listed_alike(before, conversation):
            self._known[conversation.id] = self._by_age[self._place(before)] = conversation
            return
        if before is not None:
            self._remove(before)
        self._known[conversation.id] = conversation
        place = self._first_place(conversation)
        self._by_age.insert(place, conversation)
        self._sieve.insert(place, conversation.title or self._blank)
        self.changed.emit()

    @Slot(object)
    def _take(self, conversation: Conversation) -> None:
        if (before := self._known.pop(conversation.id, None)) is not None:
            self._remove(before)
            self.changed.emit()

    def _remove(self, conversation: Conversation) -> None:
        place = self._place(conversation)
        del self._by_age[place]
        self._sieve.remove(place)

    def _place(self, conversation: Conversation) -> int:
        return self._by_age.index(conversation, self._first_place(conversation))

    def _first_place(self, conversation: Conversation) -> int:
        """Of those that are as old."""
        return bisect_left(
            self._by_age, -conversation.updated_at.timestamp(), key=lambda one: -one.updated_at.timestamp()
        )


def _is_listed_alike(one: Conversation, other: Conversation) -> bool:
    return bool(_seen(one) == _seen(other))

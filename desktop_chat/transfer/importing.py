"""From a file to conversations, whatever program wrote it: what is in it, and what of it is new here.

A dry run and an import are the same walk through the file. It holds a few conversations at a time and stores them in
pieces; where it does not come to its end, what it has stored goes again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from desktop_chat.domain.intake import Added, Loss, Progress, Report, Skipped
from desktop_chat.domain.messages import ConversationId
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.bundles import opened
from desktop_chat.transfer.exports import Export
from desktop_chat.transfer.intake import Lacking, Read

_PIECE_CHARACTERS = 2_000_000
_PIECE_CONVERSATIONS = 200


class Store(Protocol):
    """Where conversations come to."""

    def add_chats(self, chats: Sequence[Chat], /) -> "Future[Added]": ...

    def look(self, chats: Sequence[Chat], /) -> Added: ...

    def take_back(self, added: Added, /) -> "Future[None]": ...


class Stopped(Exception):
    """Somebody wished that the import should not go on. Nothing of it is left."""


Hear = Callable[[Progress], None]
"""Is told now and then how far it is. May raise `Stopped`."""


def look(path: Path, store: Store, hear: Hear) -> Report:
    """What an import of `path` would bring. Raises `ImportRefused`, `ArchiveTooNew`, `StoreError`."""
    return _walk(path, _Looking(store), hear)


def take(path: Path, store: Store, hear: Hear) -> Report:
    """Imports `path`: all of it that can be read, or nothing. Raises as `look` does."""
    storing = _Storing(store)
    with ExitStack() as undo:
        undo.callback(storing.take_back)
        report = _walk(path, storing, hear)
        undo.pop_all()
    return report


class _Target(Protocol):
    """What is done with a piece; it may come to nothing until the next one or the end."""

    def put(self, chats: Sequence[Chat]) -> Added: ...

    def end(self) -> Added: ...

    def settle(self) -> None:
        """Nothing is read for it any more, whatever came of it."""


class _Looking:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: set[ConversationId] = set()

    def put(self, chats: Sequence[Chat]) -> Added:
        first, again = [], Added()
        for chat in chats:
            if chat.conversation.id in self._seen:
                again += Added(same=(chat.conversation.id,), known=len(chat.tree))
            else:
                self._seen.add(chat.conversation.id)
                first.append(chat)
        return self._store.look(first) + again

    def end(self) -> Added:
        return Added()

    def settle(self) -> None:
        pass


class _Storing:
    """While one piece is written, the next one is read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._added = Added()
        self._pending: Future[Added] | None = None

    def put(self, chats: Sequence[Chat]) -> Added:
        before = self.end()
        self._pending = self._store.add_chats(chats)
        return before

    def end(self) -> Added:
        pending, self._pending = self._pending, None
        added = pending.result() if pending else Added()
        self._added += added
        return added

    def settle(self) -> None:
        if self._pending is not None:
            wait([self._pending])

    def take_back(self) -> None:
        """A piece that could not be stored left nothing behind."""
        if self._pending is not None and self._pending.exception() is None:
            self.end()
        if self._added.new or self._added.growth:
            self._store.take_back(self._added).result()


class _Walk:
    """The pieces of one import, and the account of it."""

    def __init__(self, target: _Target, hear: Hear, export: Export) -> None:
        self._target = target
        self._hear = hear
        self._export = export
        self._piece: list[Chat] = []
        self._size = 0
        self._conversations = self._messages = 0
        self._added = Added()
        self._attachments = 0
        self._losses: Counter[Loss] = Counter()
        self._skipped: list[Skipped] = []

    def run(self) -> Report:
        for read in self._export.reads():
            self._take(read)
            if self._size > _PIECE_CHARACTERS or len(self._piece) >= _PIECE_CONVERSATIONS:
                self._put()
        self._put()
        self._added += self._target.end()
        return self._report()

    def _take(self, read: Read) -> None:
        self._conversations += 1
        match read:
            case Skipped():
                self._skipped.append(read)
                return
            case Lacking(chat, losses):
                self._losses.update(losses)
            case _:
                chat = read
        self._piece.append(chat)
        self._messages += len(chat.tree)
        for message in chat.tree.values():
            self._size += len(message.text) + len(message.reasoning)
            self._attachments += len(message.attachments)

    def _put(self) -> None:
        self._added += self._target.put(self._piece)
        self._piece, self._size = [], 0
        self._hear(Progress(self._export.progress, self._conversations, self._messages))

    def _report(self) -> Report:
        return Report(self._export.programs, self._added, self._attachments, dict(self._losses), tuple(self._skipped))


def _walk(path: Path, target: _Target, hear: Hear) -> Report:
    with opened(path) as bundle, ExitStack() as before_it_closes:
        before_it_closes.callback(target.settle)
        return _Walk(target, hear, Export(bundle, path)).run()

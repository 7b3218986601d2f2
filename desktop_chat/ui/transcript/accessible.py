"""The transcript as a screen reader sees it: a list whose items are messages, named by who speaks and what is said.

Items are interfaces without widgets, made when somebody asks. Qt holds pointers to them and frees what belongs to a
widget with that widget, so Python keeps each of them until Qt has let it go. A message is one name, not a text with a
caret: a text interface implemented in Python brings the bridge down. Who wants to go through a message by caret opens
it in its own window (`reader.py`).
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.ui.transcript import cards
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.margin import margin_of
from desktop_chat.words import endings
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript

_LONGEST_NAME = 4000  # characters; nobody listens to more without a caret
_MOST_TOLD = 10  # messages that are announced one by one

_kept: list[ListInterface] = []


class ListInterface(QAccessibleWidget):
    """The view: its messages in order, and behind them the viewport with whatever buttons are seen."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view, QAccessible.Role.List, tr("Transcript"))
        self.view = view
        self._items: dict[MessageId, ItemInterface] = {}
        self.is_gone = False

    def leave(self) -> None:
        """The view is being destroyed. Qt frees this interface as well, so Python may let go of it later."""
        self.is_gone = True
        self.keep_only(frozenset())

    @property
    def _messages(self) -> tuple[Message, ...]:
        """None while the view is only just being made."""
        return self.view.story.messages if hasattr(self.view, "story") else ()

    def text(self, kind: QAccessible.Text) -> str:
        return tr("Transcript") if kind is QAccessible.Text.Name else ""

    def childCount(self) -> int:
        return len(self._messages) + 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        messages = self._messages
        if 0 <= index < len(messages):
            return self.item(messages[index].id)
        if index == len(messages):
            return QAccessible.queryAccessibleInterface(self.view.viewport())
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, ItemInterface):
            return child.place
        return len(self._messages) if child.object() is self.view.viewport() else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        point = self.view.viewport().mapFromGlobal(QRect(x, y, 0, 0).topLeft())
        found = self.view.at(point)
        return self.child(found[0]) if found else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        message = self.view.current_message()
        return self.item(message.id) if message and self.view.hasFocus() else None

    def item(self, message_id: MessageId) -> ItemInterface:
        """The interface of that message, always the same one."""
        if message_id not in self._items:
            self._items[message_id] = ItemInterface(self.view, self, message_id)
        return self._items[message_id]

    def keep_only(self, kept: Set[MessageId]) -> None:
        """Messages that no longer stand here have no interface: Qt frees it."""
        for message_id in self._items.keys() - kept:
            item = self._items.pop(message_id)  # held until Qt has freed it
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))


class ItemInterface(QAccessibleInterface):
    """One message."""

    def __init__(self, view: Transcript, parent: ListInterface, message_id: MessageId) -> None:
        super().__init__()
        self.view, self._parent, self._message_id = view, parent, message_id

    @property
    def place(self) -> int:
        found = self.view.column.place_of(self._message_id)
        return -1 if found is None else found

    def isValid(self) -> bool:
        return self.place >= 0

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._parent.window()

    def parent(self) -> QAccessibleInterface:
        return self._parent

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """It cannot be changed."""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if self.place < 0:
            return ""
        if kind is QAccessible.Text.Description:
            return described(self.view.column.facts(self.place))
        if kind is not QAccessible.Text.Name:
            return ""
        message = self.view.story.messages[self.place]
        story = self.view.story
        if message.id in story.cards:
            return f"{cards.name()}: {_heard(story.current(message))}"
        return spoken(story.current(message), is_continued=story.is_continued(message))

    def rect(self) -> QRect:
        if self.place not in self.view.seen():
            return QRect()
        box = self.view.block_rect(self.place)
        return QRect(self.view.viewport().mapToGlobal(box.topLeft()), box.size())

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.readOnly = True
        state.multiLine = True
        message = self.view.current_message()
        state.focused = bool(message and message.id == self._message_id and self.view.hasFocus())
        state.busy = message is not None and message.id == self._message_id and message.is_streaming
        state.offscreen = self.place not in self.view.seen()
        return state


def spoken(message: Message, *, is_continued: bool = False) -> str:
    """Who speaks, whether the text was put together of several parts, and what is said."""
    text, name = _heard(message), endings.role_name(message.role, message.model)
    return f"{tr('{name}, continued').format(name=name) if is_continued else name}: {text}"


def _heard(message: Message) -> str:
    from desktop_chat.ui.transcript.reader import whole_text  # for the first message that is heard

    text = whole_text(message)
    return text[:_LONGEST_NAME] + "…" if len(text) > _LONGEST_NAME else text


def described(facts: Facts) -> str:
    """What stands in the margin beside a message, and which of its branches it is."""
    rank = tr("branch {place} of {places}").format(place=facts.place, places=facts.places) if facts.places > 1 else ""
    margin = margin_of(facts)
    about = (margin.time, facts.card.words) if facts.card else ()
    return ", ".join(part for part in (*about, margin.note, rank) if part)


@cache
def install() -> None:
    """Qt asks here for the interface of every object from now on; all but transcripts are its own affair."""
    QAccessible.installFactory(_made_for)


def interface_of(view: Transcript) -> ListInterface | None:
    """The interface that Qt has for the view, if anybody has asked for it."""
    return next((interface for interface in _kept if interface.view is view), None)


def _made_for(_key: str, thing: QObject) -> QAccessibleInterface | None:
    from desktop_chat.ui.transcript.transcript import Transcript

    if not isinstance(thing, Transcript):
        return None
    _kept[:] = [interface for interface in _kept if not interface.is_gone]
    made = ListInterface(thing)
    _kept.append(made)
    thing.destroyed.connect(made.leave)
    return made


def tell_focus(view: Transcript) -> None:
    """The keys are on another message."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(view.current if view.current is not None else -1)
        QAccessible.updateAccessibility(event)


def follow(view: Transcript, first: int) -> None:
    """From that place on other messages stand there."""
    interface, added = interface_of(view), view.story.messages[first:]
    if interface is None:
        return
    interface.keep_only({message.id for message in view.story.messages})
    if QAccessible.isActive() and len(added) <= _MOST_TOLD:
        for message in added:
            event = QAccessibleEvent(interface.item(message.id), QAccessible.Event.ObjectCreated)
            QAccessible.updateAccessibility(event)


def tell(view: Transcript, sentence: str) -> None:
    """Say it, without moving anything."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, sentence))

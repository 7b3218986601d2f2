"""The transcript of the conversation that is open: what was said, what of it is sent, how each reply ended.

It shows what the services announce and asks for nothing by itself: what a person wishes leaves as a signal that
carries the message's id.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.services.chat import Chat
from desktop_chat.services.library import Library
from desktop_chat.services.replies import Replies
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript import accessible
from desktop_chat.ui.transcript.actions import Pressed
from desktop_chat.ui.transcript.cards import Card
from desktop_chat.ui.transcript.colouring import Colouring
from desktop_chat.ui.transcript.deeds import Deeds
from desktop_chat.ui.transcript.following import Following
from desktop_chat.ui.transcript.found_bar import FoundBar
from desktop_chat.ui.transcript.handling import Handling
from desktop_chat.ui.transcript.overlay import FirstRequest, Overlay
from desktop_chat.ui.transcript.reading_on import ReadingOn
from desktop_chat.ui.transcript.roll import Roll
from desktop_chat.ui.transcript.selecting import Selecting
from desktop_chat.ui.transcript.stack import Choices
from desktop_chat.ui.transcript.story import Story
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.copying import Copying
    from desktop_chat.ui.transcript.find import Finder


class Transcript(Roll):
    """One conversation at a time; `describe_first_request` says what a blank one would send: label, value, key."""

    story_kind: type[Story] = Story
    """Which of the messages are shown."""
    retry_requested = Signal(str)
    continue_requested = Signal(str)
    edit_requested = Signal(str)
    """For a reply, its question is meant."""
    raise_limit_requested = Signal(str)
    endpoint_requested = Signal(str)
    budget_requested = Signal(str)
    context_requested = Signal(str)
    receipt_requested = Signal(str)
    pin_requested = Signal(str)
    exclude_requested = Signal(str)
    branch_requested = Signal(str, int)
    file_copy_requested = Signal(object, object)
    """An `Attachment`, and the `Path` where a copy of it is to lie."""
    wished = Signal(str, object)
    """A `Wish` about a message."""
    card_wished = Signal(str, object)
    """A `Wish` about a summary."""
    focused_message = Signal(str)
    """The message that the keys are on; empty for none."""

    def __init__(
        self,
        chat: Chat,
        replies: Replies,
        library: Library,
        theme: Theme,
        describe_first_request: FirstRequest,
        parent: QWidget | None = None,
    ) -> None:
        accessible.install()
        story = self.story_kind(chat, replies, library)
        super().__init__(theme, story.facts, parent)
        self.story, self._tree_of = story, chat.tree
        story.setParent(self)
        self.handling = Handling(self)
        self.deeds = Deeds(self)
        self.selecting = Selecting(self)
        self.overlay = Overlay(self, describe_first_request)
        self.following = Following(self)
        self._colouring = Colouring(self)
        self._reading_on = ReadingOn(self)
        self.setAccessibleName(tr("Transcript"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        self._found_bar = FoundBar(theme)
        self.setVerticalScrollBar(self._found_bar)

    def _connect(self) -> None:
        self.arranged.connect(self._colouring.want)
        self.grown.connect(self._colouring.want_more)
        self.pointed.connect(self._point)
        self.clicked.connect(self.deeds.do)
        self.selected.connect(self._offer_for_middle_click)
        self.overlay.buttons.chosen.connect(self.handling.choose)
        self.overlay.pill.clicked.connect(self.to_end)
        self.theme.changed.connect(self.restyle)

    # Finding and copying read Markdown, with modules that a window without messages has no use for (see `reading.py`).
    # So these two are made when they are asked for first.

    @cached_property
    def finder(self) -> Finder:
        from desktop_chat.ui.transcript.find import Finder

        return Finder(self, self._found_bar, self._tree_of)

    @cached_property
    def copying(self) -> Copying:
        from desktop_chat.ui.transcript.copying import Copying

        return Copying(self)

    # -- what others ask ---------------------------------------------------------------------------------------------

    def open(self, conversation_id: str) -> None:
        """Show that conversation, at its end."""
        self.make_current(None, by_key=self.ringed is not None)
        self.story.open(conversation_id)

    def current_message(self) -> Message | None:
        """The message that the keys are on, with its text so far."""
        if self.current is None or self.current >= len(self.story.messages):
            return None
        return self.story.current(self.story.messages[self.current])

    def last_reply(self) -> Message | None:
        """The last reply that is shown, with its text so far."""
        replies = (message for message in reversed(self.story.messages) if self._is_reply(message))
        reply = next(replies, None)
        return self.story.current(reply) if reply else None

    def current_card(self) -> Card | None:
        """The summary that the keys are on."""
        message = self.current_message()
        return self.column.facts(self.current or 0).card if message and message.id in self.story.cards else None

    def _is_reply(self, message: Message) -> bool:
        return message.is_reply and message.id not in self.story.cards

    def walk(self, step: int) -> None:
        """To the message `step` places further; from elsewhere, to the last one that is seen."""
        focus = self.window().focusWidget()
        if self.current is not None and (focus is self or self.isAncestorOf(focus)):
            self.walk_to(self.current + step)
        else:
            self.walk_to(max(self.seen(), default=0))

    def walk_to(self, place: int) -> None:
        """The keys are on that message now; beyond either end, on the first or the last."""
        if len(self.column) == 0:
            return
        place = min(max(0, place), len(self.column) - 1)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.make_current(place, by_key=True)
        self.reveal(place)
        self._tell_current()

    def walk_to_message(self, message_id: MessageId) -> None:
        """The keys are on that message now, if it stands here."""
        place = self.column.place_of(self.story.shown_as(message_id))
        if place is not None:
            self.walk_to(place)

    @Slot(str)
    def outline(self, message_id: str) -> None:
        """A thin ring round the message that something elsewhere is about; "" takes it away."""
        if message_id != self.outlined:
            self.outlined = message_id
            self.viewport().update()

    @Slot()
    def to_end(self) -> None:
        self.viewpoint.go_to_end()
        self.settle(changed_from=math.inf)

    def unfold(self, place: int) -> None:
        """Show what is folded in that message, or fold it again; its beginning stays where it is."""
        item = self.column[place]
        if item.can_unfold:
            self._choose(place, replace(item.choices, unfolded=not item.choices.unfolded))

    def format(self, place: int) -> None:
        """Show a very long reply as Markdown, or as plain text again."""
        choices = self.column[place].choices
        self.selection.clear()  # its places count in the leaves of this form
        self._choose(place, replace(choices, wants_markdown=not choices.wants_markdown))

    def _choose(self, place: int, choices: Choices) -> None:
        item, y = self.column.ensure(place), self.y_of(place)
        opens = choices.unfolded > item.choices.unfolded or choices.wants_markdown > item.choices.wants_markdown
        item.choose(choices)
        if not self.viewpoint.at_end or opens:
            self.viewpoint.put(place, y)
        self.settle()

    def set_attempts(self, attempts: int) -> None:
        """How often a request is made at most, for "attempt 2 of 3"."""
        self.story.attempts = attempts

    def retranslate(self) -> None:
        """All words again, in the language that is in use now."""
        self.setAccessibleName(tr("Transcript"))
        self.overlay.retranslate()
        self.following.retell()

    # -- within ------------------------------------------------------------------------------------------------------

    @Slot(int, object)
    def _point(self, place: int, action: Pressed | None) -> None:
        self.make_current(place, by_key=False)
        self._tell_current()
        if action is not None:
            self.handling.act(action)

    @Slot()
    def _offer_for_middle_click(self) -> None:
        self.copying.offer_for_middle_click()

    def _tell_current(self) -> None:
        message = self.current_message()
        self.focused_message.emit(message.id if message else "")
        accessible.tell_focus(self)

    # -- what Qt calls -----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Keys that mean something here are not shortcuts of the window while the focus is here.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.handling.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.handling.press(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse and (found := self.at(event.pos())):
            self.make_current(found[0], by_key=False)
        if self.current is not None:
            by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            corner = self.viewport().mapToGlobal(self.block_rect(self.current).topLeft())
            self.handling.menu(event.globalPos() if by_mouse else corner)

"""The transcript of the conversation that is open: what was said, what of it is sent, how each reply ended.

It shows what the services announce and asks for nothing by itself: what a person wishes leaves as a signal that
carries the message's id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.endings import Offer
from desktop_chat.domain.messages import Message
from desktop_chat.services.chat import Chat
from desktop_chat.services.library import Library
from desktop_chat.services.replies import Replies, ReplyGrew
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript import accessible
from desktop_chat.ui.transcript.actions import Action
from desktop_chat.ui.transcript.colouring import Colouring
from desktop_chat.ui.transcript.copying import Copying
from desktop_chat.ui.transcript.deeds import Deeds
from desktop_chat.ui.transcript.empty import Empty
from desktop_chat.ui.transcript.find import Finder
from desktop_chat.ui.transcript.found_bar import FoundBar
from desktop_chat.ui.transcript.handling import Handling
from desktop_chat.ui.transcript.hover_bar import HoverBar
from desktop_chat.ui.transcript.offer_buttons import OfferButtons, Wanted
from desktop_chat.ui.transcript.pill import Pill
from desktop_chat.ui.transcript.roll import Roll
from desktop_chat.ui.transcript.seconds import Seconds
from desktop_chat.ui.transcript.selecting import Selecting
from desktop_chat.ui.transcript.stack import Choices
from desktop_chat.ui.transcript.story import Story
from desktop_chat.words import endings
from desktop_chat.words.catalogue import joined, tr

FirstRequest: TypeAlias = Callable[[], list[tuple[str, str, str]]]

_ASK = frozenset({Offer.CONTINUE, Offer.RETRY})


class Transcript(Roll):
    """One conversation at a time; `describe_first_request` says what a blank one would send: label, value, key."""

    retry_requested = Signal(str)
    continue_requested = Signal(str)
    edit_requested = Signal(str)
    """For a reply, its question is meant."""
    raise_limit_requested = Signal(str)
    endpoint_requested = Signal(str)
    receipt_requested = Signal(str)
    branch_requested = Signal(str, int)
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
        story = Story(chat, replies, library)
        super().__init__(theme, story.facts, parent)
        self.story = story
        story.setParent(self)
        self._describe = describe_first_request
        self._news = 0
        self.handling = Handling(self)
        self.deeds = Deeds(self)
        self.selecting = Selecting(self)
        self.copying = Copying(self)
        self._empty = Empty(theme, self.viewport())
        self._buttons = OfferButtons(self.viewport(), self, theme)
        self._pill = Pill(theme, self)
        self._seconds = Seconds(self)
        self._colouring = Colouring(self)
        self._bar = HoverBar(self)
        self.setAccessibleName(tr("Transcript"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        bar = FoundBar(theme)
        self.setVerticalScrollBar(bar)
        self.finder = Finder(self, bar)

    def _connect(self) -> None:
        self.story.reloaded.connect(self._show)
        self.story.grew.connect(self._grow)
        self.story.retold.connect(self._retell)
        self.story.ended.connect(self._tell_end)
        self.arranged.connect(self._arrange)
        self.arranged.connect(self._colouring.want)
        self.pointed.connect(self._point)
        self.clicked.connect(self.deeds.do)
        self._buttons.chosen.connect(self.handling.choose)
        self._pill.clicked.connect(self.to_end)
        self._seconds.passed.connect(self._tick)
        self.theme.changed.connect(self.restyle)
        self.theme.changed.connect(self.update_first_request)

    # -- what others ask ---------------------------------------------------------------------------------------------

    def open(self, conversation_id: str) -> None:
        """Show that conversation, at its end."""
        self.make_current(None, by_key=False)
        self.story.open(conversation_id)

    def current_message(self) -> Message | None:
        """The message that the keys are on, with its text so far."""
        if self.current is None or self.current >= len(self.story.messages):
            return None
        return self.story.current(self.story.messages[self.current])

    def last_reply(self) -> Message | None:
        """The last reply that is shown, with its text so far."""
        replies = (message for message in reversed(self.story.messages) if message.is_reply)
        reply = next(replies, None)
        return self.story.current(reply) if reply else None

    def walk(self, step: int) -> None:
        """To the message `step` places further; from nowhere, to the last one that is seen."""
        seen = max(self.seen(), default=0)
        self.walk_to(seen if self.current is None else self.current + step)

    def walk_to(self, place: int) -> None:
        """The keys are on that message now; beyond either end, on the first or the last."""
        if len(self.column) == 0:
            return
        place = min(max(0, place), len(self.column) - 1)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.make_current(place, by_key=True)
        self.reveal(place)
        self._tell_current()

    @Slot()
    def to_end(self) -> None:
        self.scroll_to_end()

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
        opens = choices.unfolded > item.choices.unfolded
        item.choose(choices)
        if not self.viewpoint.at_end or opens:
            self.viewpoint.put(place, y)
        self.settle()

    def set_attempts(self, attempts: int) -> None:
        """How often a request is made at most, for "attempt 2 of 3"."""
        self.story.attempts = attempts

    def host_pill(self, pane: QWidget) -> None:
        """`pane` holds this view above the composer: "To the end" then stands in the margin beside the strip."""
        self._pill.setParent(pane)
        self._arrange()

    @Slot()
    def update_first_request(self) -> None:
        """What a blank conversation would send may be something else."""
        if self._empty.isVisibleTo(self):
            self._empty.show_rows(self._describe())
            self._empty.place(self.page, self.viewport())

    def retranslate(self) -> None:
        """All words again, in the language that is in use now."""
        self.setAccessibleName(tr("Transcript"))
        self._buttons.retranslate()
        self._bar.retranslate()
        self._pill.tell(self._news)
        self.update_first_request()
        self._retell()

    # -- announcements -----------------------------------------------------------------------------------------------

    @Slot(bool)
    def _show(self, asked: bool) -> None:
        """Other messages; the first one that is another stands where the one before it stood."""
        tops, length = {place: self.y_of(place) for place in self.seen()}, len(self.column)
        first = self.column.show(self.story.messages)
        if asked:
            self.viewpoint.go_to_end()
        elif first < min(length, len(self.column)) and first in tops:
            self.viewpoint.put(first, tops[first])
        elif not self.viewpoint.at_end:
            self._news += max(0, len(self.column) - max(first, length))
        if self.current is not None:
            self.current = min(self.current, len(self.column) - 1) if len(self.column) else None
        accessible.follow(self, first)
        self._seconds.want(self.story.is_writing)
        self._show_empty()
        self.settle()

    @Slot(object)
    def _grow(self, grew: ReplyGrew) -> None:
        place = self.column.place_of(grew.message_id)
        if place is None:
            return
        y = self.y_of(place)
        self.settle(changed_from=y + self.column.grow(place, (grew.text, grew.reasoning, grew.refusal)))

    @Slot()
    def _retell(self) -> None:
        self.column.forget_facts()
        self.settle()

    @Slot(object)
    def _tell_end(self, reply: Message) -> None:
        if not self.viewpoint.at_end:
            self._news += 1
            self._arrange()
        name = endings.role_name(reply.role, reply.model)
        accessible.tell(self, joined(f"{name}:", endings.sentence(reply) or tr("The reply is complete.")))

    @Slot()
    def _tick(self) -> None:
        if self.story.is_waiting:
            self._retell()
        else:
            self.viewport().update()

    # -- within ------------------------------------------------------------------------------------------------------

    def _show_empty(self) -> None:
        self._empty.setVisible(len(self.column) == 0 and self.story.is_known)
        self.update_first_request()

    @Slot()
    def _arrange(self) -> None:
        """Buttons, pill and table stand where the column has left room for them."""
        shown, wanted = self.viewport().rect(), []
        for place in self.seen():
            item = self.column[place]
            for offer, box in item.buttons():
                rect = box.translated(-self.viewport().x(), self.y_of(place)).toRect()
                able = offer not in _ASK or item.facts is None or not item.facts.busy
                if rect.intersects(shown):
                    wanted.append(Wanted(item.message.id, offer, rect, able))
        self._buttons.place(wanted)
        if self.viewpoint.at_end:
            self._news = 0
        self._pill.setVisible(not self.viewpoint.at_end)
        if not self.viewpoint.at_end:
            self._pill.tell(self._news)
            self._pill.place(self, self.page.columns)
        if self._empty.isVisibleTo(self):
            self._empty.place(self.page, self.viewport())

    @Slot(int, object)
    def _point(self, place: int, action: Action | None) -> None:
        self.make_current(place, by_key=False)
        self._tell_current()
        if action is not None:
            self.handling.act(action)

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

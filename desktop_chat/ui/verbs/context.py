"""Verbs upon what the next request carries: pin, leave out, start fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.truncation import Sight

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class ContextVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rules = window.services.rules

    @Slot(str)
    def pin(self, message_id: str) -> None:
        """Always sent from now on, or as the other rules say."""
        if shown := self._window.pane.shown:
            self._rules.toggle_pin(shown, message_id)

    @Slot(str)
    def exclude(self, message_id: str) -> None:
        """Never sent from now on, or as the other rules say."""
        if shown := self._window.pane.shown:
            self._rules.toggle_excluded(shown, message_id)

    def start_fresh(self, before: str) -> None:
        """Nothing before that message is sent any more; where a fresh start stands already, it goes."""
        shown = self._window.pane.shown
        story = self._window.pane.transcript.story
        ids = [message.id for message in story.messages if message.id not in story.cards]
        if shown and before in ids[1:]:
            self._divide(shown, ids[ids.index(before) - 1])

    def start_fresh_at_keys(self) -> None:
        """The same, before the message that the keys are on; from elsewhere, before the next question."""
        pane = self._window.pane
        focus = self._window.focusWidget()
        inside = focus is pane.transcript or pane.transcript.isAncestorOf(focus)
        message = pane.transcript.current_message() if inside else None
        if inside and pane.transcript.current_card():  # a summary is nothing that could begin
            return
        messages = pane.transcript.story.messages
        if message is not None:
            self.start_fresh(message.id)
        elif pane.shown and messages:
            self._divide(pane.shown, messages[-1].id)

    @Slot()
    def join(self) -> None:
        """The fresh start goes: what is before it is sent again, as the other rules say."""
        if shown := self._window.pane.shown:
            self._rules.divide(shown, None)

    @Slot(str)
    def choose(self, reply_id: str) -> None:
        """Shows what is sent, the keys on the first message that was not wholly read for this reply."""
        story = self._window.pane.transcript.story
        places = {message.id: place for place, message in enumerate(story.messages)}
        found = story.facts(places[reply_id]).truncation if reply_id in places else None
        dropped = (one for one in places if found is not None and found.sight_of(one) is not Sight.WHOLE)
        self._window.context.choose(next(dropped, reply_id))

    def _divide(self, conversation_id: str, after: str) -> None:
        is_there = self._rules.policy(conversation_id).divider == after
        self._rules.divide(conversation_id, None if is_there else after)

"""How the view follows the story: what is announced comes to stand in it, without moving what is being read.

Who reads at the end stays at the end. Everybody else keeps the line they are on, and the pill counts what they have not
seen yet.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.services.replies import ReplyGrew
from desktop_chat.ui.transcript import accessible
from desktop_chat.ui.transcript.margin import margin_height
from desktop_chat.ui.transcript.seconds import Seconds
from desktop_chat.ui.transcript.surroundings import MARGIN_ROWS
from desktop_chat.words import endings
from desktop_chat.words.catalogue import joined, tr

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript


class Following(QObject):
    """Of one view; `seconds` beat while a reply is written in it."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view)
        self._view = view
        self.seconds = Seconds(view)
        self.seconds.passed.connect(self._tick)
        view.story.reloaded.connect(self._show)
        view.story.grew.connect(self._grow)
        view.story.retold.connect(self.retell)
        view.story.replanned.connect(self._replan)
        view.story.ended.connect(self._tell_end)

    @Slot()
    def retell(self) -> None:
        """What stands round the messages is something else now, or is said in other words."""
        self._view.column.forget_facts()
        self._view.settle()

    @Slot()
    def _replan(self) -> None:
        """While one types, the end of what a budget holds moves far above; nothing is set again for that."""
        view = self._view
        is_seen = any(view.column[place].facts != view.story.facts(place) for place in view.seen())
        view.column.forget_facts()
        if is_seen:
            view.settle()

    @Slot(bool)
    def _show(self, asked: bool) -> None:
        """Other messages; the first one that is another stands where the one before it stood."""
        view, column = self._view, self._view.column
        tops, length = {place: view.y_of(place) for place in view.seen()}, len(column)
        ids = {place: column[place].message.id for place in tops}
        keys = column[view.current].message.id if view.current is not None and view.current < length else ""
        first = column.show(view.story.messages)
        if asked:
            view.viewpoint.go_to_end()
        elif first < min(length, len(column)) and first in tops:
            view.viewpoint.put(first, tops[first])
        elif first < min(tops, default=0) and (moved := self._still_there(ids)):
            if not view.viewpoint.at_end:
                view.viewpoint.put(moved[1], tops[moved[0]])
        elif not view.viewpoint.at_end:
            view.overlay.pill.add(max(0, len(column) - max(first, length)))
        if view.current is not None:
            stays = column.place_of(keys)
            view.current = min(view.current if stays is None else stays, len(column) - 1) if len(column) else None
        accessible.follow(view, first)
        self.seconds.want(view.story.is_writing)
        view.overlay.show_first_request(wanted=len(column) == 0 and view.story.is_known)
        view.settle()
        if asked:
            view.ring_one()

    def _still_there(self, ids: Mapping[int, MessageId]) -> tuple[int, int] | None:
        """Of the messages that stood at these places the first one that stands here still: its place then and now."""
        column = self._view.column
        found = ((then, column.place_of(message_id)) for then, message_id in sorted(ids.items()))
        return next(((then, here) for then, here in found if here is not None), None)

    @Slot(object)
    def _grow(self, grew: ReplyGrew) -> None:
        view, place = self._view, self._view.column.place_of(grew.message_id)
        if place is None:
            return
        y = view.y_of(place)
        top, bottom = view.column.grow(place, (grew.text, grew.reasoning, grew.refusal))
        if bottom == math.inf:
            view.settle(changed_from=y + top)
        else:
            view.repaint_text(y + top, y + bottom)

    @Slot(object)
    def _tell_end(self, reply: Message) -> None:
        view = self._view
        is_last = [message.id for message in view.story.messages[-1:]] == [view.story.shown_as(reply.id)]
        if is_last and not view.viewpoint.at_end:
            view.overlay.pill.add(1)
            view.overlay.arrange()
        name = endings.role_name(reply.role, reply.model)
        accessible.tell(self._view, joined(f"{name}:", endings.sentence(reply) or tr("The reply is complete.")))

    @Slot()
    def _tick(self) -> None:
        if self._view.story.is_waiting:
            self.retell()
        elif self._view.story.is_writing:
            self._repaint_margin(len(self._view.column) - 1)

    def _repaint_margin(self, place: int) -> None:
        """Of that message; what is said there is said in other words, and nothing moves."""
        view, port = self._view, self._view.viewport()
        top = view.y_of(place) + view.column[place].margin_top
        port.update(0, top, port.width(), margin_height(view.page, MARGIN_ROWS) + 1)

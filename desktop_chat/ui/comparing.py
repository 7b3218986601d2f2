"""When the replies to one question stand side by side, in the place of the branch that is read.

They do as soon as several models were asked at once, and whenever someone wants to compare what is there.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.joints import alternatives
from desktop_chat.domain.messages import Message
from desktop_chat.services.bundle import Services
from desktop_chat.services.chat import MessagesAdded
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript

if TYPE_CHECKING:
    from desktop_chat.ui.compare.compare_view import CompareView


class Comparing(QObject):
    """Of one pane, whose transcript it takes the place of; `column` is the layout that holds that."""

    entered = Signal()
    """The branch that is read is not seen any more."""

    def __init__(self, services: Services, transcript: Transcript, theme: Theme, column: QBoxLayout) -> None:
        super().__init__(transcript)
        self._services, self._transcript, self._theme, self._column = services, transcript, theme, column
        self._is_made = False
        services.chat.messages_added.connect(self._follow)

    @cached_property
    def view(self) -> CompareView:
        """Made when there is first something to compare, which in most runs is never."""
        from desktop_chat.ui.compare.compare_view import CompareView

        view = CompareView(self._services, self._transcript, self._theme)
        self._column.insertWidget(self._column.indexOf(self._transcript), view, 1)
        view.left.connect(self.leave)
        view.taken.connect(self._take)
        view.hide()
        self._is_made = True
        return view

    @property
    def is_open(self) -> bool:
        return self._is_made and not self.view.isHidden()

    def reply_under_keys(self) -> Message | None:
        """The reply in whose column the keys are."""
        columns = self.view.columns if self.is_open else ()
        focus = self._transcript.window().focusWidget()
        return next((column.view.last_reply() for column in columns if column.isAncestorOf(focus)), None)

    def can_compare(self, reply: Message | None) -> bool:
        """Whether its question has been answered more than once."""
        return reply is not None and len(self._alternatives(reply)) > 1

    def compare(self, reply: Message) -> None:
        """All replies to its question, the keys on this one."""
        first = self._alternatives(reply)
        self.entered.emit()
        self.view.show()
        self._transcript.hide()
        self._transcript.overlay.pill.hide()
        self.view.show_replies(reply, first)

    def retranslate(self) -> None:
        if self._is_made:
            self.view.retranslate()

    @Slot()
    def leave(self) -> None:
        """Back to the branch that is read."""
        if self.is_open:
            had_keys = self.view.isAncestorOf(self.view.window().focusWidget())
            reply = self.reply_under_keys()
            self._transcript.show()
            self.view.hide()
            self.view.clear()
            if had_keys:
                self._transcript.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if reply is not None:  # where it is read, the keys stay on it
                    self._transcript.walk_to_message(reply.id)

    def _alternatives(self, reply: Message) -> list[Message]:
        tree = self._services.chat.tree(reply.conversation_id)
        return [tree[one] for one in alternatives(tree, reply.id) if tree[one].is_reply] if reply.id in tree else []

    @Slot(str)
    def _take(self, reply_id: str) -> None:
        """The conversation goes on with this reply, and with the model that wrote it."""
        chat, conversation_id = self._services.chat, self._transcript.story.conversation_id or ""
        reply = chat.tree(conversation_id)[reply_id]
        self.leave()
        chat.show(conversation_id, reply_id)
        try:
            receipt = chat.receipt(reply_id)
        except ChatError:  # a reply that nobody asked for: who answers next stays as it was
            return
        if reply.model and any(known.id == receipt.endpoint_id for known in self._services.accounts.all()):
            self._services.library.choose(conversation_id, receipt.endpoint_id, reply.model)

    @Slot(object)
    def _follow(self, added: MessagesAdded) -> None:
        """Several that are written at once are shown at once; another answer joins them, another question ends it."""
        if added.conversation_id != self._transcript.story.conversation_id:
            return
        written = [message for message in added.messages if message.is_streaming]
        if len(written) > 1 or (written and self.is_open and self.view.compares(written[0])):
            self.compare(written[0])
        else:
            self.leave()

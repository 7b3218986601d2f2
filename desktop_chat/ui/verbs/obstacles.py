"""Why a command cannot run now, in a few words that may follow its name; "" where it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_chat.domain.joints import neighbour
from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import TEXT_SIZE
from desktop_chat.ui.theme import BODY_SIZES
from desktop_chat.ui.verbs.messages import forking
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class Obstacles:
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._chat, self._library = window.services.chat, window.services.library

    # -- of the conversation that is open ----------------------------------------------------------------------------

    def in_trash(self) -> str:
        """Nothing is written there."""
        shown = self._window.pane.shown
        return "" if shown in self._library else tr("this conversation is in the trash")

    def nothing_said(self) -> str:
        shown = self._library.find(self._window.pane.shown or "")
        return "" if shown is not None and shown.head is not None else tr("nothing has been said here yet")

    def writing(self) -> str:
        shown = self._window.pane.shown
        return tr("a reply is still being written") if shown and self._chat.is_busy(shown) else ""

    def unsettled(self) -> str:
        return self.nothing_said() or self.writing()

    def no_message(self) -> str:
        """None that is whole to begin with."""
        message = self._window.messages.message_under_keys() or self._window.pane.transcript.last_reply()
        return self.nothing_said() or (self.writing() if message is not None and message.is_streaming else "")

    def no_reply(self) -> str:
        return "" if self._window.messages.reply_under_keys() else tr("there is no reply yet")

    def no_question(self) -> str:
        shown = self._window.pane.shown
        asked = shown and any(message.role is Role.USER for message in self._chat.branch(shown))
        return "" if asked else tr("nothing has been asked here yet")

    def one_answer(self) -> str:
        return "" if self._window.answering.can_compare() else self.no_reply() or tr("there is only one answer")

    def nothing_written(self) -> str:
        """Nothing stands in the composer that could become a message now."""
        if self._window.messages.can_insert():
            return ""
        return self.in_trash() or self.writing() or tr("the message has to be written first")

    def no_new_question(self) -> str:
        if self._window.answering.can_ask_several():
            return ""
        return self.in_trash() or self.writing() or tr("a new question has to be written first")

    def no_branch(self, step: int) -> str:
        """None on that side of where branches are switched."""
        message = forking(self._window)
        if message is not None and neighbour(self._chat.tree(message.conversation_id), message.id, step):
            return ""
        return self.nothing_said() or tr("there is no other branch on that side")

    # -- of those that are chosen in the list, or open -----------------------------------------------------------------

    def none_listed(self) -> str:
        return "" if self._window.order.can_order() else tr("this conversation is in the trash")

    # -- of all of them ----------------------------------------------------------------------------------------------

    def no_conversation(self) -> str:
        return "" if self._window.exporting.can_export() else tr("there is no conversation yet")

    def no_other(self) -> str:
        """No conversation of the list to go to."""
        seen = self._window.sidebar.shelves.list.rows.seen(2)
        others = [one for one in seen if one != self._window.pane.shown]
        return "" if others else tr("there is no other conversation in the list")

    def not_so_many(self, place: int) -> str:
        seen = self._window.sidebar.shelves.list.rows.seen(place + 1)
        return "" if place < len(seen) else tr("there are not so many in the list")

    def no_search(self) -> str:
        return "" if self._window.sidebar.searching.is_on else tr("nothing is being searched for")

    def nothing_done(self) -> str:
        return "" if self._window.conversations.can_undo() else tr("nothing was done that can be undone")

    # -- of the window -----------------------------------------------------------------------------------------------

    def no_other_size(self, step: int) -> str:
        """The text is as large or as small as it can be; 0 asks for its usual size."""
        size = self._window.services.preferences.get(TEXT_SIZE)
        if step == 0:
            return tr("it has its usual size") if size == TEXT_SIZE.default else ""
        if step > 0:
            return tr("it is as large as it can be") if size >= BODY_SIZES[-1] else ""
        return tr("it is as small as it can be") if size <= BODY_SIZES[0] else ""

"""Verbs upon messages of the open conversation: stop, retry, edit, branch, copy."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from desktop_chat.domain.joints import alternatives, to_edit
from desktop_chat.domain.joints import read as as_read
from desktop_chat.domain.messages import ConversationId, Message, Role
from desktop_chat.domain.turns import place_after
from desktop_chat.ui.composer.option_values import BUDGET, LIMIT
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Remedy

if TYPE_CHECKING:
    from desktop_chat.services.chat import Chat
    from desktop_chat.ui.main_window import MainWindow


class MessageVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._chat = window.services.chat

    def compose(self) -> None:
        self._window.pane.composer.focus_editor()

    def choose_model(self) -> None:
        self._window.pane.composer.pick_model()

    def escape(self) -> None:
        """Stops what is on its way or being written here; else leaves one level."""
        pane = self._window.pane
        if pane.shown and self._chat.is_busy(pane.shown):
            self._chat.stop(pane.shown)
        elif not pane.finding.leave() and (
            self._window.side.leave() or self._window.context.leave() or not pane.composer.dismiss()
        ):
            self.compose()

    def retry(self) -> None:
        """Of the reply that the keys are on, else of the last one."""
        here = self.message_under_keys()
        if here and _is_card(self._window, here):
            self._window.summaries.fulfil(here.id, Wish.RETRY)
        elif reply := here if here and here.is_reply else self._reply():
            self._chat.retry(reply)

    def branch(self, step: int) -> None:
        """Of the message that the keys are on, else where the branch that is shown last left another."""
        pane, message = self._window.pane, forking(self._window)
        if message and pane.shown:
            self._chat.switch(pane.shown, message.id, step)

    @Slot(str)
    def go_to(self, message_id: str) -> None:
        """Shows the branch that this message of the open conversation stands on, and puts the keys on it."""
        pane = self._window.pane
        if pane.shown:
            self._chat.show(pane.shown, message_id)
            pane.transcript.walk_to_message(message_id)

    def show_tree(self) -> None:
        """All branches, the keys on the message that they are on here."""
        from desktop_chat.ui.tree.branches import Branches

        if shown := self._window.pane.shown:
            branches = Branches(self._chat, shown, self._window.theme, self._window)
            if message := self.message_under_keys():
                branches.stand_on(message.id)
            branches.chosen.connect(self.go_to)
            branches.open()

    def insert(self, role: Role) -> None:
        """What is being written becomes a message of that role, without asking."""
        self._window.pane.composer.insert(role)

    def can_insert(self) -> bool:
        return self._window.pane.composer.can_insert()

    @Slot()
    def edit_last(self) -> None:
        """The last question goes back into the composer."""
        if shown := self._window.pane.shown:
            asked = [message for message in self._chat.branch(shown) if message.role is Role.USER]
            if asked:
                self._window.pane.composer.edit(asked[-1])

    @Slot(str)
    def edit(self, message_id: str) -> None:
        """That question, or the one that this reply answers, goes back into the composer."""
        message = self._window.pane.message(message_id)
        while message is not None and message.role is not Role.USER:
            message = self._window.pane.message(message.parent_id or "")
        if message is not None:
            self._window.pane.composer.edit(message)

    @Slot(str, object)
    def fulfil(self, message_id: str, wish: Wish) -> None:
        """What was chosen in the menu of a message."""
        pane = self._window.pane
        message, tree = pane.message(message_id), self._chat.tree(pane.shown or "")
        if message is not None and wish is Wish.COMPARE:
            pane.comparing.compare(message)
            return
        if message is None or message.is_streaming:  # what is being written is not yet anything to begin with
            return
        match wish:
            case Wish.CHANGE:
                pane.composer.edit(to_edit(tree, message_id))
            case Wish.RETRY_WITH if message.is_reply:
                pane.composer.pick_model_for(message)
            case Wish.ASK_AFTER:
                pane.composer.edit(place_after(message, Role.USER))
            case Wish.REPLY_AFTER:
                pane.composer.edit(place_after(message, Role.ASSISTANT))
            case Wish.FORK:
                self._fork(message)
            case Wish.SUMMARISE:
                self._window.summaries.summarise_above(message_id)
            case Wish.FRESH:
                self._window.rules.start_fresh(message_id)

    def _fork(self, message: Message) -> None:
        title = self._window.services.library.get(message.conversation_id).title or tr("New conversation")
        self._chat.fork(message, tr("{title}, forked").format(title=title))

    def wish(self, wish: Wish) -> None:
        """The same, for the message that the keys are on, else for the last reply; what is retried is a reply."""
        here = self.message_under_keys()
        if here and _is_card(self._window, here):
            self._window.summaries.fulfil(here.id, wish)
        elif message := self.reply_under_keys() if wish is Wish.RETRY_WITH else here or self._reply():
            self.fulfil(message.id, wish)

    @Slot(str)
    def open_endpoint(self, message_id: str) -> None:
        """The settings of the endpoint that gave this reply."""
        reply = self._window.pane.message(message_id)
        self._window.view.endpoint(reply.endpoint or "" if reply else "")

    def raise_limit(self) -> None:
        self._window.pane.composer.edit_option(LIMIT)

    def set_budget(self) -> None:
        self._window.pane.composer.edit_option(BUDGET)

    def walk(self, step: int) -> None:
        self._window.pane.transcript.walk(step)

    def copy_reply(self) -> None:
        if (reply := self._reply()) and reply.text:
            QGuiApplication.clipboard().setText(reply.text)
        else:
            self._window.notices.say(tr("There is no text in the last reply"))

    def copy_code(self) -> None:
        from desktop_chat.ui.transcript.reading import last_code  # reads Markdown, for who asks for it

        if (reply := self._reply()) and (code := last_code(reply)) is not None:
            QGuiApplication.clipboard().setText(code)
        else:
            self._window.notices.say(tr("There is no code in the last reply"))

    @Slot(object)
    def remedy(self, remedy: Remedy) -> None:
        """The next step that an error names."""
        match remedy:
            case Remedy.CHOOSE_MODEL:
                self.choose_model()
            case Remedy.OPEN_ENDPOINT | Remedy.ADD_ENDPOINT:
                self._window.view.endpoints()
            case Remedy.OPEN_LIMITS:
                self._window.view.limits()
            case Remedy.CHANGE_OPTIONS:
                self.raise_limit()
            case _:
                self.compose()

    def reply_under_keys(self) -> Message | None:
        """The reply that the keys are on, or the one to the question that they are on; else the last one."""
        message = self.message_under_keys()
        if message is not None and _is_card(self._window, message):
            return self._window.summaries.reply_of(message.id)
        if message is None or message.is_reply:
            return message or self._reply()
        branch = self._chat.branch(message.conversation_id)
        behind = dropwhile(lambda one: one.id != message.id, branch)
        return next((one for one in behind if one.is_reply), None)

    def message_under_keys(self) -> Message | None:
        """The transcript remembers its place while the keys are elsewhere; to act upon that would surprise."""
        transcript, focus = self._window.pane.transcript, self._window.focusWidget()
        if compared := self._window.pane.comparing.reply_under_keys():
            return compared
        inside = focus is transcript or transcript.isAncestorOf(focus)
        return transcript.current_message() if inside else None

    def _reply(self) -> Message | None:
        return self._window.pane.comparing.reply_under_keys() or self._window.pane.transcript.last_reply()


def forking(window: MainWindow) -> Message | None:
    """The message whose branches are switched now."""
    shown, chat = window.pane.shown, window.services.chat
    message = window.messages.message_under_keys() or (_last_fork(chat, shown) if shown else None)
    return None if message is None or _is_card(window, message) else message


def _is_card(window: MainWindow, message: Message) -> bool:
    """A summary is shown among the messages and is none."""
    return message.id in window.pane.transcript.story.cards


def _last_fork(chat: Chat, conversation_id: ConversationId) -> Message | None:
    """Of the messages that are shown, the last that has another in its place."""
    tree, messages = chat.tree(conversation_id), as_read(chat.branch(conversation_id))[0]
    return next((one for one in reversed(messages) if len(alternatives(tree, one.id)) > 1), None)

"""Titles that a model suggests. It is asked only when a person wants that; titles else come from the first words."""

import re

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.endings import Ending, ending_of
from desktop_chat.domain.errors import NothingToSend
from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.policy import Policy
from desktop_chat.services.aside import AsideQuestion
from desktop_chat.services.chat import Chat, MessagesAdded, SendRefused
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library
from desktop_chat.services.replies import ReplyEnded

_READ = 2
_LABEL = re.compile(r"^(?:title|标题)\s*[:：]\s*", re.IGNORECASE)
_AROUND = " \t#*_`\"'“”‘’«»「」『』《》"
_AT_END = ".。"


class Titles(QObject):
    """At most one question for a title is on its way in a conversation."""

    came_to_nothing = Signal(str)
    """The id of a conversation whose title stays, because none came."""

    def __init__(self, chat: Chat, library: Library, filing: Filing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chat, self._library = chat, library
        self._filing = filing
        self._asked: dict[ConversationId, MessageId | None] = {}
        chat.messages_added.connect(self._begin)
        chat.reply_ended.connect(self._end)
        chat.send_refused.connect(self._refuse)
        chat.send_withdrawn.connect(self._withdraw)

    def outlook(self, conversation_id: ConversationId, instruction: str) -> ContextPlan:
        """The request that `suggest` would send. Raises `RequestRefused`."""
        return self._chat.aside.preview(self._question(conversation_id, instruction))

    def suggest(self, conversation_id: ConversationId, instruction: str) -> None:
        """The conversation is called what the model answers, once it has."""
        if not self._chat.is_busy(conversation_id):
            question = self._question(conversation_id, instruction)
            self._asked[conversation_id] = None
            self._chat.aside.ask(question)

    def _question(self, conversation_id: ConversationId, instruction: str) -> AsideQuestion:
        """Behind the first answer. What a person excluded is not shown to anybody."""
        found = units(self._chat.branch(conversation_id))[:_READ]
        if not found:
            raise NothingToSend
        policy = Policy(excluded=self._library.get(conversation_id).policy.excluded)
        return AsideQuestion(conversation_id, found[-1][-1].id, instruction, policy)

    @Slot(object)
    def _begin(self, added: MessagesAdded) -> None:
        if self._asked.get(added.conversation_id, "") is None and added.messages[0].aside:
            self._asked[added.conversation_id] = added.messages[-1].id

    @Slot(object)
    def _end(self, ended: ReplyEnded) -> None:
        reply = ended.reply
        if self._asked.get(reply.conversation_id, "") != reply.id:
            return
        del self._asked[reply.conversation_id]
        title = title_in(reply.text) if ending_of(reply) is Ending.NONE else ""
        if title:
            self._filing.rename(reply.conversation_id, title)
        else:
            self.came_to_nothing.emit(reply.conversation_id)

    @Slot(object)
    def _refuse(self, refused: SendRefused) -> None:
        self._withdraw(refused.conversation_id)

    @Slot(str)
    def _withdraw(self, conversation_id: ConversationId) -> None:
        if self._asked.get(conversation_id, "") is None:
            del self._asked[conversation_id]
            self.came_to_nothing.emit(conversation_id)


def title_in(answer: str) -> str:
    """The title in what a model answered: its first line, without the marks that models put around one."""
    lines = (line.strip(_AROUND) for line in answer.splitlines())
    first = next((line for line in lines if line), "")
    return _LABEL.sub("", first).strip(_AROUND).rstrip(_AT_END).strip(_AROUND)

"""From the composer to a message: at once, or when the reply that is being written has ended.

Until a text has become a message it stays with its writer. A question that waits is sent only under the reply it was
written for, and only if that one ended well; else it comes back to be decided about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.endings import Ending, ending_of
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Conversation, ConversationId, Message, Role
from desktop_chat.domain.values import dataclass
from desktop_chat.services.accounts import Choice
from desktop_chat.services.chat import Chat, MessagesAdded, SendRefused
from desktop_chat.services.library import Library
from desktop_chat.services.replies import ReplyEnded
from desktop_chat.ui.composer.caution import Caution
from desktop_chat.ui.composer.drafts import Drafts
from desktop_chat.ui.composer.sheet import Sending, Source


@dataclass(frozen=True, slots=True)
class Refused:
    """A request could not be made; the text is in the composer."""

    conversation_id: ConversationId
    error: ChatError


class Dispatch(QObject):
    """Sends what stands on the sheets, in whichever conversation."""

    refused = Signal(object)
    """A `Refused`."""
    went = Signal(str)
    """The id of a conversation in which a request was made."""

    def __init__(
        self, chat: Chat, library: Library, drafts: Drafts, caution: Caution, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._caution = caution
        self._chat = chat
        self._library = library
        self._drafts = drafts
        chat.messages_added.connect(self._take)
        chat.send_refused.connect(self._refuse)
        chat.send_withdrawn.connect(self._give_back)
        chat.reply_ended.connect(self._go_on)
        library.conversation_removed.connect(self._forget)

    def can_submit(self, conversation_id: ConversationId) -> bool:
        """Whether Enter would do something."""
        sheet = self._drafts.sheet(conversation_id)
        if sheet.editing is not None and (sheet.sending is not None or self._chat.is_busy(conversation_id)):
            return False
        return sheet.has_next and not self._drafts.is_reading(conversation_id)

    def submit(self, conversation_id: ConversationId) -> None:
        """Sends what stands in the editor, or lets it wait while something is on its way or being answered."""
        if not self.can_submit(conversation_id) or self._is_held(
            conversation_id, partial(self.submit, conversation_id)
        ):
            return
        sheet = self._drafts.sheet(conversation_id)
        if sheet.editing is not None and sheet.editing.role is not Role.USER:
            self.insert(conversation_id, sheet.editing.role)  # only questions are answered
        elif sheet.sending is not None or self._chat.is_busy(conversation_id):
            self._drafts.set(conversation_id, sheet.queued())
        else:
            source = Source.EDITED if sheet.editing else Source.TYPED
            self._send(conversation_id, Sending(source, sheet.next, sheet.next_files), sheet.editing)

    def can_ask_several(self, conversation_id: ConversationId) -> bool:
        """Whether what stands in the editor is a new question that can be asked now."""
        return self.can_insert(conversation_id) and self._drafts.sheet(conversation_id).editing is None

    def ask_several(self, conversation_id: ConversationId, choices: tuple[Choice, ...]) -> None:
        """Sends what stands in the editor to all of them."""
        again = partial(self.ask_several, conversation_id, choices)
        if self.can_ask_several(conversation_id) and not self._is_held(conversation_id, again):
            sheet = self._drafts.sheet(conversation_id)
            self._send(conversation_id, Sending(Source.TYPED, sheet.next, sheet.next_files), choices=choices)

    def can_insert(self, conversation_id: ConversationId) -> bool:
        """Whether what stands in the editor can become a message of its own, at the end of what is there."""
        sheet = self._drafts.sheet(conversation_id)
        is_free = sheet.sending is None and not self._chat.is_busy(conversation_id)
        return is_free and sheet.has_next and not self._drafts.is_reading(conversation_id)

    def insert(self, conversation_id: ConversationId, role: Role) -> None:
        """Keeps what stands in the editor as a message of that role; nobody is asked. The change of a message becomes
        one of the role it has.
        """
        again = partial(self.insert, conversation_id, role)
        if not self.can_insert(conversation_id) or self._is_held(conversation_id, again):
            return
        sheet = self._drafts.sheet(conversation_id)
        source = Source.EDITED if sheet.editing else Source.TYPED
        # A model brings no files along; those that stand here stay for the next question.
        files = sheet.next_files if role is Role.USER or sheet.editing else ()
        if not sheet.next and not files:
            return
        self._drafts.set(conversation_id, replace(sheet, sending=Sending(source, sheet.next, files)))
        if sheet.editing:
            self._chat.change(sheet.editing, sheet.next, files)
        else:
            self._chat.insert(conversation_id, role, sheet.next, files)

    def send_anyway(self, conversation_id: ConversationId) -> None:
        """What seems to hold a key may be sent."""
        self._caution.go_on(conversation_id)

    def _is_held(self, conversation_id: ConversationId, deed: Callable[[], None]) -> bool:
        """Whether a person has to be asked first, and is."""
        sheet = self._drafts.sheet(conversation_id)
        error = self._caution.objection(conversation_id, sheet.next, sheet.next_files, deed)
        if error is not None:
            self.refused.emit(Refused(conversation_id, error))
        return error is not None

    def take_back(self, conversation_id: ConversationId) -> None:
        """The question that waits is being typed again."""
        sheet = self._drafts.sheet(conversation_id)
        if sheet.sending is None or sheet.sending.source is not Source.WAITING:
            self._drafts.set(conversation_id, sheet.taken_back())

    def _send(
        self,
        conversation_id: ConversationId,
        sending: Sending,
        question: Message | None = None,
        choices: tuple[Choice, ...] = (),
    ) -> None:
        # On disk before anything else happens to it.
        self._drafts.set(conversation_id, replace(self._drafts.sheet(conversation_id), sending=sending))
        if question is None:
            self._chat.send(conversation_id, sending.text, sending.files, choices)
        else:
            self._chat.edit(question, sending.text, sending.files)

    @Slot(object)
    def _take(self, added: MessagesAdded) -> None:
        sheet = self._drafts.sheet(added.conversation_id)
        if sheet.sending is not None and _is_of(sheet.sending, added):
            sheet = sheet.sent()
        elif sheet.sending is not None and added.messages[-1].is_streaming:
            # Another request of this conversation came first and ours was not made.
            sheet = sheet.refused()
        self._drafts.set(added.conversation_id, sheet)
        # The stored draft may have gone with the message; what is left is a draft again.
        self._library.set_draft(added.conversation_id, sheet.kept, sheet.kept_files, sheet.kept_edit)
        self.went.emit(added.conversation_id)

    @Slot(object)
    def _refuse(self, refusal: SendRefused) -> None:
        self._give_back(refusal.conversation_id)
        self.refused.emit(Refused(refusal.conversation_id, refusal.error))

    @Slot(str)
    def _give_back(self, conversation_id: ConversationId) -> None:
        self._drafts.set(conversation_id, self._drafts.sheet(conversation_id).refused())

    @Slot(object)
    def _go_on(self, ended: ReplyEnded) -> None:
        conversation_id = ended.reply.conversation_id
        if conversation_id not in self._library or self._chat.is_busy(conversation_id):
            return
        sheet = self._drafts.sheet(conversation_id)
        if not sheet.waits:
            return
        read_here = self._library.get(conversation_id).head == ended.reply.id
        if read_here and ended.error is None and ending_of(ended.reply) is Ending.NONE:
            self._send(conversation_id, Sending(Source.WAITING, sheet.waiting, sheet.waiting_files))
        else:
            self._drafts.set(conversation_id, sheet.taken_back())

    @Slot(object)
    def _forget(self, conversation: Conversation) -> None:
        sheet = self._drafts.sheet(conversation.id)
        if sheet.sending or sheet.waits:
            self._drafts.set(conversation.id, sheet.refused())


def _is_of(sending: Sending, added: MessagesAdded) -> bool:
    """Whether these messages came of what was sent here: a retry has no words, and so may have a picture's question."""
    return sending.text == added.asked and (bool(sending.text) or added.messages[0].attachments == sending.files)

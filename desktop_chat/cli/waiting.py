"""A conversation whose last reply another program is writing: a question to it waits for that reply's end.

Two answers to one message would make two branches, of which a reader sees one. So a question goes to the end of what
is there; where somebody else was faster, the end is another now, and the wait begins again.
"""

import time

from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.cli.status import NotNow
from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.words.catalogue import tr

_LOOK_EVERY_S = 0.2


def at_rest(session: Session, conversation_id: ConversationId) -> Conversation:
    """The conversation, once nobody writes at its end. Raises `NotFound`, and `NotNow` for one in the trash."""
    told = False
    while True:
        conversation = session.store.conversations.get(conversation_id)
        if conversation.trashed_at is not None:
            raise NotNow(tr("This conversation is in the trash. Restore it in the window, then ask again."))
        if not _is_written(session, conversation):
            return conversation
        if not told:
            words = tr("The last reply of this conversation is still being written. The question waits for its end.")
            session.output.complain(words)
            told = True
        time.sleep(_LOOK_EVERY_S)
        with Undisturbed():
            session.store.recover_if_needed()  # whoever wrote it may be dead by now


def _is_written(session: Session, conversation: Conversation) -> bool:
    try:
        return bool(conversation.head) and session.store.conversations.message(conversation.head or "").is_streaming
    except NotFound:  # the end was lost to damage
        return False

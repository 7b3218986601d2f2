"""The words that an export and a printed conversation need, in the reader's language."""

from desktop_chat.domain.messages import Message
from desktop_chat.transfer.markdown import Wording
from desktop_chat.words import endings
from desktop_chat.words.catalogue import tr


def wording() -> Wording:
    return Wording(endings.role_name, _ending, tr("Reasoning"), tr("New conversation"))


def _ending(message: Message) -> str:
    """How a reply ended or whose words it has, for somebody who reads it later: what to do about it is no longer of
    interest.
    """
    if message.is_streaming:
        return tr("This reply was still being written.")
    if message.by_hand:
        return tr("Edited by you.") if message.model else tr("Written by you.")
    told = endings.explanation(message)
    return told.headline if told else endings.sentence(message)

"""What a command can end with. The numbers are a contract with the scripts that call it."""

from desktop_chat.domain.errors import BadAddress, BadOption, ChatError, NothingToSend
from desktop_chat.domain.exposed import HoldsKey

DONE = 0
FAILED = 1
WRONG_USE = 2
INCOMPLETE = 3
INTERRUPTED = 130
NO_READER = 141


class WrongUse(Exception):
    """The arguments cannot be meant; the exception's text is the sentence that says why."""

    status = WRONG_USE


class NotNow(WrongUse):
    """The arguments can be meant, but not in the state that things are in."""

    status = FAILED


def status_of(error: ChatError) -> int:
    """Whether the person who wrote the command, or the world, has to change."""
    return WRONG_USE if isinstance(error, BadAddress | BadOption | NothingToSend | HoldsKey) else FAILED

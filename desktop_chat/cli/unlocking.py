"""How a command comes by the key of encrypted conversations.

In this order: the line that another process of ours wrote, the passphrase that a script wrote, the system's key store,
somebody at the terminal. Where there is none of them the conversations stay locked, and whatever needs them says so.
"""

import getpass
import sys
from typing import Any

from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse
from desktop_chat.domain.encryption import WrongPassphrase
from desktop_chat.domain.errors import SecretError
from desktop_chat.domain.text import clean
from desktop_chat.storage import encryption
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain

_TRIES = 3


def unlock(session: Session, arguments: Any) -> None:
    """Raises `WrongPassphrase` for one that was given and does not fit."""
    directory = session.data_dir
    if arguments.data_key_stdin:
        encryption.give_key(directory, line_from_stdin())
    if not encryption.is_locked(directory):
        return
    if arguments.passphrase_stdin:
        _try(session, line_from_stdin())
    elif not _remembered(session) and is_at_terminal():
        _ask(session)


def line_from_stdin() -> str:
    """The first line that nobody has read. Raises `WrongUse` where there is no standard input."""
    if sys.stdin is None:
        raise WrongUse(tr("There is no standard input to read."))
    return clean(sys.stdin.buffer.readline().decode("utf-8", "replace")).rstrip("\r\n")


def is_at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _remembered(session: Session) -> bool:
    from desktop_chat.storage.remembered_key import RememberedKey

    try:
        return RememberedKey(session.data_dir).unlock()
    except SecretError as problem:
        if not is_at_terminal():  # nobody will be asked, so this is what there is to mend
            session.output.complain(explain(problem, Kept.NOTHING).headline)
        return False


def _ask(session: Session) -> None:
    for _ in range(_TRIES - 1):
        try:
            _try(session, getpass.getpass(tr("Passphrase: ")))
        except WrongPassphrase:
            session.output.complain(tr("That is not the passphrase."))
        else:
            return
    _try(session, getpass.getpass(tr("Passphrase: ")))


def _try(session: Session, passphrase: str) -> None:
    from desktop_chat.storage import key_file

    encryption.give_key(session.data_dir, key_file.get(session.data_dir, passphrase))

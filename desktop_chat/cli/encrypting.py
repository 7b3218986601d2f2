"""`encrypt`: conversations that nobody can read who only has the files, and back again."""

import getpass
from contextlib import suppress
from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.cli.status import NotNow, WrongUse
from desktop_chat.cli.unlocking import is_at_terminal, line_from_stdin, unlock
from desktop_chat.domain.encryption import Converted, new_passphrase
from desktop_chat.domain.errors import SecretError
from desktop_chat.storage import conversion, encryption
from desktop_chat.storage.remembered_key import RememberedKey
from desktop_chat.storage.store import FILE_NAME, open_store
from desktop_chat.words.catalogue import tr
from desktop_chat.words.encryption import converted_words, warning


def encrypt(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status: 3 where a damaged backup could not be written anew."""
    is_on = encryption.is_encrypted(session.data_dir)
    wants_another = arguments.off or arguments.change_passphrase or arguments.forget
    if arguments.generate and (arguments.off or arguments.forget or arguments.passphrase_stdin):
        raise WrongUse(tr("--generate goes with a new passphrase, which is then not read."))
    if not is_on and wants_another:
        raise NotNow(tr("The conversations are not encrypted."))
    if is_on and not (wants_another or arguments.remember):
        raise NotNow(tr("The conversations are encrypted already."))
    if arguments.change_passphrase:
        return _change(session, arguments)
    if arguments.forget:
        RememberedKey(session.data_dir).forget()
        return _done(session, tr("The keyring does not hold the key any more."))
    if arguments.off:
        return _decrypt(session, arguments)
    return _remember(session, arguments) if is_on else _encrypt(session, arguments)


def _encrypt(session: Session, arguments: Any) -> int:
    if not arguments.passphrase_stdin:
        session.output.complain(warning())
    passphrase = _new_passphrase(session, arguments)
    with Undisturbed():
        if not (session.data_dir / FILE_NAME).exists():
            open_store(session.data_dir).close()
        converted = conversion.encrypt(session.data_dir, passphrase)
    if arguments.remember:
        RememberedKey(session.data_dir).keep()
    return _told(session, converted, tr("The conversations are encrypted."))


def _decrypt(session: Session, arguments: Any) -> int:
    _unlock(session, arguments)
    with Undisturbed():
        converted = conversion.decrypt(session.data_dir)
    with suppress(SecretError):  # it may never have been there
        RememberedKey(session.data_dir).forget()
    return _told(session, converted, tr("The conversations are not encrypted any more."))


def _change(session: Session, arguments: Any) -> int:
    if not (arguments.passphrase_stdin or is_at_terminal()):
        raise WrongUse(tr("There is no terminal to ask for a passphrase. Write it to --passphrase-stdin."))
    asked = tr("Passphrase until now: ")
    old = line_from_stdin() if arguments.passphrase_stdin else getpass.getpass(asked)
    with Undisturbed():
        conversion.change_passphrase(session.data_dir, old, _new_passphrase(session, arguments))
    return _done(session, tr("The passphrase is changed."))


def _remember(session: Session, arguments: Any) -> int:
    _unlock(session, arguments)
    RememberedKey(session.data_dir).keep()
    return _done(session, tr("The keyring holds the key; nobody will be asked."))


def _unlock(session: Session, arguments: Any) -> None:
    """Raises `StoreLocked` where nobody gives the passphrase."""
    unlock(session, arguments)
    encryption.key_of(session.data_dir)


def _new_passphrase(session: Session, arguments: Any) -> str:
    if arguments.generate:
        made = new_passphrase()
        session.output.line(made)
        session.output.complain(tr("This is the passphrase. Write it down now; it is not shown again."))
        return made
    if arguments.passphrase_stdin:
        return line_from_stdin()
    if not is_at_terminal():
        raise WrongUse(tr("There is no terminal to ask for a passphrase. Write it to --passphrase-stdin."))
    first = getpass.getpass(tr("New passphrase: "))
    if getpass.getpass(tr("The same again: ")) != first:
        raise NotNow(tr("The two passphrases differ. Nothing was changed."))
    return first


def _told(session: Session, converted: Converted, sentence: str) -> int:
    _done(session, sentence)
    for words in converted_words(converted, conversion.plain_leftovers(session.data_dir)):
        session.output.complain(words)
    return status.INCOMPLETE if converted.left else status.DONE


def _done(session: Session, sentence: str) -> int:
    session.output.complain(sentence)
    return status.DONE

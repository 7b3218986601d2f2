"""Finds out where an endpoint's key is, off the GUI thread, and says so in the form."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_chat.domain.errors import ChatError, KeyringMissing, KeyringUnsafe, NoKey
from desktop_chat.domain.models import Endpoint, KeySource, origin
from desktop_chat.services.access import Reachable
from desktop_chat.services.accounts import Accounts
from desktop_chat.ui.answers import Answers
from desktop_chat.ui.preferences.key_row import KeyRow, tail_of
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.explanation import named


class KeyState(QObject):
    """A key belongs to one endpoint at one address; only when one of these is another is it looked for again."""

    def __init__(self, accounts: Accounts, row: KeyRow) -> None:
        super().__init__(row)
        self._accounts = accounts
        self._row = row
        self._answers = Answers(self)
        self._looked_for: tuple[object, ...] = ()

    def show(self, endpoint: Endpoint, *, is_stored: bool) -> None:
        wanted = (endpoint.id, endpoint.key_source, endpoint.key_variable, _server(endpoint), is_stored)
        if wanted[:1] != self._looked_for[:1]:
            self._row.clear()
        elif wanted == self._looked_for or self._row.is_being_typed:
            return  # whoever types a key has seen that there is none, or wants another
        self._looked_for = wanted
        self.look(endpoint, is_stored=is_stored)

    def say_again(self, endpoint: Endpoint, *, is_stored: bool) -> None:
        """In the language that is in use now; what is being typed stays."""
        if not self._row.is_being_typed:
            self.look(endpoint, is_stored=is_stored)

    def look(self, endpoint: Endpoint, *, is_stored: bool) -> None:
        self._answers.none()
        if endpoint.key_source is KeySource.NONE:
            self._row.ask_for_one(tr("None. Paste one if the server wants it."))
        elif not is_stored:
            self._row.ask_for_one(tr("Paste the key"))
        else:
            self._row.say("")
            self._accounts.reach(endpoint, self._answers.heard(self._found), self._answers.heard(self._missing))

    def _found(self, reachable: Reachable) -> None:
        endpoint, tail = reachable.endpoint, tail_of(reachable.key or "")
        if endpoint.key_source is KeySource.ENVIRONMENT:
            self._row.say(tr("Read from ${variable}").format(variable=named(endpoint.key_variable or "")))
        elif endpoint.id in self._accounts.keys_for_this_run:
            self._row.say(tr("Kept until the program ends"), "warn")
        elif tail:
            self._row.say(tr("In the keyring, ends in {tail}").format(tail=tail))
        else:
            self._row.say(tr("In the keyring"))

    def _missing(self, error: ChatError) -> None:
        if isinstance(error, NoKey):
            self._row.ask_for_one(tr("Paste the key"))
        elif isinstance(error, KeyringMissing | KeyringUnsafe):
            self._row.ask_for_one(tr("Paste the key. It is kept until the program ends."))
        else:
            self._row.say(explain(error, Kept.NOTHING).headline, "warn")


def _server(endpoint: Endpoint) -> tuple[str, str, int] | str:
    """A local model has no address, and no key of its own either."""
    return origin(endpoint.base_url) if endpoint.base_url else ""

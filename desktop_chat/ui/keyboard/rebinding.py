"""Giving commands other keys: what may be, whose a key is now, and keeping it."""

from __future__ import annotations

from desktop_chat.domain.settings import SEND_KEY, SHORTCUTS
from desktop_chat.domain.shortcuts import KeyMap
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.commands import Command, CommandTable
from desktop_chat.ui.keyboard.rows import keys_of_places
from desktop_chat.ui.keyboard.strokes import refusal


class Rebinding:
    """Of one table. What changes is kept, and applied at once."""

    def __init__(self, table: CommandTable, preferences: Preferences) -> None:
        self._table, self._preferences = table, preferences
        self._commands = {command.id: command for command in table.commands}

    def command(self, command_id: str) -> Command | None:
        """None for keys of a place."""
        return self._commands.get(command_id)

    def keys(self, command_id: str) -> tuple[str, ...]:
        return self._table.keymap.all()[command_id]

    def refusal(self, keys: str, owner: Command | None) -> str:
        """Why no command can have these, which are the owner's, in a sentence; "" where one can."""
        given = {key for one in self._table.keymap.usual.values() for key in one}
        usual = () if owner is not None and owner.fixed else given
        return refusal(keys, keys_of_places(self._preferences.get(SEND_KEY)), usual)

    def owner(self, keys: str) -> Command | None:
        """The command that has these now."""
        return self._commands.get(self._table.keymap.owner(keys) or "")

    def give(self, command_id: str, keys: str, *, more: bool = False) -> None:
        """These instead of those that it has, or beside them; whoever had them has them no longer."""
        had = self.keys(command_id) if more else ()
        self._keep(self._table.keymap.give(command_id, (*(key for key in had if key != keys), keys)))

    def drop(self, command_id: str) -> None:
        self._keep(self._table.keymap.give(command_id, ()))

    def reset(self, command_id: str) -> None:
        """The keys that it comes with, whoever has them now."""
        self._keep(self._table.keymap.reset(command_id))

    def reset_all(self) -> None:
        self._keep(KeyMap(self._table.keymap.usual, {}))

    @property
    def is_any_changed(self) -> bool:
        return bool(self._table.keymap.own)

    def _keep(self, changed: KeyMap) -> None:
        self._table.bind(changed.own)
        self._preferences.set(SHORTCUTS, dict(changed.own))

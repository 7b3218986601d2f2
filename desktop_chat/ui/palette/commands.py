"""The commands of the window, under the heads of its menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop_chat.domain.fuzzy import Found, matches
from desktop_chat.ui.commands import Command, CommandTable
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.palette.command_icons import ICONS
from desktop_chat.ui.palette.entries import Entry, head
from desktop_chat.ui.palette.source import Source
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


class Commands(Source):
    """Found by their titles, also by those in English. The group with the best match comes first."""

    icon = Icon.COMMANDS

    def __init__(self, table: CommandTable) -> None:
        self._table = table
        self._listed = [command for command in table.commands if command.group]
        self._found: list[tuple[Command, tuple[int, ...]]] = []

    def ask(self, typed: str) -> None:
        spoken = self._matching(typed, Command.name_now)
        known = {one.place for one in spoken}
        in_english = self._matching(typed, lambda command: command.title)
        self._found = [(self._listed[one.place], one.at) for one in spoken]
        self._found += ((self._listed[one.place], ()) for one in in_english if one.place not in known)

    def entries(self) -> list[Entry]:
        groups: dict[str, list[Entry]] = {}
        for command, at in self._found:
            groups.setdefault(command.group, []).append(self._entry(command, at))
        return [entry for group, inside in groups.items() for entry in (head(tr(group)), *inside)]

    def _matching(self, typed: str, title: Callable[[Command], str]) -> list[Found]:
        return matches(typed, [title(command) for command in self._listed])

    def _entry(self, command: Command, at: tuple[int, ...]) -> Entry:
        obstacle = command.why_not()
        holds = command.is_choice and command.checked is not None and command.checked()
        return Entry(
            command.name_now(),
            partial(self._table.run, command.id) if not obstacle else None,
            Icon.DONE if holds else ICONS.get(command.id, Icon.COMMANDS),
            at,
            obstacle or (tr("on") if holds else ""),
            self._table.keys(command.id),
            key=command.id,
        )

    def counted(self) -> str:
        n = len(self._found)
        return trn("{n} command", "{n} commands", n).format(n=count(n))

    def verb(self) -> str:
        return tr("run")

"""Which keys do what: those that a command comes with, and what a person has made of them.

Only what differs is kept, so a command that gets another key in a later version gets it for everybody who has not
chosen for themselves. A key does one thing: what a person has chosen comes before what anything comes with.
"""

from collections.abc import Mapping
from typing import Any

from desktop_chat.domain.values import dataclass

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyMap:
    """`usual` is what every command comes with, in the order of the table; `own` what was chosen instead. A key is a
    text, the same for the same key.
    """

    usual: Mapping[str, Keys]
    own: Mapping[str, Keys]

    def all(self) -> dict[str, Keys]:
        """The keys that each command answers to; none has two of them."""
        taken: set[str] = set()
        found: dict[str, Keys] = {}
        for command in sorted(self.usual, key=lambda one: one not in self.own):
            wanted = self.own.get(command, self.usual[command])
            found[command] = tuple(key for key in dict.fromkeys(wanted) if key not in taken)
            taken.update(found[command])
        return found

    def owner(self, key: str) -> str | None:
        """The command that answers to this key."""
        return next((command for command, keys in self.all().items() if key in keys), None)

    def give(self, command: str, keys: Keys) -> "KeyMap":
        """`command` has these keys and no others; whoever had one of them has it no longer."""
        left = {one: tuple(key for key in had if key not in keys) for one, had in self.own.items()}
        return self._kept(left | {command: keys})

    def reset(self, command: str) -> "KeyMap":
        """`command` has the keys that it comes with."""
        return self.give(command, self.usual[command])

    def _kept(self, own: Mapping[str, Keys]) -> "KeyMap":
        """Without what is as it comes; what is not known here may be known to another version."""
        return KeyMap(self.usual, {one: keys for one, keys in own.items() if keys != self.usual.get(one)})


def read_shortcuts(value: Any) -> dict[str, Keys]:
    """Ids of commands, each with its keys, as the file has them. Raises ValueError."""
    if not isinstance(value, Mapping):
        raise ValueError(value)
    return {command: _keys(keys) for command, keys in value.items()}


def _keys(value: Any) -> Keys:
    if not isinstance(value, (list, tuple)) or not all(isinstance(key, str) for key in value):
        raise ValueError(value)
    return tuple(value)

"""The prompts of a person: kept, changed and removed at once, stored behind."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.prompts import Left, Prompt, PromptKind, numbered, placed, prompt_name
from desktop_chat.domain.text import clean
from desktop_chat.domain.values import dataclass
from desktop_chat.services.background import Background
from desktop_chat.services.kept import Kept
from desktop_chat.storage import prompts as stored


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of an import: names that are new, how many were there already, and what could not be read."""

    added: tuple[str, ...]
    known: int
    left: tuple[Left, ...]


class Prompts(Kept[Prompt]):
    """Texts to ask with, and to begin with."""

    taken_in = Signal(object)
    """A `TakenIn`."""
    written_out = Signal(int, object)
    """How many, and the folder they are in."""

    def __init__(self, store: stored.Prompts, background: Background, parent: QObject | None = None) -> None:
        super().__init__(store, background, parent)
        self._store = store
        self._removed: list[Prompt] = []

    def all(self, kind: PromptKind | None = None) -> tuple[Prompt, ...]:
        """By their names."""
        found = (prompt for prompt in self._all().values() if kind in {None, prompt.kind})
        return tuple(sorted(found, key=lambda prompt: prompt.name.casefold()))

    def add(self, prompt: Prompt) -> str:
        """Under its name, or that with a number where there is another of that name; the name that it has now. Raises
        `BadOption` for a blank one.
        """
        wanted = _sound(prompt)
        return (self._add([wanted]) or (wanted.name,))[0]

    def change(self, name: str, prompt: Prompt) -> None:
        """Raises `BadOption` for a name that is blank or taken."""
        prompt, known = _sound(prompt), self._all()
        if name not in known or known[name] == prompt:
            return
        if prompt.name != name and prompt.name in known:
            raise BadOption("name", prompt.name)
        self._replace(name, prompt)
        self._write(self._store.change(name, prompt))

    def duplicate(self, name: str) -> str | None:
        """The name of the copy; None where there is none of that name."""
        known = self._all()
        if name not in known:
            return None
        number = 2
        while numbered(name, number) in known:
            number += 1
        return self.add(Prompt(numbered(name, number), known[name].text, known[name].kind))

    def remove(self, name: str) -> Prompt | None:
        """The one that was there; `undo` brings it back."""
        if (there := self.get(name)) is not None:
            self._removed.append(there)  # before anybody hears of it
        return super().remove(name)

    def can_undo(self) -> bool:
        return bool(self._removed)

    def undo(self) -> str | None:
        """Brings back what was removed last; its name."""
        return self.add(self._removed.pop()) if self._removed else None

    # -- files -------------------------------------------------------------------------------------------------------

    def take_in(self, paths: Sequence[Path]) -> None:
        """The prompts of these files and of the Markdown in these folders; `taken_in` tells what came of it."""
        from desktop_chat.transfer.prompts import found

        def take(all_found: tuple[tuple[Prompt, ...], tuple[Left, ...]]) -> None:
            prompts, left = all_found
            added = self._add(prompts)
            self.taken_in.emit(TakenIn(added, len(prompts) - len(added), left))

        self._background.run(lambda: found(paths), take, self.failed.emit)

    def write_out(self, folder: Path) -> None:
        """Each as a file; `written_out` tells when they are there."""
        from desktop_chat.transfer.prompts import write

        prompts = self.all()
        self._background.run(
            lambda: write(prompts, folder), lambda count: self.written_out.emit(count, folder), self.failed.emit
        )

    # -- keeping -----------------------------------------------------------------------------------------------------

    def _add(self, prompts: Iterable[Prompt]) -> tuple[str, ...]:
        """The names of those that were not there."""
        known, new = self._all(), []
        for prompt in prompts:
            if (one := placed(prompt, known)) is not None:
                known[one.name] = one
                new.append(one)
        if new:
            self._write(self._store.add(*new))
        return tuple(one.name for one in new)


def _sound(prompt: Prompt) -> Prompt:
    name = prompt_name(clean(prompt.name))
    if not name:
        raise BadOption("name", prompt.name)
    return Prompt(name, clean(prompt.text), prompt.kind)

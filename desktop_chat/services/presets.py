"""The presets of a person: saved, renamed and removed at once, stored behind."""

from PySide6.QtCore import QObject

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.presets import Preset
from desktop_chat.domain.text import clean, first_line
from desktop_chat.services.background import Background
from desktop_chat.services.kept import Kept
from desktop_chat.storage import presets as stored

NAME_LENGTH = 60


class Presets(Kept[Preset]):
    """Named parameters."""

    def __init__(self, store: stored.Presets, background: Background, parent: QObject | None = None) -> None:
        super().__init__(store, background, parent)
        self._store = store

    def all(self) -> tuple[Preset, ...]:
        """In the order in which they were first saved."""
        return tuple(self._all().values())

    def save(self, preset: Preset) -> Preset | None:
        """Keeps it, in the place of one that has its name, which is returned. Raises `BadOption` for a blank name."""
        preset = Preset(_named(preset.name), preset.system_prompt, preset.options)
        known = self._all()
        before = known.get(preset.name)
        known[preset.name] = preset
        self._write(self._store.save(preset))
        return before

    def rename(self, name: str, other: str) -> None:
        """Raises `BadOption` for a name that is blank or taken."""
        other, known = _named(other), self._all()
        if name not in known or name == other:
            return
        if other in known:
            raise BadOption("name", other)
        self._replace(name, Preset(other, known[name].system_prompt, known[name].options))
        self._write(self._store.rename(name, other))


def _named(name: str) -> str:
    name = first_line(clean(name), NAME_LENGTH).strip()
    if not name:
        raise BadOption("name", name)
    return name

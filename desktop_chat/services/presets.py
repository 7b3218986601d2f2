"""The presets of a person: saved, renamed and removed at once, stored behind."""

from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import BadOption, ChatError
from desktop_chat.domain.presets import Preset
from desktop_chat.domain.text import clean, first_line
from desktop_chat.services.background import Background
from desktop_chat.storage import presets as stored

NAME_LENGTH = 60


class Presets(QObject):
    """Read when they are first asked for."""

    changed = Signal()
    failed = Signal(object)
    """A `ChatError`: what could not be stored is as it was before."""

    def __init__(self, store: stored.Presets, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._background = background
        self._known: dict[str, Preset] | None = None

    def all(self) -> tuple[Preset, ...]:
        """In the order in which they were first saved."""
        return tuple(self._presets().values())

    def get(self, name: str) -> Preset | None:
        return self._presets().get(name)

    def save(self, preset: Preset) -> Preset | None:
        """Keeps it, in the place of one that has its name, which is returned. Raises `BadOption` for a blank name."""
        preset = Preset(_named(preset.name), preset.system_prompt, preset.options)
        known = self._presets()
        before = known.get(preset.name)
        known[preset.name] = preset
        self._write(self._store.save(preset))
        return before

    def rename(self, name: str, other: str) -> None:
        """Raises `BadOption` for a name that is blank or taken."""
        other, known = _named(other), self._presets()
        if name not in known or name == other:
            return
        if other in known:
            raise BadOption("name", other)
        self._known = {
            (other if preset.name == name else preset.name): (
                Preset(other, preset.system_prompt, preset.options) if preset.name == name else preset
            )
            for preset in known.values()
        }
        self._write(self._store.rename(name, other))

    def remove(self, name: str) -> Preset | None:
        """The one that was there."""
        removed = self._presets().pop(name, None)
        if removed is not None:
            self._write(self._store.remove(name))
        return removed

    def refresh(self) -> None:
        """Another process may have changed them."""
        if self._known is not None:
            self._known = None
            self.changed.emit()

    def _presets(self) -> dict[str, Preset]:
        if self._known is None:
            self._known = {preset.name: preset for preset in self._store.all()}
        return self._known

    def _write(self, future: "Future[None]") -> None:
        self._background.when(future, lambda _: None, self._fail)
        self.changed.emit()

    def _fail(self, error: ChatError) -> None:
        self.refresh()
        self.failed.emit(error)


def _named(name: str) -> str:
    name = first_line(clean(name), NAME_LENGTH).strip()
    if not name:
        raise BadOption("name", name)
    return name

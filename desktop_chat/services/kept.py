"""Things that a person keeps under names: changed in memory at once, stored behind."""

from collections.abc import Iterable
from concurrent.futures import Future
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError
from desktop_chat.services.background import Background


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)
Stored_co = TypeVar("Stored_co", bound=_Named, covariant=True)


class Store(Protocol[Stored_co]):
    """Where they lie."""

    def all(self) -> Iterable[Stored_co]: ...

    def remove(self, name: str) -> "Future[None]": ...


class Kept(QObject, Generic[Thing]):
    """Read when they are first asked for."""

    changed = Signal()
    failed = Signal(object)
    """A `ChatError`: what could not be stored is as it was before."""

    def __init__(self, stored: Store[Thing], background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored, self._background = stored, background
        self._known: dict[str, Thing] | None = None

    def get(self, name: str) -> Thing | None:
        return self._all().get(name)

    def remove(self, name: str) -> Thing | None:
        """The one that was there."""
        removed = self._all().pop(name, None)
        if removed is not None:
            self._write(self._stored.remove(name))
        return removed

    def refresh(self) -> None:
        """Another process may have changed them."""
        if self._known is not None:
            self._known = None
            self.changed.emit()

    def _all(self) -> dict[str, Thing]:
        if self._known is None:
            self._known = {one.name: one for one in self._stored.all()}
        return self._known

    def _replace(self, name: str, other: Thing) -> None:
        """`other` in the place of the one of that name, in the order."""
        self._known = {one.name: one for one in (other if one.name == name else one for one in self._all().values())}

    def _write(self, future: "Future[None]") -> None:
        self._background.when(future, lambda _: None, self._fail)
        self.changed.emit()

    def _fail(self, error: ChatError) -> None:
        self.refresh()
        self.failed.emit(error)

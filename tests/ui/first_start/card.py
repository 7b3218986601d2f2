"""The card on real services, and what a person sees of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from desktop_chat.ui.first_start import FirstStart
from desktop_chat.ui.note import Note
from desktop_chat.words.errors import Explanation
from tests.services.world import World
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.showing import Net, called, name_of

OPENROUTER_KEY = "sk-or-v1-0123456789abcdef0123456789abcdef"
ANYBODYS_KEY = "sk-0123456789abcdef0123456789abcdef"


@dataclass
class Card:
    """The card on real services, and what it announced."""

    widget: FirstStart
    world: World
    net: Net
    finished: list[bool] = field(default_factory=list)
    remarks: list[Explanation] = field(default_factory=list)

    @property
    def key(self) -> QLineEdit:
        return called(self.widget, QLineEdit, "API key")

    @property
    def provider(self) -> QComboBox:
        return called(self.widget, QComboBox, "Provider")

    def note(self, way: type[QWidget], place: int = -1) -> str:
        (found,) = self.widget.findChildren(way)
        return found.findChildren(Note)[place].said

    def places(self) -> dict[str, QPoint]:
        """Where everything stands that could move."""
        parts = (*self.widget.findChildren(QAbstractButton), *self.widget.findChildren(QComboBox))
        return {name_of(part): part.mapTo(self.widget, QPoint()) for part in parts if part.isVisible()}


Make = Callable[..., Card]


def models(server: WireServer, *names: str) -> None:
    """The next request gets this list."""
    server.enqueue(script.models(*names))

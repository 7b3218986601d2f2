"""Drawings of formulas, made beside the window's thread.

Setting a formula takes some 10 ms, the first one 190 ms for its face, and nothing can interrupt it. So a formula that
is seen for the first time stands there as its source for a moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.workshop import Workshop

if TYPE_CHECKING:
    from desktop_chat.markup.math_parts import Drawing

_KEPT = 1024

Key: TypeAlias = tuple[str, float, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """`drawing` is None for what cannot be drawn, and for what is not drawn yet: then `waits`."""

    drawing: Drawing | None = None
    waits: bool = False


def at_once(tex: str, size: float, display: bool) -> Found:
    """For whoever can wait."""
    from desktop_chat.markup.math import draw

    return Found(draw(tex, size, display))


class Formulas(Workshop[Key, Found]):
    """See `Workshop`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__("formulas", lambda key: at_once(*key), _KEPT, parent)

    def find(self, tex: str, size: float, display: bool) -> Found:
        """TeX without its marks, for letters of `size` pixels, on a line of its own or within one."""
        return self.made((tex, size, display), Found(waits=True))

"""What a drawn formula consists of: little enough that any canvas can draw it.

The origin is where the formula's baseline begins; x grows to the right, y downwards, both in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

# As in SVG: M (x, y) begins, L (x, y) goes on, Q (x1, y1, x, y) and C (x1, y1, x2, y2, x, y) on a curve, Z () closes.
Command: TypeAlias = tuple[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Outline:
    """A filled shape: what it winds round (not every second ring) is inside."""

    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Words:
    """Wide characters that the mathematical face does not have, in any face of that size. Each is one em wide; the
    first begins at x, on the baseline y.
    """

    text: str
    x: float
    y: float
    size: float

    def is_followed_by(self, other: Words) -> bool:
        end = self.x + self.size * len(self.text)
        return (self.y, self.size) == (other.y, other.size) and abs(end - other.x) < self.size / 100


Part: TypeAlias = Outline | Bar | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula. It reaches `ascent` above and `descent` below its baseline."""

    width: float
    ascent: float
    descent: float
    parts: tuple[Part, ...]

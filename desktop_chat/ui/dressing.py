"""The look as the settings have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_chat.domain.settings import DENSITY, MOTION, TEXT_SIZE, THEME, Density, Motion, Setting, Settings
from desktop_chat.ui.look import Theme

_WEAR: dict[str, tuple[Setting[Any], Callable[[Theme, Any], None]]] = {
    THEME.name: (THEME, lambda theme, mode: theme.set_mode(mode)),
    TEXT_SIZE.name: (TEXT_SIZE, lambda theme, size: theme.set_text_size(size)),
    DENSITY.name: (DENSITY, lambda theme, density: theme.set_compact(density is Density.COMPACT)),
    MOTION.name: (MOTION, lambda theme, motion: theme.set_reduced_motion(motion is Motion.REDUCED)),
}
LOOKS = tuple(setting for setting, _ in _WEAR.values())


def dress(theme: Theme, settings: Settings, name: str) -> None:
    """Gives the theme what the setting of that name says; nothing where it says nothing about the look."""
    if name in _WEAR:
        setting, wear = _WEAR[name]
        wear(theme, settings.get(setting))

"""Density, motion, colours and text size hold as they are chosen, while the window is open."""

from __future__ import annotations

from desktop_chat.app import Run
from desktop_chat.domain.settings import DENSITY, MOTION, TEXT_SIZE, THEME, Density, Motion, ThemeMode


def test_each_is_followed_at_once_and_taken_back(run: Run) -> None:
    preferences, theme = run.services.preferences, run.window.theme
    usual = theme.metrics.row
    preferences.set(DENSITY, Density.COMPACT)
    preferences.set(MOTION, Motion.REDUCED)
    preferences.set(THEME, ThemeMode.DARK)
    preferences.set(TEXT_SIZE, 20)
    assert theme.metrics.row < usual
    assert (theme.reduced_motion, theme.is_dark, theme.text_size) == (True, True, 20)
    preferences.set(DENSITY, Density.COMFORTABLE)
    preferences.set(MOTION, Motion.SYSTEM)
    preferences.set(THEME, ThemeMode.SYSTEM)
    preferences.set(TEXT_SIZE, TEXT_SIZE.default)
    assert theme.metrics.row == usual

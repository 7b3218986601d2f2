"""Whose key it is.

A command of the window answers to its key wherever the focus is, unless the focused widget says beforehand that this
key is its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def claims_escape(event: QEvent) -> bool:
    """Takes Esc for the widget that asks; True when `event` was that question."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() != Qt.Key.Key_Escape:
        return False
    event.accept()
    return True

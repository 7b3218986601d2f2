"""A part of a window that scrolls where there is too little room for all of it.

Qt's own interface of such a part reads behind the end of its list when assistive technology asks for a child that is
not there, and takes the process with it (measured with 6.11). So these have the interface that other widgets have.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea

_kept: list[_Interface] = []  # Qt holds pointers to them only


class ScrollPane(QScrollArea):
    """As wide as it is given; the keys go to what is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _install()


class _Interface(QAccessibleWidget):
    """Answers None for a child that is not there."""

    def __init__(self, pane: ScrollPane) -> None:
        super().__init__(pane)
        self.is_gone = False

    def leave(self) -> None:
        """Qt frees this with its pane, so Python may let go of it later."""
        self.is_gone = True


@cache
def _install() -> None:
    QAccessible.installFactory(_made_for)


def _made_for(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, ScrollPane):
        return None
    _kept[:] = [interface for interface in _kept if not interface.is_gone]
    made = _Interface(thing)
    _kept.append(made)
    thing.destroyed.connect(made.leave)
    return made

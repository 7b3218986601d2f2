"""What of a screen a screen reader cannot tell: parts that take the keys and have no name, or no role."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QWidget

_NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}


def untold(shown: QWidget) -> list[str]:
    """Each such part, in a line."""
    return [why for widget in (shown, *shown.findChildren(QWidget)) if _takes_keys(widget) for why in _lacks(widget)]


def _takes_keys(widget: QWidget) -> bool:
    by_key = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_key and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _lacks(widget: QWidget) -> Iterator[str]:
    told = QAccessible.queryAccessibleInterface(widget)
    what = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
    name = told.text(QAccessible.Text.Name)
    if not name.strip():
        yield f"{what} has no name"
    elif isinstance(widget, QComboBox) and not widget.accessibleName():
        yield f"{what} is called by its value {name!r}"
    # What only scrolls has no role that says so.
    if told.role() in _NO_ROLE and not isinstance(widget, QAbstractScrollArea):
        yield f"{what}, {name!r}, has no role"

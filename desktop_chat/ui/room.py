"""How small a dialog may become: no smaller than its words have room in.

Qt keeps a window as wide as what is in it, but not as high: what wraps in a narrow window takes more lines, and those
are cut off at its foot.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog

_CHANGES_IT = frozenset({QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.LayoutRequest})


class Room(QObject):
    """Of one dialog that is laid out: at least `width` wide, and at each width as high as its words are there, or
    `height` where that is more.
    """

    def __init__(self, dialog: QDialog, width: int, height: int = 0) -> None:
        super().__init__(dialog)
        self._width, self._height = width, height
        dialog.installEventFilter(self)
        self._keep(dialog)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES_IT and isinstance(watched, QDialog):
            self._keep(watched)
        return False

    def _keep(self, dialog: QDialog) -> None:
        layout = dialog.layout()
        assert layout is not None
        inside = layout.totalMinimumSize()
        width = max(self._width, inside.width())
        height = max(layout.totalMinimumHeightForWidth(max(width, dialog.width())), inside.height(), self._height)
        if (width, height) != (dialog.minimumWidth(), dialog.minimumHeight()):
            dialog.setMinimumSize(width, height)

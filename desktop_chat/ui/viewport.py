"""Viewports that Python has made.

A scroll area's own viewport is a bare `QWidget` of Qt's. The first time Python is handed such a widget PySide6 looks
for the class it may be, and makes every class of widgets it has: 20 ms that a start need not spend.
"""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(area: QAbstractScrollArea) -> None:
    """A new one in the place of the first; comes before anything is set on that."""
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)

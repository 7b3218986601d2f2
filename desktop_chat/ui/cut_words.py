"""What is cut short is told in full by a tool tip, wherever it is painted.

Rows, margins and strips paint more texts than they could keep tips for. So a tip is found when it is asked for: what
lies under the pointer is painted once more, to nowhere, and whatever ends in an ellipsis there is noted.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect
from PySide6.QtGui import QHelpEvent, QImage, QRegion
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_chat.ui.text_line import noting_cuts
from desktop_chat.ui.tips import plain_tip


def tell_cut_words(widget: QWidget, event: QEvent) -> bool:
    """Shows them if the event asks for a tool tip there; whether it did, and there were some."""
    if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent) or widget.toolTip():
        return False
    words = cut_words_at(widget, event.pos())
    QToolTip.showText(event.globalPos(), plain_tip(words), widget)
    return bool(words)


def cut_words_at(widget: QWidget, at: QPoint) -> str:
    """All of what is said at that place, a line each; "" where nothing is cut."""
    nowhere = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    line = QRegion(QRect(0, at.y(), widget.width(), 1))
    with noting_cuts() as cuts:
        widget.render(nowhere, QPoint(0, 0), line, QWidget.RenderFlag(0))
    return "\n".join(words for box, words in cuts if box.contains(QPointF(at.x(), 0)))

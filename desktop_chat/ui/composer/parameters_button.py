"""The button that opens the parameters; a dot says that some of them are set."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from desktop_chat.ui.buttons import IconButton
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.tips import plain_tip
from desktop_chat.words.catalogue import tr


class ParametersButton(IconButton):
    """A request is not what the server would make of it by itself: that must be seen without opening anything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Icon.PARAMETERS, "")
        self._dotted = False

    def set_dotted(self, dotted: bool) -> None:
        self._dotted = dotted
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self.set_words(tr("Parameters"))
        self.setAccessibleDescription(tr("some are set") if self._dotted else "")
        self.setToolTip(plain_tip(tr("Parameters: some are set") if self._dotted else tr("Parameters")))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._dotted:
            return
        m = self._theme.metrics
        inset = m.space4 + m.unread_dot / 2
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        centre = QPointF(inset if rtl else self.width() - inset, inset)
        draw_box(QPainter(self), square(centre, m.unread_dot), self._theme.palette.accent, m.unread_dot / 2)

"""Why a request could not be made, beside the text that is still there, with the next step as a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import Button, IconButton
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import Explanation, Remedy, remedy_label


class TroubleLine(QWidget):
    """An explanation on the ground of errors, or of what is only asked; hidden while there is none."""

    remedy_requested = Signal(object)
    """A `Remedy`."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._explanation: Explanation | None = None
        self._asks = False
        self._text = WrappedText(theme, CONTROL)
        self._remedy = Button(theme, "")
        self._remedy.set_small()
        self._remedy.clicked.connect(self._ask_for_remedy)
        self._close = IconButton(theme, Icon.CLOSE, "")
        self._close.clicked.connect(self.closed)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        top = Qt.AlignmentFlag.AlignTop
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._remedy, 0, top)
        self._row.addWidget(self._close, 0, top)
        theme.changed.connect(self._restyle)
        self.retranslate()
        self._restyle()
        self.hide()

    @property
    def shown(self) -> Explanation | None:
        return self._explanation

    def show_explanation(self, explanation: Explanation | None, *, asks: bool = False) -> None:
        """None takes the line away. It `asks` where nothing has gone wrong yet."""
        self._explanation, self._asks = explanation, asks
        if explanation is not None:
            ink = "warn" if asks else "err"
            self._text.show_pieces(
                Piece(explanation.headline, ink, strong=True),
                Piece(explanation.detail, ink),
                Piece(explanation.words, "text2"),
            )
            self._show_remedy(explanation.remedy)
        self.setVisible(explanation is not None)

    def retranslate(self) -> None:
        self._close.set_words(tr("Close"))

    def _show_remedy(self, remedy: Remedy) -> None:
        words = remedy_label(remedy)
        self._remedy.set_words(words)
        self._remedy.setVisible(bool(words))

    @Slot()
    def _ask_for_remedy(self) -> None:
        if self._explanation is not None:
            self.remedy_requested.emit(self._explanation.remedy)

    @Slot()
    def _restyle(self) -> None:
        m = self._theme.metrics
        above = (m.ending - m.button_small) // 2
        lead = m.space8 + m.icon + m.space8
        self._row.setContentsMargins(lead, above, m.space4, above)
        self._row.setSpacing(m.space8)
        # Text on a line of 20 beside buttons of 28: their middles meet.
        beside = (m.button_small - self._theme.line(CONTROL)) // 2
        self._text.setContentsMargins(0, beside, 0, beside)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        m, p = self._theme.metrics, self._theme.palette
        painter = QPainter(self)
        ground, mark = (p.warn_bg, p.warn_mark) if self._asks else (p.err_bg, p.err_mark)
        draw_box(painter, QRectF(self.rect()), ground, m.radius)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        centre = QRectF(m.space8, 0, m.icon, m.ending).center()
        if rtl:
            centre.setX(self.width() - centre.x())
        icon = Icon.WARNING if self._asks else Icon.ERROR
        draw_icon(painter, icon, square(centre, m.icon), mark)

"""The box that a notice is said in."""

from __future__ import annotations

from PySide6.QtCore import QPropertyAnimation, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.notices import Notice
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.popup import draw_shadow
from desktop_chat.ui.theme import CONTROL, TIME, TOAST_FADE_MS
from desktop_chat.ui.widgets import Button, ElidedLabel, IconButton, LinkButton
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import remedy_label


class Toast(QWidget):
    """Words, what can be done about them and by which key; trouble has a cross as well."""

    acted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notice = Notice()
        self._before: QWidget | None = None
        self._text = WrappedText(theme, CONTROL)
        self._link = LinkButton(theme, "")
        self._key = ElidedLabel(theme, TIME)
        self._remedy = Button(theme, "")
        self._remedy.set_small()
        self._cross = IconButton(theme, Icon.CLOSE, "")
        self._lay_out()
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(TOAST_FADE_MS)
        self._fade.finished.connect(self._faded)
        for button in (self._link, self._remedy):
            button.clicked.connect(self.acted)
        self._cross.clicked.connect(self.closed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def spoken(self) -> str:
        """What a screen reader says when the notice comes."""
        return " ".join(filter(None, (self._text.text, self._notice.action_label, self._notice.key)))

    def show_notice(self, notice: Notice) -> None:
        self._notice = notice
        explanation = notice.explanation
        if explanation is None:
            self._text.show_pieces(Piece(notice.text, "text"))
        else:
            self._text.show_pieces(
                Piece(explanation.headline, "err", strong=True),
                Piece(explanation.detail, "text"),
                Piece(explanation.words, "text2"),
            )
        remedy = remedy_label(explanation.remedy) if explanation else ""
        for button, words in ((self._link, notice.action_label), (self._remedy, remedy)):
            button.set_words(words)
            button.setVisible(bool(words))
        self._key.setText(notice.key)
        self._key.setVisible(bool(notice.key))
        self._cross.set_words(tr("Close"))
        self._cross.setVisible(explanation is not None)
        self._restyle()

    def fit(self, width: int) -> QSize:
        """The size of the box, at most that wide: as wide as its words, but not narrower than a sidebar's."""
        m, around = self._theme.metrics, 2 * self.margin()
        layout = self.layout()
        if layout is None:
            return QSize(width, m.toast)
        trailing = layout.minimumSize().width() - around - m.space48
        natural = self._text.natural_width() + trailing
        least = min(width, m.sidebar - 2 * m.toast_inset)
        chosen = max(least, min(natural, width))
        return QSize(chosen, max(m.toast, layout.totalHeightForWidth(chosen + around) - around))

    def margin(self) -> int:
        """What lies round the box for its shadow."""
        return self._theme.metrics.shadow_blur

    def has_keys(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    # -- coming and going --------------------------------------------------------------------------------------------

    def appear(self) -> None:
        if not self.has_keys():
            self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._fade_to(1.0)

    def vanish(self) -> None:
        if self.has_keys() and self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._fade_to(0.0)

    def _fade_to(self, opacity: float) -> None:
        self._fade.stop()
        if self._theme.reduced_motion:
            self._effect.setOpacity(opacity)
            self._faded()
            return
        self._effect.setEnabled(True)
        self._fade.setStartValue(self._effect.opacity() if self._effect.opacity() < 1 or opacity < 1 else 0.0)
        self._fade.setEndValue(opacity)
        self._fade.start()

    @Slot()
    def _faded(self) -> None:
        self._effect.setEnabled(False)  # painted straight to the window again
        if self._effect.opacity() == 0:
            self.hide()

    # -- look --------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        self._line.addWidget(self._text, 1)
        # However many lines the words take, what follows them stands beside the first.
        self._beside = {widget: QVBoxLayout() for widget in (self._link, self._key, self._cross)}
        for widget, column in self._beside.items():
            column.addWidget(widget)
            column.addStretch(1)
            self._line.addLayout(column)
        self._below.addWidget(self._remedy)
        self._below.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addLayout(self._below)

    @Slot()
    def _restyle(self) -> None:
        m, around = self._theme.metrics, self.margin()
        trouble = self._notice.explanation is not None
        beside = (m.toast - self._theme.line(CONTROL)) // 2
        lead = m.space12 + (m.icon + m.space8 if trouble else 0)
        self._column.setContentsMargins(around + lead, around, around + (m.space4 if trouble else m.space12), around)
        self._column.setSpacing(0)
        self._line.setSpacing(m.space12)
        self._text.setContentsMargins(0, beside, 0, beside)
        self._key.setFixedWidth(self._key.sizeHint().width())
        for widget, column in self._beside.items():
            column.setContentsMargins(0, (m.toast - widget.sizeHint().height()) // 2, 0, 0)
            column.invalidate()  # Qt does not tell a layout in a layout that its widget has been hidden
        self._below.setContentsMargins(0, 0, 0, beside if self._remedy.isVisibleTo(self) else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, m, around = self._theme.palette, self._theme.metrics, self.margin()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(around, around, -around, -around)
        draw_shadow(painter, box, m.radius_composer, self._theme)
        draw_box(painter, box, p.raised, m.radius_composer, p.line, m.border)
        if self._notice.explanation is not None:
            place = QRectF(box.left() + m.space12, box.top(), m.icon, m.toast)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                place.moveRight(box.right() - m.space12)
            draw_icon(painter, Icon.ERROR, square(place.center(), m.icon), p.err_mark)

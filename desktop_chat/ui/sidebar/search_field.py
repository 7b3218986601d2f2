"""The field above the list. Its keys lead on: down into the results, Enter to the first, Esc back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
)

from desktop_chat.domain.query import Kind, pieces
from desktop_chat.ui.commands import key_of
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.keys import OPENING, claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import TIME
from desktop_chat.ui.transcript.scripts import utf16_offsets
from desktop_chat.ui.widgets import Field, IconButton
from desktop_chat.words.catalogue import tr

_COMMAND = "conversation.search"


class SearchField(Field):
    """A line with a magnifying glass, the key that leads here, and a cross while there is text. Operators stand in the
    ink of links.
    """

    down_pressed = Signal()
    enter_pressed = Signal()
    escaped = Signal()
    """Esc in a field that holds text; the field is empty by now."""
    focus_moved = Signal()
    """It has the keys now, or no longer."""

    _is_composing = False

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", Icon.SEARCH)
        self._cross = IconButton(theme, Icon.CLOSE, "")
        self._cross.setParent(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self._drop)
        self._cross.hide()
        self.textChanged.connect(self._show_cross)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Search"))
        self.setPlaceholderText(tr("Search"))
        self._cross.set_words(tr("Clear the search"))
        self.update()

    @Slot()
    def _restyle(self) -> None:
        super()._restyle()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self.text():  # it ends before the cross
            margins = self.textMargins()
            room = self._theme.metrics.button_small
            self.setTextMargins(room if rtl else margins.left(), 0, margins.right() if rtl else room, 0)
        if not self._is_composing:
            self._ink_operators()
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def write(self, operator: str) -> None:
        """The operator stands behind what was typed, in the place of one that lacks its value; that is typed next."""
        before, found = self.text(), pieces(self.text())
        if found and found[-1].kind is Kind.UNFINISHED:
            before = before[: found[-1].start]
        self.setText(" ".join(filter(None, (before.rstrip(), operator))))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.end(False)

    def _ink_operators(self) -> None:
        # A line edit has no inks of its own, but keeps what an input method says of the look of any of its words.
        text, cursor, ink = self.text(), self.cursorPosition(), QTextCharFormat()
        ink.setForeground(self._theme.palette.link)
        units, kind = utf16_offsets(text), QInputMethodEvent.AttributeType.TextFormat
        inked = [
            QInputMethodEvent.Attribute(kind, start - cursor, units.to_utf16(piece.end) - start, ink)
            for piece in pieces(text)
            if piece.kind.is_operator
            for start in (units.to_utf16(piece.start),)
        ]
        super().inputMethodEvent(QInputMethodEvent("", inked))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())  # first: what is committed asks for its ink at once
        super().inputMethodEvent(event)
        if not self._is_composing:
            self._ink_operators()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._restyle()
            self._place_cross()

    @Slot()
    def _show_cross(self) -> None:
        self._cross.setVisible(bool(self.text()))
        self._place_cross()
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cross()

    def _place_cross(self) -> None:
        size, gap = self._cross.sizeHint(), self._theme.metrics.space2
        self._cross.resize(size)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = gap if rtl else self.width() - size.width() - gap
        self._cross.move(left, (self.height() - size.height()) // 2)

    @Slot()
    def _drop(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.escaped.emit()

    # -- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if self.text() and claims_escape(event):
            return True  # the search ends first; what Esc means for the window comes after that
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._drop()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() in OPENING:
            self.enter_pressed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_moved.emit()

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text() and not self.hasFocus():
            self._draw_key(QPainter(self), self.layoutDirection() is Qt.LayoutDirection.RightToLeft)

    def _draw_key(self, painter: QPainter, rtl: bool) -> None:
        m = self._theme.metrics
        key = key_of(self, _COMMAND)
        width = line_width(key, self._theme.font(TIME))
        words = m.field_padding + m.icon + m.space8 + line_width(self.placeholderText(), self.font())
        if words + width + 2 * m.field_padding > self.width():
            return
        left = m.field_padding if rtl else self.width() - m.field_padding - width
        place = QRectF(left, 0, width + 1, self.height())
        draw_line(painter, place, key, self._theme.font(TIME), self._theme.colour(TIME.ink))

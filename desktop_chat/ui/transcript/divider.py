"""The fresh start: a rule behind a message, up to which nothing is sent.

It is painted with the message that it stands behind; a real widget over it takes the keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, draw_hairline
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.transcript.actions import Action
from desktop_chat.ui.transcript.page import Page, Scene
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll

_REMOVES = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


def out_words(n: int) -> str:
    """What becomes of what stands above."""
    return trn("{n} message above is not sent", "{n} messages above are not sent", n).format(n=count(n))


@dataclass(slots=True)
class DividerLine:
    """What it is, the rule, and how many messages it leaves out."""

    page: Page
    out: int

    @property
    def height(self) -> int:
        return self.page.metrics.receipt

    def draw(self, scene: Scene, y: float) -> None:
        columns, metrics, theme = scene.page.columns, scene.page.metrics, scene.page.theme
        title, told = tr("Fresh start here"), out_words(self.out)
        begin = line_width(title, theme.font(tokens.NAME)) + metrics.space12
        end = line_width(told, theme.font(tokens.TIME)) + metrics.space12
        scene.words(scene.placed(columns.text, y, columns.measure, self.height), title, tokens.NAME)
        scene.words(scene.placed(columns.text, y, columns.measure, self.height), told, tokens.TIME, at_end=True)
        rule = scene.placed(
            columns.text + begin, y + self.height / 2, max(0.0, columns.measure - begin - end), metrics.border
        )
        if rule.width() > 0:
            draw_hairline(scene.painter, rule, scene.page.palette.control)

    def action_at(self, x: float) -> Action | None:
        return None


class DividerHandle(QWidget):
    """Over the rule of the one divider that a conversation has; hidden while it is not seen."""

    removed = Signal()

    def __init__(self, theme: Theme, view: Roll) -> None:
        super().__init__(view.viewport())
        self._theme, self._view = theme, view
        self._out = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def place(self, box: QRectF | None, out: int) -> None:
        """Stand there; without a place, nowhere."""
        if box is None:
            if self.hasFocus():
                self._view.setFocus()
            self.hide()
            return
        self._out = out
        reach = self._theme.metrics.space8
        self.setGeometry(box.adjusted(-reach, 0, reach, 0).toRect())
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Fresh start here"))
        self.setAccessibleDescription(out_words(self._out))
        self.setToolTip(plain_tip(tr("Delete removes it")))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _REMOVES:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVES:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._view.make_current(self._view.current, by_key=False)  # there is one ring, and it is here now
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            p, m = self._theme.palette, self._theme.metrics
            draw_box(QPainter(self), QRectF(self.rect()), None, m.radius, p.focus, m.ring)

"""The view of a column: scrolls it, sets it in the width there is, and paints what is seen of it.

It knows nothing of services. Whoever builds on it puts messages into the column and is told when what is seen, or
where it stands, has become another.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop_chat.domain.messages import MessageId
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.cut_words import tell_cut_words
from desktop_chat.ui.focus_ring import came_by_key
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.actions import Pressed
from desktop_chat.ui.transcript.column import Column
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.formulas import Formulas
from desktop_chat.ui.transcript.marks import Marks
from desktop_chat.ui.transcript.page import Page, Scene, new_page
from desktop_chat.ui.transcript.pictures import Pictures
from desktop_chat.ui.transcript.pointing import Pointing
from desktop_chat.ui.transcript.seen_leaves import SeenLeaves
from desktop_chat.ui.transcript.selection import Selection
from desktop_chat.ui.transcript.strokes import draw_ring, draw_spines
from desktop_chat.ui.transcript.viewpoint import Viewpoint
from desktop_chat.ui.transcript.whereabouts import draw_caret
from desktop_chat.ui.viewport import give_viewport


class Roll(QAbstractScrollArea):
    """Messages under one another, and the reader's place among them."""

    arranged = Signal()
    grown = Signal()
    """Text has come, and nothing has moved for it."""
    pointed = Signal(int, object)
    """A place, and the `Action` that a click on it means there, or None."""
    clicked = Signal(object, object)
    """A leaf, and the `Hot` part of it."""
    selected = Signal()
    """The pointer has finished a selection."""

    def __init__(self, theme: Theme, facts_of: Callable[[int], Facts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.formulas = Formulas(self)
        self.formulas.drawn.connect(self._refresh)
        self.pictures = Pictures(self)
        self.page: Page = self._new_page()
        self.column = Column(self.page, facts_of)
        self.viewpoint = Viewpoint(self.column)
        self.marks = Marks()
        self.current: int | None = None
        """The place of the message that keys and menu act on."""
        self._by_key = False
        self.outlined: MessageId = ""
        """The message that something elsewhere is about, "" for none."""
        self.scrolled = 0
        """How far down the column the viewport begins."""
        self._seen = range(0)
        self.leaves = SeenLeaves(self)
        self._deriving = False
        self.pointing = Pointing(self)
        self.selection = Selection(self)
        self.marks.sources.append(self.selection.marks)
        self.setProperty("surface", "paper")
        give_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.pictures.drawn.connect(self.viewport().update)

    # -- arranging ---------------------------------------------------------------------------------------------------

    def settle(self, *, changed_from: float | None = None) -> None:
        """Set what is to be seen now, and show it.

        Below `changed_from` on the screen something is another than before; without it everything may be. What only
        moves is moved as it is.
        """
        first = next(iter(self.seen()), None)
        before = self.y_of(first) if first is not None else 0
        self.scrolled = self.viewpoint.settle()
        self._seen = self._now_seen()
        self._derive_bar()
        port = self.viewport()
        moved = self.y_of(first) - before if first is not None and first < len(self.column) else 0
        if changed_from is None or abs(moved) >= port.height():
            port.update()
        else:
            if moved:
                port.scroll(0, moved)
            changed = max(0.0, changed_from + min(0, moved))
            if changed < port.height():
                port.update(0, int(changed), port.width(), port.height() - int(changed))
        self.arranged.emit()

    def repaint_text(self, top: float, bottom: float) -> None:
        """The text between these heights on the screen is another; what stands beside it is not, and nothing moves."""
        self.viewport().update(self.page.text_box(top, bottom).translated(-self.viewport().x(), 0))
        self.grown.emit()

    def restyle(self) -> None:
        """Another look: everything is set again; the line that is being read stays where it is."""
        self._turn_to(self._new_page())

    def scroll_by(self, pixels: int) -> None:
        self.viewpoint.move_by(pixels)
        self.settle(changed_from=math.inf)

    def reveal(self, place: int) -> None:
        """Bring the message to be seen: all of it, or from its beginning on where it is too high."""
        self.column.ensure(place)
        top, bottom = self.column[place].block
        air, height = self.page.metrics.hover_bar, self.viewport().height()
        y = self.y_of(place)
        if y + top - air < 0 or bottom - top + 2 * air > height:
            self.viewpoint.put(place, air - top)
        elif y + bottom + air > height:
            self.viewpoint.put(place, height - bottom - air)
        self.settle()

    # -- places ------------------------------------------------------------------------------------------------------

    def y_of(self, place: int) -> int:
        """Where that message begins, from the viewport's upper edge."""
        return self.column.top(place) - self.scrolled

    def seen(self) -> range:
        """The places that are in the viewport, from the top down."""
        return self._seen if self._seen.stop <= len(self.column) else range(0)

    def _now_seen(self) -> range:
        if len(self.column) == 0:
            return range(0)
        first = self.column.at(self.scrolled)
        return range(first, self.column.at(self.scrolled + max(1, self.viewport().height()) - 1) + 1)

    def block_rect(self, place: int) -> QRect:
        """What a message takes beside its margin, in the viewport."""
        columns = self.page.columns
        top, bottom = self.column[place].block
        box = columns.placed(columns.spine, self.y_of(place) + top, columns.band_end - columns.spine, bottom - top)
        return box.toRect().translated(-self.viewport().x(), 0)

    def at(self, point: QPoint) -> tuple[int, Pressed | None] | None:
        """The place at that point of the viewport, and what a click there means."""
        y = self.scrolled + point.y()
        if len(self.column) == 0 or not 0 <= y < self.column.total:
            return None
        place = self.column.at(y)
        columns = self.page.columns
        x = point.x() + self.viewport().x()
        x = columns.width - x if columns.mirrored else x
        return place, self.column[place].action_at(x - columns.text, y - self.column.top(place))

    def make_current(self, place: int | None, *, by_key: bool) -> None:
        """Keys and menu act on that message; the ring shows it where keys have brought the reader."""
        self.current, self._by_key = place, by_key
        self.viewport().update()

    def ring_one(self) -> None:
        """Keys that are here, but on no message yet, go to the last one that is seen."""
        if self.current is None and self._by_key:
            self.make_current(max(self.seen(), default=None), by_key=True)

    @property
    def ringed(self) -> int | None:
        """The message that keys have brought the reader to, and are still at, be it at its buttons."""
        # Not `self.focusWidget()`: that names who had the keys here last, wherever they are now.
        focus = QApplication.focusWidget()
        inside = focus is self or (focus is not None and self.viewport().isAncestorOf(focus))
        return self.current if self._by_key and inside else None

    # -- what Qt calls -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.viewpoint.height = self.viewport().height()
        if self.width() != self.page.columns.width:
            self._turn_to(self.page.with_width(self.width()))
        else:
            self.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.restyle()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The bar was moved by a person; when we move it, the contents are there already."""
        if self._deriving:
            return
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            self.viewpoint.go_to_end()
        elif bar.value() <= 0:
            self.viewpoint.move_to(0)
        else:
            self.viewpoint.move_by(bar.value() - self.scrolled)
        self.settle(changed_from=math.inf)

    def viewportEvent(self, event: QEvent) -> bool:
        told = self.pointing.handle(event) or tell_cut_words(self.viewport(), event)
        return told or super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_key = came_by_key(event.reason(), self._by_key)
        self.ring_one()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(QPointF(-self.viewport().x(), 0))
        area = event.rect().translated(self.viewport().x(), 0)
        painter.fillRect(area, self.theme.palette.paper)
        beside = not self.page.text_box(area.top(), area.bottom() + 1).contains(area)
        scene = Scene(painter, self.page, area.top(), area.bottom() + 1, beside=beside, marked=self.marks.of)
        over = self.pointing.hovered
        for place in self.seen():
            y = self.y_of(place)
            if y + self.column.height(place) > scene.top and y < scene.bottom:
                self.column[place].draw(scene, y, over[1] if over and over[0] == place else None)
        if scene.beside:
            draw_spines(self, scene)
        if (ringed := self.ringed) is not None:
            draw_ring(self, scene, ringed, thin=not self.hasFocus())  # a button that has the keys has its own
        elif self.outlined and (outlined := self.column.place_of(self.outlined)) is not None:
            draw_ring(self, scene, outlined, thin=True)
        if self.selection.by_key and self.selection.head and self.hasFocus():
            draw_caret(self, scene, self.selection.head)

    # -- within ------------------------------------------------------------------------------------------------------

    def _new_page(self) -> Page:
        mirrored, find = _is_mirrored(self), self.pictures.find
        return new_page(self.theme, self.width(), self.formulas.find, mirrored=mirrored, picture=find)

    @Slot()
    def _refresh(self) -> None:
        """What was waited for is there; what is read stays where it is."""
        for item in self.column.known():
            for body in item.bodies:
                body.refresh()
        self.settle()

    def _turn_to(self, page: Page) -> None:
        self.page = page
        self.column.set_page(page)
        self.settle()

    def _derive_bar(self) -> None:
        self._deriving = True
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(self.page.line(tokens.BODY))  # a notch of the wheel is three of them
        bar.setRange(0, max(0, self.column.total - height))
        bar.setValue(self.scrolled)
        self._deriving = False


def _is_mirrored(widget: QWidget) -> bool:
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft

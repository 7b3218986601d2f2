"""The rings in the rows of a list: they turn while something is written and seen.

For as long as a reply takes, a ring is painted eight times a second. So where it stands is worked out only when that
may have changed, and its picture at each angle is kept, with the ground of the row that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QRect, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.delegate import ConversationDelegate
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.writing import WritingClock

_MOST_PICTURES = 256
"""Five looks of a row; a ring stands at 48 angles."""
_RUN_IT = frozenset({QEvent.Type.LayoutDirectionChange, QEvent.Type.Show, QEvent.Type.Hide})


@dataclass(slots=True)
class _Ring:
    """Where one turns, in which row, and how the row was last painted; None: not since it turns there."""

    row: int
    place: QRect
    rect: QRect
    state: QStyle.StateFlag | None = None


class Rings(QObject):
    """Of one list, whose delegate it makes: that paints with the same clock."""

    def __init__(self, view: RowsView, model: ConversationsModel, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._model, self._theme = view, model, theme
        self._clock = WritingClock(theme, self)
        self._rings: list[_Ring] | None = None
        """Those that are seen; None while it is not known where."""
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self.delegate = ConversationDelegate(theme, self._clock, view)
        self._clock.stepped.connect(self._turn)
        theme.changed.connect(self._forget_pictures)
        model.writing_changed.connect(self._run)
        for moved in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.dataChanged):
            moved.connect(self._forget_places)
        model.modelReset.connect(self._run)
        view.installEventFilter(self)

    def note(self, row: int, state: QStyle.StateFlag | None) -> None:
        """That row is painted now and looks like that until it is again; None: there is more to it than its state."""
        for ring in self._rings or ():
            if ring.row == row:
                ring.state = state

    def repaint(self, event: QPaintEvent) -> bool:
        """Paint a ring, if nothing but one has turned; whether that was so."""
        area, view = event.rect(), self._view
        ring = next((ring for ring in self._rings or () if ring.place == area), None)
        if ring is None or ring.state is None or view.row_rect(ring.row) != ring.rect:
            return False
        scale = view.devicePixelRatioF()
        if not scale.is_integer():  # a picture would begin between two pixels
            return False
        with QPainter(view.viewport()) as painter:
            painter.drawPixmap(area.topLeft(), self._picture(ring, ring.state, scale))
        return True

    def _picture(self, ring: _Ring, state: QStyle.StateFlag, scale: float) -> QPixmap:
        inside = ring.place.translated(-ring.rect.topLeft())
        key = (inside.x(), inside.y(), ring.rect.width(), state, self._clock.angle, scale)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = QPixmap(ring.place.size() * scale)
            picture.setDevicePixelRatio(scale)
            picture.fill(self._theme.palette.window)  # what the list stands on
            with QPainter(picture) as painter:
                painter.translate(-ring.place.topLeft())
                option = self._option(ring.rect)
                option.state = state
                self.delegate.paint_slot(painter, option, self._model.index(ring.row, 0))
        return picture

    def _option(self, rect: QRect) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        option.rect, option.direction = rect, self._view.layoutDirection()
        return option

    @Slot()
    def _forget_pictures(self) -> None:
        self._pictures.clear()
        self._rings = None

    @Slot()
    def _forget_places(self) -> None:
        self._rings = None

    @Slot()
    def _run(self) -> None:
        self._rings = None
        self._clock.set_shown(self._view.isVisible() and bool(self._model.writing_rows()))

    @Slot()
    def _turn(self) -> None:
        view, port = self._view, self._view.viewport()
        if self._rings is None or any(view.row_rect(ring.row) != ring.rect for ring in self._rings):
            self._rings = list(self._seen())
        for ring in self._rings:
            port.update(ring.place if ring.state is not None else ring.rect)

    def _seen(self) -> Iterator[_Ring]:
        shown = self._view.viewport().rect()
        for row in self._model.writing_rows():
            rect = self._view.row_rect(row)
            if rect.intersects(shown):
                place = self.delegate.ring(self._option(rect), self._model.index(row, 0)).toAlignedRect()
                yield _Ring(row, place, rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _RUN_IT:
            self._run()
        return False

"""Conversations taken by the pointer and let go on a folder, among the pinned ones, or back under their days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QDropEvent, QPainter, QPixmap

from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.placing import FOLDERS, PINNED, folder_slot, is_day, path_of
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.theme import CONTROL

CONVERSATIONS = "application/x-desktop-chat-conversations"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a drop leads, and the rows that show it. Pinned, in a folder, or (None) under a day."""

    rows: range
    folder: str | None = None
    pinned: bool = False

    def changes(self, conversation: Conversation) -> bool:
        if self.pinned:
            return not conversation.pinned
        return conversation.pinned or conversation.folder != self.folder


class Dropping(QObject):
    """Of the list, on which things are let go that were taken from it."""

    def __init__(self, view: RowsView, model: ConversationsModel, library: Library, filing: Filing) -> None:
        super().__init__(view)
        self._view, self._model, self._library, self._filing = view, model, library, filing
        self.goal: Goal | None = None
        view.setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self._aim(None)
            return False
        if not isinstance(event, QDropEvent) or not event.mimeData().hasFormat(CONVERSATIONS):
            return False
        moving = [self._library.get(one) for one in ids_in(event.mimeData()) if one in self._library]
        goal = self._goal_at(event.position().toPoint())
        if goal is not None and not any(goal.changes(one) for one in moving):
            goal = None
        event.setDropAction(Qt.DropAction.MoveAction)
        # What is turned away at the edge is heard of no more, wherever it is moved.
        event.setAccepted(goal is not None or event.type() is QEvent.Type.DragEnter)
        if event.type() is QEvent.Type.Drop:
            self._aim(None)
            self._let_go(goal, [one.id for one in moving])
        else:
            self._aim(goal)
            self._view.startAutoScroll()
        return True

    def _let_go(self, goal: Goal | None, ids: Sequence[ConversationId]) -> None:
        if goal is None:
            return
        if goal.pinned:
            self._filing.pin(ids)
        else:
            self._filing.move(ids, goal.folder, unpin=True)

    def _goal_at(self, point: QPoint) -> Goal | None:
        found, blocks = self._model.at(self._view.indexAt(point)), self._model.blocks
        if found is not None and found[0].slot == PINNED:
            start = blocks.start_of(PINNED)
            return Goal(range(start, start + found[0].rows), pinned=True)
        if found is None or is_day(found[0].slot):
            first = next((block.slot for block in blocks if is_day(block.slot)), None)
            start = blocks.start_of(first) if first is not None else blocks.row_count()
            return Goal(range(start, blocks.row_count()))
        if found[0].slot == FOLDERS:
            return None
        path = path_of(found[0].slot)
        slot = folder_slot(path)
        start = blocks.start_of(slot)
        return Goal(range(start, start + 1 + sum(block.rows for block in blocks.inside(slot))), path)

    def _aim(self, goal: Goal | None) -> None:
        if goal != self.goal:
            self.goal = goal
            self._view.viewport().update()

    def draw_goal(self, painter: QPainter, theme: Theme, row: int) -> None:
        """What of the place where a drop would lead lies behind this row."""
        if self.goal is None or row not in self.goal.rows:
            return
        first, last = self._view.row_rect(self.goal.rows[0]), self._view.row_rect(self.goal.rows[-1])
        area = QRectF(first.united(last)).adjusted(theme.metrics.row_inset, 0, -theme.metrics.row_inset, 0)
        painter.save()
        painter.setClipRect(self._view.row_rect(row))
        draw_box(painter, area, theme.palette.role_system, theme.metrics.radius, theme.palette.accent)
        painter.restore()


def ids_in(data: QMimeData) -> list[ConversationId]:
    return bytes(data.data(CONVERSATIONS).data()).decode().split()


def drag(view: RowsView, ids: Sequence[ConversationId], words: str, theme: Theme) -> None:
    """Until the button is let go. `words` go along with the pointer."""
    data = QMimeData()
    data.setData(CONVERSATIONS, " ".join(ids).encode())
    begun = QDrag(view)
    begun.setMimeData(data)
    begun.setPixmap(_label(view, words, theme))
    begun.setHotSpot(QPoint(-theme.metrics.space12, -theme.metrics.space4))
    begun.exec(Qt.DropAction.MoveAction)


def _label(view: RowsView, words: str, theme: Theme) -> QPixmap:
    m, ratio = theme.metrics, view.devicePixelRatioF()
    size = QSize(m.sidebar_min, m.row)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    box = QRectF(0, 0, size.width(), size.height())
    draw_box(painter, box, theme.palette.raised, m.radius, theme.palette.line, m.border)
    draw_line(painter, box.adjusted(m.space12, 0, -m.space12, 0), words, theme.font(CONTROL), theme.palette.text)
    painter.end()
    return made

"""The rings in the rows of a list: they turn while something is written and seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.delegate import ConversationDelegate
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.writing import WritingClock


class Rings(QObject):
    """Of one list, whose delegate it makes: that paints with the same clock."""

    def __init__(self, view: RowsView, model: ConversationsModel, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._clock = WritingClock(theme, self)
        self.delegate = ConversationDelegate(theme, self._clock, view)
        self._clock.stepped.connect(self._turn)
        model.writing_changed.connect(self._run)
        model.modelReset.connect(self._run)
        view.installEventFilter(self)

    @Slot()
    def _run(self) -> None:
        self._clock.set_shown(self._view.isVisible() and bool(self._model.writing_rows()))

    @Slot()
    def _turn(self) -> None:
        seen = self._view.visible_rows()
        for row in self._model.writing_rows():
            if row in seen:
                option = QStyleOptionViewItem()
                option.rect, option.direction = self._view.row_rect(row), self._view.layoutDirection()
                ring = self.delegate.ring(option, self._model.index(row, 0))
                self._view.viewport().update(ring.toAlignedRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._run()
        return False

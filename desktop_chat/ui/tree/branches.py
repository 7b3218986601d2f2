"""All branches of the open conversation, to walk through and to go to."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.services.chat import Chat, MessagesAdded
from desktop_chat.services.replies import ReplyEnded
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.room import Room
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.tree.model import BranchesModel
from desktop_chat.ui.tree.rows import BranchRows
from desktop_chat.words.catalogue import tr


class Branches(QDialog):
    """Of one conversation. Enter or a click goes to a message, Esc back to where one was."""

    chosen = Signal(str)
    """The id of a message."""

    def __init__(self, chat: Chat, conversation_id: ConversationId, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chat, self._conversation_id = chat, conversation_id
        self._model = BranchesModel(self)
        self._rows = BranchRows(theme)
        self._rows.setModel(self._model)
        self._rows.clicked.connect(self._go)
        m = theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, m.space8, 0, m.space8)
        inside.addWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ground)
        Room(self, m.prose, m.measure_min)
        self.resize(m.palette_width, m.row * 16)
        chat.messages_added.connect(self._follow)
        chat.reply_ended.connect(self._follow_end)
        theme.changed.connect(self._rows.viewport().update)
        says = Sayings(self)
        for put in (self.setWindowTitle, self._rows.setAccessibleName):
            says.say(put, lambda: tr("Branches"))
        self._show()
        says.again(self._renew)

    def stand_on(self, message_id: MessageId) -> None:
        """The keys are on that message; whatever it stands in is open."""
        index = self._model.place_of(message_id)
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self._rows.expand(above)
                above = above.parent()
            self._rows.setCurrentIndex(index)
            self._rows.scrollTo(index, BranchRows.ScrollHint.PositionAtCenter)

    def _show(self) -> None:
        branch = self._chat.branch(self._conversation_id)
        head = branch[-1].id if branch else None
        self._model.show(self._chat.tree(self._conversation_id), head)
        if head:
            self.stand_on(head)

    @Slot(object)
    def _follow(self, added: MessagesAdded) -> None:
        if added.conversation_id == self._conversation_id:
            self._renew()

    @Slot(object)
    def _follow_end(self, ended: ReplyEnded) -> None:
        if ended.reply.conversation_id == self._conversation_id:
            self._renew()

    def _renew(self) -> None:
        """Others stand here now; the keys stay on their message."""
        message = self._model.message_at(self._rows.currentIndex())
        self._show()
        if message is not None:
            self.stand_on(message.id)

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
        message = self._model.message_at(index)
        if message is None:
            self._rows.setExpanded(index, not self._rows.isExpanded(index))
            return
        self.accept()
        self.chosen.emit(message.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING and self._rows.currentIndex().isValid():
            self._go(self._rows.currentIndex())
        else:
            super().keyPressEvent(event)

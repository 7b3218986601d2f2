"""The archive, or the trash, in the place of the list: a head that leads back, the conversations, or one sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.keys import claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.keeper import Keeper
from desktop_chat.ui.sidebar.ordering import Ordering
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.ui.theme import STRONG
from desktop_chat.ui.widgets import Button, ElidedLabel, IconButton, Kind
from desktop_chat.words.catalogue import tr


class ShelfPage(QWidget):
    """Of `Part.ARCHIVE` or `Part.TRASH`."""

    left = Signal()
    """Back to the list is wished, by Esc or by the button."""

    def __init__(self, keeper: Keeper, ordering: Ordering, theme: Theme, part: Part) -> None:
        super().__init__()
        self._theme, self._part, self._ordering = theme, part, ordering
        self.list = ConversationList(keeper, ordering, theme, part)
        self._back = IconButton(theme, Icon.PREVIOUS, "")
        self._title = ElidedLabel(theme, STRONG)
        self._empty = Button(theme, "", Kind.TOOL)
        self._empty.set_small()
        self._note, self._nothing = _words(), _words()
        self._pages = QStackedWidget()
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._empty.clicked.connect(self._empty_trash)
        model = self.list.rows
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._show)
        theme.changed.connect(self._fit)
        self.retranslate()

    def focus(self) -> None:
        """The keys go to what there is."""
        (self.list if self.list.rows.rowCount() else self._back).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        is_trash = self._part is Part.TRASH
        self._back.set_words(tr("Back to the conversations"))
        self._title.setText(tr("Trash") if is_trash else tr("Archive"))
        self._empty.set_words(tr("Empty…"))
        self._note.setText(tr("Deleted for good after 30 days."))
        self._nothing.setText(tr("The trash is empty.") if is_trash else tr("Nothing is archived."))
        self.list.retranslate()
        self._show()

    def _lay_out(self) -> None:
        self._head, column = QHBoxLayout(), QVBoxLayout(self)
        self._head.addWidget(self._back)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._empty)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._note)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._nothing)
        column.addWidget(self._pages, 1)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self._head.setContentsMargins(m.section_x - m.button_small, 0, m.space8, m.space4)
        self._head.setSpacing(0)
        for words in (self._note, self._nothing):
            words.setContentsMargins(m.section_x, m.space4, m.space16, 0)

    @Slot()
    def _show(self) -> None:
        is_any = self.list.rows.rowCount() > 0
        for widget in (self._empty, self._note):
            widget.setVisible(is_any and self._part is Part.TRASH)
        if not is_any and self.list.hasFocus():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages.setCurrentWidget(self.list if is_any else self._nothing)

    @Slot()
    def _empty_trash(self) -> None:
        self._ordering.empty_trash(self)

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _words() -> QLabel:
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    made.setProperty("type", "label")
    return made

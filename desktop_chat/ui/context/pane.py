"""The context pane: what the next request carries, live while it is being written.

It shows what the composer has planned, the very plan that a press on Enter makes; so it cannot show anything else than
what is sent.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError, RequestRefused
from desktop_chat.domain.messages import Conversation, Message, MessageId, Role, now
from desktop_chat.services.bundle import Services
from desktop_chat.ui.composer.preview import Outlook, Preview
from desktop_chat.ui.context.messages_page import MessagesPage
from desktop_chat.ui.context.raw_page import RawPage
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.tabs import Tabs
from desktop_chat.ui.widgets import IconButton, Rule
from desktop_chat.words.catalogue import later, tr

_TABS = (later("Messages"), later("Raw"))


class ContextPane(QFrame):
    """`preview` tells what is planned; while the pane is hidden it costs nothing."""

    close_requested = Signal()
    policy_requested = Signal()

    def __init__(self, services: Services, preview: Preview, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._services, self._preview, self._theme = services, preview, theme
        self._shown_id = ""
        self.tabs = Tabs(theme, [tr(name) for name in _TABS])
        self._close = IconButton(theme, Icon.CLOSE, "")
        self._close.clicked.connect(self.close_requested)
        self._pages = QStackedWidget()
        self.messages = MessagesPage(theme)
        self.raw = RawPage(theme)
        self._pages.addWidget(self.messages)
        self._pages.addWidget(self.raw)
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn_to)
        self.messages.policy_requested.connect(self.policy_requested)
        self.messages.rows.exclude_requested.connect(self._exclude)
        self.messages.rows.pin_requested.connect(self._pin)
        self.messages.rows.look_requested.connect(self._read)
        preview.ready.connect(self._follow)
        self.retranslate()

    def _lay_out(self) -> None:
        m = self._theme.metrics
        head = QHBoxLayout()
        head.setContentsMargins(m.space16, 0, m.space8, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._close)
        top = QWidget()
        top.setLayout(head)
        top.setFixedHeight(m.header)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(Rule(self._theme))
        column.addWidget(self._pages, 1)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.metrics.context, self._theme.metrics.window_height)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Context of the next request"))
        self.tabs.setAccessibleName(tr("Context"))
        for place, name in enumerate(_TABS):
            self.tabs.setTabText(place, tr(name))
        self._close.set_words(tr("Close"))
        self.messages.retranslate()
        self.raw.retranslate()
        if self.isVisible():
            self._show(self._preview.outlook)

    def focus_rows(self) -> None:
        """The keys go to what is shown here."""
        is_raw = self._pages.currentIndex() == 1
        first = self.raw.body if is_raw else self.messages.rows
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, message_id: MessageId) -> None:
        """The keys go to that message's row."""
        self.tabs.setCurrentIndex(0)
        self.messages.rows.go_to(message_id)
        self.focus_rows()

    # -- following ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, outlook: Outlook) -> None:
        if self.isVisible():
            self._show(outlook)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show(self._preview.outlook)

    def _show(self, outlook: Outlook) -> None:
        try:
            conversation = self._services.library.get(outlook.conversation_id)
        except ChatError:  # it has just been thrown away
            return
        if self._pages.currentIndex() == 1:
            self._show_raw(outlook, conversation)
            return
        self.messages.show_outlook(outlook, conversation.policy)
        if outlook.conversation_id != self._shown_id:
            self._shown_id = outlook.conversation_id
            self.messages.rows.scroll_to_draft()

    def _show_raw(self, outlook: Outlook, conversation: Conversation) -> None:
        trouble = outlook.trouble
        if outlook.plan is not None and trouble is None:
            try:
                endpoint = self._services.accounts.choice_for(conversation)[0]
            except RequestRefused as error:
                trouble = error
            else:
                self.raw.show_request(outlook.plan, endpoint)
        if trouble is not None:
            self.raw.show_trouble(trouble)

    @Slot(int)
    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._show(self._preview.outlook)

    # -- wishes ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def _exclude(self, message_id: str) -> None:
        self._services.rules.toggle_excluded(self._preview.outlook.conversation_id, message_id)

    @Slot(str)
    def _pin(self, message_id: str) -> None:
        self._services.rules.toggle_pin(self._preview.outlook.conversation_id, message_id)

    @Slot()
    def _read(self) -> None:
        """All of the current row in a window of its own."""
        from desktop_chat.domain.joints import stitched
        from desktop_chat.ui.transcript.reader import Reader

        row, outlook = self.messages.rows.current_row(), self._preview.outlook
        if row is None or outlook.plan is None:
            return
        if row.messages:
            message = stitched(row.messages)
        else:
            prompt = outlook.plan.history.policy.system_prompt
            message = Message("", outlook.conversation_id, None, Role.SYSTEM, prompt, now())
        Reader(message, self._theme, self.messages.rows).open()

"""The frame: which conversation is open, where the panes are, what the keys do.

It owns no conversation and paints nothing itself. What it knows across restarts (size, panes, the open conversation)
lives in the preferences.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QStyle, QWidget

from desktop_chat.domain.deeds import Deed
from desktop_chat.domain.errors import ChatError, StoreDamaged
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.settings import OPEN_CONVERSATION, WINDOW_GEOMETRY
from desktop_chat.services.bundle import Services
from desktop_chat.ui.command_table import commands_of
from desktop_chat.ui.commands import CommandTable
from desktop_chat.ui.composer.dropping import Dropping
from desktop_chat.ui.context_side import ContextSide
from desktop_chat.ui.conversation_pane import ConversationPane
from desktop_chat.ui.going_on import GoingOn
from desktop_chat.ui.icons import program_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.menus import Menus
from desktop_chat.ui.notices import Notices
from desktop_chat.ui.own_keys import OwnKeys
from desktop_chat.ui.side_pane import SidePane
from desktop_chat.ui.sidebar.sidebar import Sidebar
from desktop_chat.ui.sidebar.spent import Spent
from desktop_chat.ui.verbs.answering import AnsweringVerbs
from desktop_chat.ui.verbs.context import ContextVerbs
from desktop_chat.ui.verbs.conversations import ConversationVerbs
from desktop_chat.ui.verbs.desk import DeskVerbs
from desktop_chat.ui.verbs.exporting import ExportVerbs
from desktop_chat.ui.verbs.importing import ImportVerbs
from desktop_chat.ui.verbs.messages import MessageVerbs
from desktop_chat.ui.verbs.order import OrderVerbs
from desktop_chat.ui.verbs.prompts import PromptVerbs
from desktop_chat.ui.verbs.receipts import ReceiptVerbs
from desktop_chat.ui.verbs.summaries import SummaryVerbs
from desktop_chat.ui.verbs.view import ViewVerbs
from desktop_chat.words.catalogue import tr
from desktop_chat.words.deeds import told
from desktop_chat.words.errors import Kept, explain

if TYPE_CHECKING:
    from desktop_chat.ui.first_start import FirstStart


class MainWindow(QMainWindow):
    """The one window. `closed` is the person's wish to quit."""

    closed = Signal()

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self.services = services
        self.theme = theme
        self.setWindowIcon(program_icon())
        self.setMinimumSize(theme.metrics.window_min_width, theme.metrics.window_min_height)
        self.sidebar = Sidebar(services, services.search, theme)
        self.pane = ConversationPane(services, theme)
        self.sidebar.stand_in_foot(self._spent())
        self._splitter = self._beside_one_another(self.sidebar, self.pane)
        self.side = SidePane(self.sidebar, self._splitter, services.preferences, theme)
        self.context = ContextSide(self.pane, self._splitter, services, theme)
        self._first_start: FirstStart | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self._splitter)
        self.setCentralWidget(self._pages)
        self.notices = Notices(self, theme)
        self.notices.stand_in(self.sidebar.list_pane, self.pane.transcript)
        self.conversations = ConversationVerbs(self)
        self.exporting = ExportVerbs(self)
        self.order = OrderVerbs(self)
        self.messages = MessageVerbs(self)
        self.rules = ContextVerbs(self)
        self.summaries = SummaryVerbs(self)
        self.answering, self.prompts = AnsweringVerbs(self), PromptVerbs(self)
        self.receipts, self.menus = ReceiptVerbs(self), Menus(self)
        self.importing, self.view, self.desk = ImportVerbs(self), ViewVerbs(self), DeskVerbs(self)
        self.commands = CommandTable(self, commands_of(self), self.notices.say)
        self._connect()
        self._connect_transcript()
        self._restore()

    def _beside_one_another(self, sidebar: QWidget, pane: QWidget) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(sidebar)
        splitter.addWidget(pane)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(self.theme.metrics.splitter)
        splitter.setStretchFactor(1, 1)
        return splitter

    def _spent(self) -> Spent:
        spent = Spent(self.services.spending, self.theme)
        spent.clicked.connect(self._open_prices)
        return spent

    @Slot()
    def _open_prices(self) -> None:
        self.view.prices()

    def _connect(self) -> None:
        GoingOn(self)
        OwnKeys(self)
        dropping = Dropping(self, self.pane.composer.files, self.pane.composer.text_area)
        dropping.offer_first(self.importing.drop, self.sidebar)
        services = self.services
        self.sidebar.conversation_requested.connect(self.open)
        self.sidebar.message_requested.connect(self.conversations.show_message)
        self.side.shown.connect(self._follow_sidebar)
        self.notices.remedy_requested.connect(self.messages.remedy)
        self.sidebar.new_requested.connect(self.conversations.new)
        self.sidebar.menu_requested.connect(self._show_menu)
        self.sidebar.settings_requested.connect(self.view.settings)
        self.sidebar.export_requested.connect(self.exporting.one)
        self.pane.title_changed.connect(self._show_title)
        self.pane.header.sidebar_requested.connect(self.view.toggle_sidebar)
        self.pane.header.export_requested.connect(self.exporting.here)
        self.pane.header.more_requested.connect(self._show_more)
        self.pane.composer.remedy_requested.connect(self.messages.remedy)
        self.pane.composer.endpoints_requested.connect(self.view.endpoints)
        self.pane.composer.edit_last_requested.connect(self.messages.edit_last)
        services.chat.forked.connect(self.open)
        services.filing.done.connect(self._offer_undo)
        services.filing.duplicated.connect(self.open)
        saving = (services.chat.saving_failed, services.preferences.not_saved, services.safekeeping.failed)
        for failed in (services.library.failed, services.accounts.failed, services.spending.failed, *saving):
            failed.connect(self.show_trouble)
        services.library.conversation_changed.connect(self._mark_seen)
        services.library.refreshed.connect(self._refresh)

    def _connect_transcript(self) -> None:
        transcript = self.pane.transcript
        transcript.file_copy_requested.connect(self.services.transfers.save_copy)
        transcript.edit_requested.connect(self.messages.edit)
        transcript.endpoint_requested.connect(self.messages.open_endpoint)
        transcript.raise_limit_requested.connect(lambda _: self.messages.raise_limit())
        transcript.budget_requested.connect(lambda _: self.messages.set_budget())
        transcript.context_requested.connect(self.rules.choose)
        transcript.wished.connect(self.messages.fulfil)
        transcript.card_wished.connect(self.summaries.fulfil)
        self.pane.whereabouts.wanted_back.connect(self.conversations.bring_back)
        self.pane.header.context_requested.connect(self.context.toggle)
        self.pane.composer.context_requested.connect(self.context.lead_in)
        transcript.overlay.divider.removed.connect(self.rules.join)
        transcript.pin_requested.connect(self.rules.pin)
        transcript.exclude_requested.connect(self.rules.exclude)
        transcript.receipt_requested.connect(self.receipts.show)

    # -- what is open ------------------------------------------------------------------------------------------------

    @Slot(str)
    def open(self, conversation_id: str) -> None:
        """Shows a conversation; the one that was open keeps its draft and its streams."""
        library = self.services.library
        if library.find(conversation_id) is None or conversation_id == self.pane.shown:
            return
        left = self.pane.shown
        self.pane.open(library.get(conversation_id))
        if self.side.leave():
            self.pane.composer.focus_editor()
        self.sidebar.select(conversation_id)
        self.services.preferences.set(OPEN_CONVERSATION, conversation_id)
        library.seen(conversation_id)
        if left:
            library.leave(left)

    def offer_first_start(self) -> None:
        """The card that asks which model answers; the window behind it waits."""
        from desktop_chat.ui.first_start import FirstStart  # seldom shown, so no start waits for it unless it is

        self._first_start = FirstStart(self.services.accounts, self.services.local_model, self.theme)
        self._first_start.finished.connect(self.end_first_start)
        self._first_start.remarked.connect(self.notices.trouble)
        self._first_start.endpoints_requested.connect(self.view.endpoints)
        self._first_start.language_requested.connect(self.view.other_language)
        self._pages.addWidget(self._first_start)
        self._pages.setCurrentWidget(self._first_start)
        self._first_start.focus_first()

    @Slot()
    def end_first_start(self) -> None:
        """The card has done its work, or the person would rather look around."""
        card, self._first_start = self._first_start, None
        if card is None:
            return
        self._pages.removeWidget(card)
        card.deleteLater()
        self.pane.composer.focus_editor()

    @Slot()
    def leave_endpoints(self) -> None:
        """The dialog of endpoints was closed; the card has nothing to ask once there is one."""
        if self.services.accounts.all():
            self.end_first_start()

    def retranslate(self) -> None:
        """All words again, in the language that is in use now."""
        self.commands.retranslate()
        self.menus.retranslate()
        self.sidebar.retranslate()
        self.pane.retranslate()
        self.context.retranslate()
        if self.desk.quick is not None:
            self.desk.quick.retranslate()
        if self._first_start:
            self._first_start.retranslate()
        self.notices.retranslate()
        from desktop_chat.ui.sayings import say_again_above  # a start speaks one language

        for window in filter(None, (self, self.desk.quick)):
            say_again_above(window)

    @Slot(object)
    def show_trouble(self, error: ChatError) -> None:
        """An error that belongs to no reply and to no field."""
        if isinstance(error, StoreDamaged):
            self.pane.show_damage()
        self.notices.trouble(explain(error, Kept.NOTHING), partial(explain, error, Kept.NOTHING))

    # -- announcements -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _show_title(self, title: str) -> None:
        self.setWindowTitle(f"{title} — Desktop Chat")

    @Slot(object)
    def _offer_undo(self, deed: Deed) -> None:
        if said := told(deed):
            self.notices.say(said, tr("Undo"), self.conversations.undo, self.commands.keys("edit.undo"))

    @Slot(bool)
    def _follow_sidebar(self, shown: bool) -> None:
        self.pane.header.sidebar_button.setVisible(not shown)
        self.notices.place()

    @Slot(object)
    def _mark_seen(self, conversation: Conversation) -> None:
        if conversation.id == self.pane.shown and conversation.unread and self.isActiveWindow():
            self.services.library.seen(conversation.id)

    @Slot()
    def _refresh(self) -> None:
        """What hangs on conversations is read again after these."""
        self.services.folders.refresh()
        self.services.accounts.refresh()
        self.services.presets.refresh()
        self.services.prompts().refresh()
        if self.pane.shown:
            self.services.chat.refresh(self.pane.shown)
        self.leave_endpoints()

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        self.commands.menu().popup(at)

    @Slot()
    def _show_more(self) -> None:
        button = self.pane.header.more_button
        self.commands.menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    # -- the frame across restarts -----------------------------------------------------------------------------------

    def _restore(self) -> None:
        preferences = self.services.preferences
        geometry = QByteArray.fromBase64(preferences.get(WINDOW_GEOMETRY).encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(self._first_size())
        self.side.open()
        self.context.open()
        wanted = preferences.get(OPEN_CONVERSATION)
        rest = self.services.library.conversations()
        if wanted in self.services.library:
            self.open(wanted)
        else:
            self.open(rest[0].id if rest else self.services.library.new().id)
        if not self.services.accounts.all():
            self.offer_first_start()
        else:
            QTimer.singleShot(0, self.pane.composer, self.pane.composer.focus_editor)

    def _first_size(self) -> QSize:
        """On a small or a magnified screen all of the window is seen, its composer and its frame too."""
        metrics, room = self.theme.metrics, self.screen().availableSize()
        frame = QSize(2, self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
        return QSize(metrics.window_width, metrics.window_height).boundedTo(room - frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notices.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        if event.spontaneous() and self.desk.closes_into_tray():  # a person's wish, and not the end of the program
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    def remember(self) -> None:
        """Puts drafts and the frame where the next start finds them."""
        self.pane.composer.keep_draft()
        preferences = self.services.preferences
        preferences.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        self.side.remember()
        self.context.remember()

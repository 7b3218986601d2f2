"""Quick ask: a small window for one question, over whatever else is on the screen.

What is asked here is a conversation like any other, written on the same sheets as in the main window. The answer grows
below the question's field; nothing of the window moves but its lower edge.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop_chat.domain.messages import Conversation, Message, Role
from desktop_chat.domain.settings import SEND_KEY, SendKey
from desktop_chat.services.bundle import Services
from desktop_chat.ui.composer.composer import Composer
from desktop_chat.ui.conversation_pane import ConversationPane
from desktop_chat.ui.desk.coming_forward import come_forward
from desktop_chat.ui.icons import program_icon
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.widgets import Rule
from desktop_chat.words.catalogue import tr

_LINES = 5  # of a question that are seen at once
_FROM_TOP = 5  # a fifth of the screen stays free above


class QuickAsk(QFrame):
    """Enter asks, Ctrl+Enter opens what is here in the main window, Esc hides and keeps it, Ctrl+N begins anew."""

    open_requested = Signal(str)
    """The id of the conversation that is to be read in the main window."""
    remedy_requested = Signal(object)
    """A `Remedy`, for the main window."""
    endpoints_requested = Signal()
    left = Signal()
    """It is hidden now."""

    def __init__(self, services: Services, beside: ConversationPane, theme: Theme) -> None:
        super().__init__()
        self._is_open_elsewhere: Callable[[str], bool] = lambda one: one == beside.shown
        self._services, self._theme = services, theme
        self.shown: str | None = None
        """The id of the conversation that is asked in."""
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setProperty("surface", "paper")
        self.setWindowIcon(program_icon())
        known = (services.chat, services.library, services.accounts, services.preferences, theme)
        self.composer = Composer(*known, beside.composer)
        self.composer.files.read_by(services.attaching)
        self.composer.editor.most_lines = _LINES
        self.composer.escape_leaves()
        self.transcript = Transcript(services.chat, services.replies, services.library, theme, list)
        self._rule = Rule(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.composer)
        column.addWidget(self._rule)
        column.addWidget(self.transcript, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self, self.begin)
        self.transcript.overlay.host_pill(self)
        self._connect()
        self.retranslate()
        self._fit()

    def _connect(self) -> None:
        services, transcript = self._services, self.transcript
        for part in (self.composer.editor, transcript):
            part.installEventFilter(self)
        self.composer.editor.document().documentLayout().documentSizeChanged.connect(self._fit_later)
        self.composer.remedy_requested.connect(self.remedy_requested)
        self.composer.endpoints_requested.connect(self.endpoints_requested)
        self.composer.edit_last_requested.connect(self._edit_last)
        self.composer.context_requested.connect(self.open_there)
        self.composer.presets_requested.connect(self.open_there)
        transcript.arranged.connect(self._fit)
        transcript.grown.connect(self._fit)
        transcript.retry_requested.connect(lambda message_id: self._upon(message_id, services.chat.retry))
        transcript.continue_requested.connect(lambda message_id: self._upon(message_id, services.chat.proceed))
        transcript.branch_requested.connect(self._switch)
        # What takes more room than there is here is done in the main window.
        for wish in (transcript.edit_requested, transcript.receipt_requested, transcript.raise_limit_requested):
            wish.connect(self.open_there)
        for wish in (transcript.context_requested, transcript.endpoint_requested, transcript.budget_requested):
            wish.connect(self.open_there)
        transcript.wished.connect(self.open_there)
        services.library.conversation_changed.connect(self._mark_seen)
        services.library.conversation_removed.connect(self._forget)
        services.preferences.changed.connect(self._follow)
        self._theme.changed.connect(self._fit)
        self._follow(SEND_KEY.name)

    # -- what the desk asks ------------------------------------------------------------------------------------------

    def come(self, token: str = "", like: str | None = None) -> None:
        """In front and ready to be written in, with what was left in it; `like` is the conversation with the model."""
        if self.shown is None:
            self._open(self._services.library.new(like, apart_from=like))
        if not self.isVisible():
            self._place()
        come_forward(self, token)
        self.composer.focus_editor()

    @Slot()
    def begin(self) -> None:
        """Another question, which has nothing to do with the one before."""
        before = self.shown
        self._open(self._services.library.new(before))
        if before is not None and before != self.shown and not self._is_open_elsewhere(before):
            self._services.library.leave(before)
        self.composer.focus_editor()

    def retranslate(self) -> None:
        self.setWindowTitle(f"{tr('Quick ask')} — Desktop Chat")
        self.composer.retranslate()
        self.transcript.retranslate()

    # -- what the person does ----------------------------------------------------------------------------------------

    @Slot()
    def open_there(self) -> None:
        """What is here goes on in the main window."""
        shown, self.shown = self.shown, None
        self.composer.keep_draft()
        self.hide()
        if shown is not None:
            self.open_requested.emit(shown)

    @Slot()
    def leave(self) -> None:
        """Out of the way; what was written and what is being answered stay."""
        self.composer.keep_draft()
        self.hide()
        if self.shown is not None and not self._is_open_elsewhere(self.shown):
            self._services.library.leave(self.shown)
        self.left.emit()

    @Slot()
    def _edit_last(self) -> None:
        asked = [one for one in self._services.chat.branch(self.shown or "") if one.role is Role.USER]
        if asked:
            self.composer.edit(asked[-1])

    def _upon(self, message_id: str, verb: object) -> None:
        message: Message | None = self._services.chat.tree(self.shown).get(message_id) if self.shown else None
        if message is not None and callable(verb):
            verb(message)

    @Slot(str, int)
    def _switch(self, message_id: str, step: int) -> None:
        if self.shown:
            self._services.chat.switch(self.shown, message_id, step)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def _open(self, conversation: Conversation) -> None:
        self.shown = conversation.id
        self.transcript.open(conversation.id)
        self.composer.open(conversation.id)
        self._fit()

    @Slot(object)
    def _mark_seen(self, conversation: Conversation) -> None:
        if conversation.id == self.shown and conversation.unread and self.isActiveWindow():
            self._services.library.seen(conversation.id)

    @Slot(object)
    def _forget(self, conversation: Conversation) -> None:
        """It went to the trash, or nothing was ever in it."""
        if conversation.id == self.shown:
            self.shown = None
            if self.isVisible():
                self._open(self._services.library.new())

    @Slot(str)
    def _follow(self, name: str) -> None:
        """Here Enter asks, whatever it does where long texts are written: Ctrl+Enter leads to the main window."""
        if name == SEND_KEY.name:
            self.composer.editor.set_send_key(SendKey.ENTER)

    # -- its size ----------------------------------------------------------------------------------------------------

    @Slot()
    def _fit_later(self) -> None:
        self.composer.updateGeometry()
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """As high as what is in it, and while something is, never lower than it was: nothing jumps."""
        m = self._theme.metrics
        answered = bool(self.transcript.story.messages)
        for part in (self._rule, self.transcript):
            part.setVisible(answered)
        height = self.composer.sizeHint().height()
        if answered:
            height = max(height + m.border + self.transcript.column.total, self.height())
        height = max(min(height, m.quick_most), m.quick_least)
        if (self.width(), self.height()) != (m.quick_width, height):
            self.setFixedSize(m.quick_width, height)

    def _place(self) -> None:
        """In the middle of the screen that the pointer is on, at a height from which it has room to grow."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or self.screen()
        room = screen.availableGeometry()
        self.move(room.topLeft() + QPoint((room.width() - self.width()) // 2, room.height() // _FROM_TOP))

    # -- what Qt calls -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of this window, before those of its parts."""
        is_key = event.type() is QEvent.Type.KeyPress and not self.composer.editor.composing
        return is_key and isinstance(event, QKeyEvent) and self._takes(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not held:
            self.leave()
        elif event.key() in OPENING and held == Qt.KeyboardModifier.ControlModifier:
            self.open_there()
        else:
            return False
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()  # one that is not would keep the program from ending
        self.leave()

"""Where the context pane stands: at the right of the conversation where there is room, else over its text.

The pane is made when it is first shown. It and the transcript follow each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtWidgets import QApplication, QSplitter

from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.settings import CONTEXT_SHOWN, CONTEXT_WIDTH
from desktop_chat.services.bundle import Services
from desktop_chat.ui.conversation_pane import ConversationPane
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Rule

if TYPE_CHECKING:
    from desktop_chat.ui.context.pane import ContextPane

_ROWS_OVER = 4  # as many as must be seen for the pane to leave the composer free


class ContextSide(QObject):
    """Shows and hides the context pane of one window; remembers how wide it was and whether it was wanted."""

    def __init__(self, beside: ConversationPane, splitter: QSplitter, services: Services, theme: Theme) -> None:
        super().__init__(splitter)
        self._beside, self._splitter, self._services, self._theme = beside, splitter, services, theme
        self._pane: ContextPane | None = None
        self._edge: Rule | None = None
        self._lies_over = False
        self._covers_composer = False
        splitter.installEventFilter(self)
        beside.transcript.focused_message.connect(self._follow_transcript)

    def open(self) -> None:
        """As it was when the window was last closed."""
        self._lies_over = self._is_narrow()  # a window that is still being made grows yet
        if self._services.preferences.get(CONTEXT_SHOWN) and not self._lies_over:
            self._show(True)

    @property
    def pane(self) -> ContextPane | None:
        """None until it is wanted for the first time."""
        return self._pane

    def is_shown(self) -> bool:
        return self._pane is not None and self._pane.isVisibleTo(self._splitter.window())

    @Slot()
    def toggle(self) -> None:
        """Ctrl+Shift+A. Beside the conversation the choice is kept; over it, it lasts until it is left."""
        self._show(not self.is_shown())
        if not self._lies_over:
            self._services.preferences.set(CONTEXT_SHOWN, self.is_shown())
        elif self._pane is not None and self.is_shown() and self._covers_composer:
            self._pane.focus_rows()  # the keys go where the eye does

    @Slot()
    def lead_in(self) -> None:
        """Shows the pane and puts the keys on its rows."""
        if not self.is_shown():
            self.toggle()
        if self._pane is not None:
            self._pane.focus_rows()

    def choose(self, message_id: MessageId) -> None:
        """Shows the rows, the keys on that message's, where one decides whether it is sent."""
        if not self.is_shown():
            self.toggle()
        if self._pane is not None:
            self._pane.choose(message_id)

    def leave(self) -> bool:
        """Takes away a pane that lies over the conversation; False where none does."""
        covers = self._lies_over and self.is_shown()
        if covers:
            self._show(False)
        return covers

    def remember(self) -> None:
        if self._pane is not None and self.is_shown() and not self._lies_over:
            self._services.preferences.set(CONTEXT_WIDTH, self._pane.width())

    def retranslate(self) -> None:
        if self._pane is not None:
            self._pane.retranslate()

    # -- where it stands ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            if self._is_narrow() != self._lies_over:
                self._lies_over = self._is_narrow()
                self._show(self._services.preferences.get(CONTEXT_SHOWN) and not self._is_narrow())
            elif self._lies_over and self._pane is not None:
                self._place()
        return False

    def _is_narrow(self) -> bool:
        return self._splitter.width() < self._theme.metrics.context_over_below

    def _show(self, visible: bool) -> None:
        if visible or self._pane is not None:
            pane = self._made()
            keys_at = QApplication.focusWidget()
            had_keys = keys_at is not None and pane.isAncestorOf(keys_at)
            self._fit(pane)
            pane.setVisible(visible)
            if had_keys and not visible:
                self._beside.composer.focus_editor()
        self._beside.header.context_button.set_on(visible)
        if not visible:
            self._beside.transcript.outline("")

    def _made(self) -> ContextPane:
        if self._pane is None:
            from desktop_chat.ui.context.pane import ContextPane  # no start waits for what few look at

            metrics = self._theme.metrics
            self._pane = pane = ContextPane(self._services, self._beside.composer.preview, self._theme)
            pane.hide()
            pane.setMinimumWidth(metrics.context_min)
            pane.setMaximumWidth(metrics.context_max)
            self._edge = Rule(self._theme, "line", upright=True)
            self._edge.setParent(pane)
            pane.close_requested.connect(self._close)
            pane.policy_requested.connect(self._change_rules)
            pane.messages.rows.chosen.connect(self._beside.transcript.outline)
            pane.messages.rows.opened.connect(self._go_to)
        return self._pane

    def _fit(self, pane: ContextPane) -> None:
        self._lies_over = self._is_narrow()
        assert self._edge is not None
        self._edge.setVisible(self._lies_over)
        if self._lies_over:
            if self._splitter.indexOf(pane) >= 0 or pane.parentWidget() is None:
                pane.setParent(self._splitter.parentWidget())
            self._place()
            pane.raise_()
        elif self._splitter.indexOf(pane) < 0:
            width = self._services.preferences.get(CONTEXT_WIDTH)
            sizes = self._splitter.sizes()
            self._splitter.addWidget(pane)
            self._splitter.setCollapsible(self._splitter.indexOf(pane), False)
            self._splitter.setSizes([*sizes[:-1], max(1, sizes[-1] - width), width])

    def _place(self) -> None:
        """Over the text, and above the composer so that one can write beside it; in a low window over both."""
        assert self._pane is not None
        assert self._edge is not None
        metrics, beside, host = self._theme.metrics, self._beside, self._splitter.parentWidget()
        assert host is not None
        text = QRect(beside.transcript.mapTo(host, beside.transcript.rect().topLeft()), beside.transcript.size())
        area = QRect(self._splitter.geometry())
        least = self._pane.minimumSizeHint().height() + _ROWS_OVER * metrics.context_row
        self._covers_composer = text.height() < least
        if not self._covers_composer:
            area.setTop(text.top())
            area.setBottom(text.bottom())
        width = min(metrics.context, area.width())
        area.setLeft(area.right() + 1 - width)
        if self._pane.isRightToLeft():
            area.moveLeft(self._splitter.geometry().left())
        self._pane.setGeometry(area)
        thin = self._edge.sizeHint().width()
        self._edge.setGeometry(area.width() - thin if self._pane.isRightToLeft() else 0, 0, thin, area.height())
        self._edge.raise_()

    # -- following ---------------------------------------------------------------------------------------------------

    @Slot()
    def _change_rules(self) -> None:
        from desktop_chat.ui.context.policy_form import PolicyForm

        if shown := self._beside.shown:
            form = PolicyForm(self._services, shown, self._theme, self._splitter.window())
            form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            form.open()

    @Slot()
    def _close(self) -> None:
        if self.is_shown():
            self.toggle()

    @Slot(str)
    def _follow_transcript(self, message_id: str) -> None:
        if self._pane is not None and self.is_shown() and message_id:
            self._pane.messages.rows.follow(message_id)
            self._beside.transcript.outline("")

    @Slot(str)
    def _go_to(self, message_id: str) -> None:
        """The keys are on that message in the transcript now."""
        self.leave()
        transcript = self._beside.transcript
        if (place := transcript.column.place_of(message_id)) is not None:
            transcript.walk_to(place)

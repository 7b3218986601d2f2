"""What was sent for one reply and what came back: a window of its own, to be read beside the conversation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.receipts import Receipt, spelled
from desktop_chat.domain.spelled import Form
from desktop_chat.services.chat import Chat
from desktop_chat.ui.commands import native
from desktop_chat.ui.copy_buttons import CopyButtons
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.receipt import keys
from desktop_chat.ui.receipt.summary_page import SummaryPage
from desktop_chat.ui.tabs import Tabs
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import Button, ElidedLabel, Rule
from desktop_chat.words.catalogue import later, tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named

if TYPE_CHECKING:
    from desktop_chat.ui.receipt.compare_page import ComparePage


class ReceiptWindow(QDialog):
    """Four pages, each made when it is first shown; below them what can be done with any of them."""

    replay_requested = Signal()
    other_model_requested = Signal(QWidget)
    """The button under which the models are to be offered."""

    def __init__(
        self, receipt: Receipt, reply: Message, chat: Chat, theme: Theme, parent: QWidget, title: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._receipt, self._reply, self._chat, self._title = theme, receipt, reply, chat, title
        self._makers: tuple[tuple[str, Callable[[], QWidget]], ...] = (
            (later("Summary"), lambda: SummaryPage(receipt, reply, theme)),
            (later("Request"), self._request),
            (later("Answer"), self._answer),
            (later("Compare"), self._compare),
        )
        self._pages: dict[int, QWidget] = {}
        self._compared: ComparePage | None = None
        self._other: MessageId | None = None
        self._stack = QStackedWidget()
        self._tabs = Tabs(theme, [tr(name) for name, _ in self._makers])
        self._copies = CopyButtons(theme, self._spell, keys.COPY)
        self._replay = Button(theme, "", icon=Icon.BRANCH)
        self._replay.setToolTip(plain_tip(native(keys.REPLAY)))
        self._elsewhere = Button(theme, "")
        self._close = Button(theme, "")
        self._remark = ElidedLabel(theme, SMALL)
        self._remark.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._remark.set_ink("warn")
        self._lay_out()
        self._connect()
        m = theme.metrics
        self.resize(QSize(m.receipt_width, m.receipt_height).boundedTo(parent.screen().availableSize()))
        self.retranslate()
        self._show_page(0)
        self._close.setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
            self._make_anew()

    def retranslate(self) -> None:
        title = self._title
        self.setWindowTitle(tr("Receipt — {title}").format(title=named(title)) if title else tr("Receipt"))
        self._tabs.setAccessibleName(tr("Pages of the receipt"))
        for place, (name, _) in enumerate(self._makers):
            self._tabs.setTabText(place, tr(name))
        self._copies.retranslate()
        self._replay.set_words(tr("Replay as a branch"))
        self._elsewhere.set_words(tr("Replay with another model…"))
        self._close.set_words(tr("Close"))
        self._fit_words()

    def _make_anew(self) -> None:
        """The pages are full of words; another one compares what the one before did."""
        self._other = self._compared.other if self._compared else self._other
        pages, self._pages, self._compared = self._pages, {}, None
        for page in pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._show_page(self._tabs.currentIndex())

    def _request(self) -> QWidget:
        from desktop_chat.ui.receipt.pages import RequestPage

        return RequestPage(self._receipt, self._theme)

    def _answer(self) -> QWidget:
        from desktop_chat.ui.receipt.pages import AnswerPage

        return AnswerPage(self._receipt, self._reply, self._theme)

    def _compare(self) -> QWidget:
        from desktop_chat.ui.receipt.compare_page import ComparePage

        self._compared = ComparePage(self._receipt, self._reply, self._chat, self._theme, self._other)
        return self._compared

    def tell(self, words: str) -> None:
        """Why what was asked for here does not happen."""
        self._remark.setText(words)

    def _spell(self, form: Form) -> str | None:
        try:
            return spelled(self._receipt, form)
        except ChatError as error:  # a part of the conversation, or a picture, is lost
            self.tell(explain(error, Kept.NOTHING).headline)
            return None

    def _lay_out(self) -> None:
        ground = QFrame()
        ground.setProperty("surface", "raised")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._head())
        inside.addWidget(Rule(self._theme))
        inside.addWidget(self._stack, 1)
        inside.addWidget(Rule(self._theme))
        inside.addLayout(self._foot())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)
        # What the buttons need with their words is more than the least, at which they have none.
        outside.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        m = self._theme.metrics
        self.setMinimumSize(m.card, m.window_min_height)

    def _head(self) -> QHBoxLayout:
        m = self._theme.metrics
        row = QHBoxLayout()
        row.setContentsMargins(m.space24 - m.space2, m.space8, m.space24, 0)  # a tab has two before its word
        row.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._remark, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        m = self._theme.metrics
        row = QHBoxLayout()
        row.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
        row.setSpacing(m.space8)
        for widget in (self._copies, self._replay, self._elsewhere):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._close)
        return row

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._show_page)
        self._close.clicked.connect(self.close)
        self._replay.clicked.connect(self.replay_requested)
        self._elsewhere.clicked.connect(lambda: self.other_model_requested.emit(self._elsewhere))
        for number, key in enumerate(keys.PAGES):
            self._key(key, partial(self._tabs.setCurrentIndex, number))
        self._key(keys.NEXT_PAGE, partial(self._tabs.step, 1))
        self._key(keys.PREVIOUS_PAGE, partial(self._tabs.step, -1))
        self._key(keys.REPLAY, self._replay.click)
        self._key(keys.NEXT_DIFFERENCE, partial(self._show_difference, 1))
        self._key(keys.PREVIOUS_DIFFERENCE, partial(self._show_difference, -1))
        for form, key in keys.COPY.items():
            self._key(key, partial(self._copies.copy, form))

    def _key(self, key: str, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(action)

    @Slot(int)
    def _show_page(self, number: int) -> None:
        if number not in self._pages:
            _, make = self._makers[number]
            self._pages[number] = make()
            self._stack.addWidget(self._pages[number])
            self._put_behind_tabs(self._pages[number])
        self._stack.setCurrentWidget(self._pages[number])

    def _put_behind_tabs(self, page: QWidget) -> None:
        """Made last, a page would be reached last."""
        before: QWidget = self._tabs
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                self.setTabOrder(before, widget)
                before = widget

    def _show_difference(self, step: int) -> None:
        if self._compared is not None and self._stack.currentWidget() is self._compared:
            self._compared.step_difference(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """In too little room the copies give up their words, which are then their tool tips."""
        m = self._theme.metrics
        others = (self._replay, self._elsewhere, self._close)
        needed = self._copies.wide() + sum(button.sizeHint().width() + m.space8 for button in others) + 2 * m.space24
        self._copies.show_words(self.width() >= needed)

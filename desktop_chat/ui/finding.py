"""Finding words in the conversation that is open: what the bar wants, and what the transcript found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_chat.domain.messages import MessageId
from desktop_chat.services.chat import Chat
from desktop_chat.ui.header import Header
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript

if TYPE_CHECKING:
    from desktop_chat.ui.find_bar import FindBar


class Finding(QObject):
    """Of one pane. The bar comes and goes; what was looked for last is kept in it."""

    entered = Signal()
    """The branch that is read has to be seen now."""

    def __init__(self, header: Header, transcript: Transcript, chat: Chat, theme: Theme) -> None:
        super().__init__(transcript)
        self._header, self._transcript, self._chat, self._theme = header, transcript, chat, theme
        self._came_from: QWidget | None = None
        self._words: tuple[str, ...] = ()
        self._stays = False  # in the next conversation too
        self.is_open = False

    @cached_property
    def _bar(self) -> FindBar:
        from desktop_chat.ui.find_bar import FindBar

        bar = FindBar(self._theme)
        bar.text_changed.connect(self._seek)
        bar.stepped.connect(self.step)
        bar.elsewhere_requested.connect(self._go_elsewhere)
        bar.left.connect(self.leave)
        self._transcript.finder.changed.connect(self._tell)
        return bar

    @Slot()
    def enter(self) -> None:
        """The keys go to the bar; what is selected is looked for, else what was looked for last is only marked."""
        focus = QApplication.focusWidget()
        if not self._holds(focus):
            self._came_from = focus
        selected = self._transcript.finder.start_here()
        self._open(stays=True)
        if selected:
            self._put((selected,))
            self._transcript.finder.seek(selected)
        self._bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.field.selectAll()

    @Slot(int)
    def step(self, step: int) -> None:
        """So many hits further, of what was looked for last; where nothing was, the bar asks."""
        if not self._words:
            self.enter()
            return
        self._open(stays=self._stays)
        finder = self._transcript.finder
        finder.next() if step > 0 else finder.previous()
        self._bar.announce()

    def show_words(self, words: tuple[str, ...], message_id: MessageId) -> None:
        """Mark what a search of everything has found here, and go to the first of it in that message."""
        if words:
            self._put(words)
            self._open(stays=False)
            self._transcript.finder.go_to(message_id)

    def follow(self) -> None:
        """Another conversation is open: what was looked for is counted there, unless a search had brought it along."""
        if self.is_open and self._stays:
            self._transcript.finder.look_for(*self._words)
        elif self.is_open:
            self.leave()

    @Slot()
    def leave(self) -> bool:
        """The bar goes, and the keys where they came from; False where there is none."""
        if not self.is_open:
            return False
        had_keys, back = self._holds(QApplication.focusWidget()), self._came_from or self._transcript
        finder, self.is_open = self._transcript.finder, False
        self._came_from = None
        if finder.place is not None:
            self._transcript.make_current(finder.place, by_key=back is self._transcript)
        finder.look_for()
        self._header.end_find()
        if had_keys:
            goes_back = isValid(back) and back.isVisible()  # what stood side by side is gone, say
            (back if goes_back else self._transcript).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def retranslate(self) -> None:
        if "_bar" in vars(self):
            self._bar.retranslate()

    # -- within ------------------------------------------------------------------------------------------------------

    def _open(self, *, stays: bool) -> None:
        self._stays = stays
        if not self.is_open:
            self.is_open = True
            self.entered.emit()
            self._header.show_find(self._bar)
        self._transcript.finder.look_for(*self._words)
        self._tell()

    def _holds(self, widget: QWidget | None) -> bool:
        return self.is_open and widget is not None and self._bar.isAncestorOf(widget)

    def _put(self, words: tuple[str, ...]) -> None:
        """These stand in the field; until they are changed there, any of them will do."""
        self._words = words
        self._bar.field.setText(" ".join(words))

    @Slot(str)
    def _seek(self, text: str) -> None:
        if text != " ".join(self._words):
            self._words = (text,) if text else ()
            self._stays = True  # whatever had brought other words along, these are the reader's own
            self._transcript.finder.seek(*self._words)
            self._tell()

    @Slot()
    def _tell(self) -> None:
        from desktop_chat.ui.find_bar import Counted

        finder = self._transcript.finder
        self._bar.show_counted(Counted(finder.count, finder.current, finder.is_complete, finder.elsewhere))

    @Slot()
    def _go_elsewhere(self) -> None:
        """To the next message on another branch that holds it, and that branch is shown."""
        finder, shown = self._transcript.finder, self._transcript.story.conversation_id
        message_id = finder.next_elsewhere()
        if message_id and shown:
            self._chat.show(shown, message_id)
            finder.go_to(message_id)
            self._bar.field.setFocus(Qt.FocusReason.OtherFocusReason)

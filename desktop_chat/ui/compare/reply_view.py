"""One reply as the transcript shows it, with its neighbours a key away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_chat.domain.joints import parts_of
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.ui.transcript.story import Story
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.words.catalogue import tr
from desktop_chat.words.endings import role_name

_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


class ReplyStory(Story):
    """Of a conversation this reply alone, with what continues it."""

    reply_id: MessageId = ""

    def open_reply(self, conversation_id: str, reply_id: MessageId) -> None:
        self.reply_id = reply_id
        self.open(conversation_id)

    def branch(self) -> tuple[Message, ...]:
        tree = self._chat.tree(self.conversation_id or "")
        parts = parts_of(tree, self.reply_id) if self.reply_id in tree else ()
        return tuple(self._replies.current(part) for part in parts)


class ReplyView(Transcript):
    """The keys of the transcript, but for those that compare."""

    story_kind = ReplyStory
    moved = Signal(int)
    """To the reply so many places further."""
    taken = Signal()
    """This is the one to go on with."""
    stop_requested = Signal(bool)
    """True for all of them."""
    left = Signal()

    def open_reply(self, conversation_id: str, reply_id: MessageId) -> None:
        """Show that reply, at its end."""
        assert isinstance(self.story, ReplyStory)
        self.make_current(None, by_key=False)
        self.story.open_reply(conversation_id, reply_id)
        self.name_again()

    @property
    def reply_id(self) -> MessageId:
        assert isinstance(self.story, ReplyStory)
        return self.story.reply_id

    def name_again(self) -> None:
        """A screen reader says who wrote it."""
        reply = self.last_reply()
        if reply is not None:
            self.setAccessibleName(tr("Reply by {model}").format(model=role_name(reply.role, reply.model)))

    def retranslate(self) -> None:
        super().retranslate()
        self.name_again()

    # -- keys --------------------------------------------------------------------------------------------------------

    def _comparing(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, shifted = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_S and (shifted or event.modifiers() in _PLAIN):
            return lambda: self.stop_requested.emit(shifted)
        deeds: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self.moved.emit(self._forwards(-1)),
            Qt.Key.Key_Right: lambda: self.moved.emit(self._forwards(1)),
            Qt.Key.Key_Return: self.taken.emit,
            Qt.Key.Key_Enter: self.taken.emit,
            Qt.Key.Key_Escape: self.left.emit,
        }
        return deeds.get(key) if event.modifiers() in _PLAIN else None

    def _forwards(self, step: int) -> int:
        return -step if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else step

    def event(self, event: QEvent) -> bool:
        is_key = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and self._comparing(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if deed := self._comparing(event):
            deed()
        else:
            super().keyPressEvent(event)

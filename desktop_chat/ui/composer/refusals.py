"""What has kept requests from being made, for as long as it does: a conversation that is left keeps its explanation.

The text that was to be sent is still in the composer, so to try again is to send that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.errors import ChatError, InTrash
from desktop_chat.domain.exposed import HoldsKey
from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.composer.sending import Dispatch, Refused
from desktop_chat.ui.composer.trouble import TroubleLine
from desktop_chat.words.catalogue import joined, trn
from desktop_chat.words.errors import Remedy, explain
from desktop_chat.words.times import count

_BY_SENDING = frozenset({Remedy.RETRY, Remedy.UNLOCK_KEYRING})


class Refusals(QObject):
    """Explains in `line` what is known of the conversation that is shown."""

    changed = Signal(str)
    """The id of a conversation in which a request was refused or made."""
    retry_requested = Signal()
    asked = Signal(object)
    """A `Refused` of the conversation that is shown, of which a person has to say whether it is meant."""
    remedy_requested = Signal(object)
    """A `Remedy` that is not to try again."""

    def __init__(self, line: TroubleLine, dispatch: Dispatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line, self._dispatch = line, dispatch
        self._errors: dict[ConversationId, ChatError] = {}
        self._more: dict[ConversationId, int] = {}
        self._shown: ConversationId | None = None
        dispatch.refused.connect(self._take)
        dispatch.went.connect(self._settle)
        line.remedy_requested.connect(self._remedy)

    def show(self, conversation_id: ConversationId) -> None:
        """From now on what was refused in this conversation is explained."""
        self._shown = conversation_id
        self._explain()

    def take_unfit(self, conversation_id: ConversationId, errors: Sequence[ChatError]) -> None:
        """Files that cannot be attached: the first one is explained, the others are counted."""
        if errors:
            self._errors[conversation_id], self._more[conversation_id] = errors[0], len(errors) - 1
            self._tell(conversation_id)

    def dismiss(self) -> bool:
        """Takes the explanation away; False where there is none."""
        known = self._errors.pop(self._shown or "", None)
        self._explain()
        return known is not None

    def retranslate(self) -> None:
        self._line.retranslate()
        self._explain()

    def _explain(self) -> None:
        error, more = self._errors.get(self._shown or ""), self._more.get(self._shown or "", 0)
        told = explain(error) if error is not None else None
        if told is not None and more:
            others = trn("{n} other file was not attached.", "{n} other files were not attached.", more)
            told = replace(told, detail=joined(told.detail, others.format(n=count(more))))
        self._line.show_explanation(told, asks=isinstance(error, HoldsKey))

    @Slot(object)
    def _take(self, refused: Refused) -> None:
        if isinstance(refused.error, InTrash):
            return  # there is no composer then; the window tells it
        self._errors[refused.conversation_id] = refused.error
        self._more.pop(refused.conversation_id, None)
        self._tell(refused.conversation_id)
        if refused.conversation_id == self._shown and isinstance(refused.error, HoldsKey):
            self.asked.emit(refused)

    @Slot(str)
    def _settle(self, conversation_id: ConversationId) -> None:
        """A request was made, so what kept one from being made is past."""
        self._errors.pop(conversation_id, None)
        self._tell(conversation_id)

    def _tell(self, conversation_id: ConversationId) -> None:
        if conversation_id == self._shown:
            self._explain()
        self.changed.emit(conversation_id)

    @Slot(object)
    def _remedy(self, remedy: Remedy) -> None:
        """To try again is for the text that is still here; everything else is the window's."""
        if remedy is Remedy.SEND_ANYWAY and self._shown is not None:
            self._errors.pop(self._shown, None)
            self._explain()
            self._dispatch.send_anyway(self._shown)
        elif remedy in _BY_SENDING and self._shown is not None and self._dispatch.can_submit(self._shown):
            self.retry_requested.emit()
        else:
            self.remedy_requested.emit(remedy)

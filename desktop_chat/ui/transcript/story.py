"""The conversation that is open: its messages, and what is known about each.

It listens to the services and says what a view of one conversation needs to hear. Of other conversations it only
remembers what nobody could tell it later: how long a reply has thought, what a request waits for. What stands round
a message is looked up when the message is seen, not before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain import joints
from desktop_chat.domain.context import ContextPlan, Reason
from desktop_chat.domain.errors import ChatError, RequestRefused
from desktop_chat.domain.history import unfit
from desktop_chat.domain.joints import alternatives, stitched
from desktop_chat.domain.messages import Conversation, Message, MessageId, now
from desktop_chat.domain.money import Money
from desktop_chat.domain.policy import Summary
from desktop_chat.domain.truncation import Sight, Truncation
from desktop_chat.services.chat import Chat, MessagesAdded
from desktop_chat.services.library import Library
from desktop_chat.services.replies import Progress, Replies, ReplyEnded, ReplyGrew
from desktop_chat.services.summaries import Summaries
from desktop_chat.ui.composer.preview import Outlook
from desktop_chat.ui.transcript.cards import Cards
from desktop_chat.ui.transcript.facts import Facts, Joint
from desktop_chat.ui.transcript.waiting import Waiting
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr

_MOST_CARDS = 3  # before one message: a summary, one that would replace it, and room


@dataclass(slots=True)
class _Thinking:
    """When the thinking of a reply was first seen, and when its text was."""

    began: float
    ended: float | None = None

    @property
    def seconds(self) -> float | None:
        return None if self.ended is None else self.ended - self.began


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a request took; a part of its receipt."""

    seconds: float | None
    cost: Money | None
    truncation: Truncation | None


class Story(QObject):
    """Messages of one branch, root first; a reply that was continued is one of them."""

    reloaded = Signal(bool)
    """Other messages stand here; True when the person who reads has just asked for them."""
    grew = Signal(object)
    """A `ReplyGrew`."""
    retold = Signal()
    """What stands round the messages has changed, the texts have not."""
    replanned = Signal()
    """Other messages may be sent than before; often none that is seen."""
    ended = Signal(object)
    """A `Message` that has now come to its end."""

    def __init__(self, chat: Chat, replies: Replies, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chat, self._replies, self._library = chat, replies, library
        self.conversation_id: str | None = None
        self.messages: tuple[Message, ...] = ()
        self.cards = Cards(chat)
        self.attempts: int | None = None
        self._parts: dict[MessageId, tuple[Message, ...]] = {}
        self._rules: tuple[object, ...] = ()
        self._summaries: tuple[Summary, ...] = ()
        self._plan: ContextPlan | None = None
        self._draft: Message | None = None
        self._receipts: dict[MessageId, _Taken | None] = {}
        self._thinking: dict[MessageId, _Thinking] = {}
        self._waiting: dict[MessageId, Waiting] = {}
        chat.messages_added.connect(self._add)
        chat.head_moved.connect(self._follow_head)
        chat.reply_ended.connect(self._end)
        replies.grew.connect(self._grow)
        replies.progressed.connect(self._wait)
        library.conversation_changed.connect(self._follow_rules)

    def attend(self, summaries: Summaries) -> None:
        """Summaries that are being proposed stand here too."""
        self.cards.summaries = summaries
        summaries.proposed.connect(self._follow_head)

    def open(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        self._draft = None
        self._reload(asked=True)

    def branch(self) -> tuple[Message, ...]:
        """The messages to be shown, root first, those being written with the text so far."""
        return self._chat.branch(self.conversation_id or "")

    def current(self, message: Message) -> Message:
        """The message with all of its text so far."""
        parts = self._parts.get(message.id)
        if parts is None:
            return self._replies.current(message)
        return stitched((*parts[:-1], self._replies.current(parts[-1])))

    def is_continued(self, message: Message) -> bool:
        """Whether its text was put together of several parts."""
        return message.id in self._parts

    def earlier_parts(self, message: Message) -> tuple[Message, ...]:
        """What it was continued from, from the first part on."""
        return self._parts.get(message.id, (message,))[:-1]

    def shown_as(self, message_id: MessageId) -> MessageId:
        """The id under which a message stands here: a reply that was continued stands under that of its last part."""
        holders = (last for last, parts in self._parts.items() if any(part.id == message_id for part in parts))
        return next(holders, message_id)

    @property
    def is_writing(self) -> bool:
        """Whether a reply of this branch is on its way; it is the last message then."""
        return any(message.is_streaming for message in self.messages[-1:])

    @property
    def is_known(self) -> bool:
        """Whether there is such a conversation."""
        return self.conversation_id is not None and self._library.find(self.conversation_id) is not None

    @property
    def is_waiting(self) -> bool:
        """Whether something is said that counts seconds."""
        return any(message.id in self._waiting for message in self.messages)

    # -- about one message -------------------------------------------------------------------------------------------

    def facts(self, place: int) -> Facts:
        message = self.messages[place]
        assert self.conversation_id is not None
        tree = self._chat.tree(self.conversation_id)
        card = self.cards.of(message.id, self._plan)
        places = alternatives(tree, message.id) if message.id in tree and not card else (message.id,)
        waiting = self._waiting.get(message.id)
        thinking, taken = self._thinking.get(message.id), self._taken_by(message)
        return Facts(
            message,
            Reason.SUMMARY if card and not self._plan else _reason_of(message, self._plan),
            place=places.index(message.id) + 1,
            places=len(places),
            seconds=taken.seconds if taken else None,
            cost=taken.cost if taken else None,
            thought_s=thinking.seconds if thinking else None,
            progress=waiting.sentence(self.attempts) if waiting else "",
            day=self._day_above(place),
            busy=self._chat.writing_in(self.conversation_id) is not None,
            is_accounted=message.usage is not None or taken is not None,
            joints=self._joints_of(message),
            truncation=taken.truncation if taken else None,
            sight=self._sight_of(message),
            divided=_divided_behind(message, self._plan),
            card=card,
        )

    def _taken_by(self, message: Message) -> _Taken | None:
        if not message.is_reply or message.is_streaming:
            return None
        if message.id not in self._receipts:
            try:
                receipt = self._chat.receipt(message.id)
                self._receipts[message.id] = _Taken(receipt.seconds, receipt.cost, self._chat.truncation(receipt))
            except ChatError:  # a reply that nobody asked for has no receipt; a damaged one is told about elsewhere
                self._receipts[message.id] = None
        return self._receipts[message.id]

    def _joints_of(self, message: Message) -> tuple[Joint, ...]:
        """Where its parts meet; one that came to nothing leaves no mark."""
        joints: list[Joint] = []
        at, by = 0, message.model
        for part in self._parts.get(message.id, ()):
            if at and (part.text or part.is_streaming):
                joints.append(Joint(at, part.model or "" if part.model != by else ""))
            at, by = at + len(part.text), part.model
        return tuple(joints)

    def _sight_of(self, message: Message) -> Sight:
        """What was dropped is of interest while the reply that lacks it is the last word."""
        taken = self._taken_by(self.messages[-1])
        return taken.truncation.sight_of(message.id) if taken and taken.truncation else Sight.WHOLE

    def _day_above(self, place: int) -> str:
        """The date, where it is another than that of the message before; of the first one, unless it is today's."""
        if self.messages[place].id in self.cards:
            return ""
        said = [
            message for message in self.messages[max(0, place - _MOST_CARDS) : place] if message.id not in self.cards
        ]
        here, today = _day(self.messages[place]), now().astimezone().date()
        last = _day(said[-1]) if said else today
        if here == last:
            return ""
        return tr("Today") if here == today else times.when(self.messages[place].created_at, now().astimezone())

    # -- announcements -----------------------------------------------------------------------------------------------

    @Slot(object)
    def follow(self, outlook: Outlook) -> None:
        """What Enter would send is something else now. The change of an old question says nothing about this branch."""
        plan = outlook.plan
        if outlook.conversation_id != self.conversation_id or outlook.is_edit or plan is None:
            return
        self._draft = plan.draft
        told = _told_by(self._plan)
        self._plan = None if plan.history.policy.sends_all else plan
        if _told_by(self._plan) != told:
            self.replanned.emit()

    @Slot(object)
    def _add(self, added: MessagesAdded) -> None:
        if added.conversation_id == self.conversation_id:
            is_read = not added.messages[0].aside
            self._draft = None if is_read else self._draft
            self._reload(asked=is_read)

    @Slot(str)
    def _follow_head(self, conversation_id: str) -> None:
        if conversation_id == self.conversation_id:
            self._reload(asked=False)

    @Slot(object)
    def _follow_rules(self, conversation: Conversation) -> None:
        """A conversation changes with every word of a draft; only what the plan depends on counts here."""
        if conversation.id == self.conversation_id and _rules(conversation) != self._rules:
            if conversation.policy.summaries != self._summaries:
                self._reload(asked=False)
                return
            self._plan = self._planned()
            self.retold.emit()

    @Slot(object)
    def _grow(self, grew: ReplyGrew) -> None:
        if grew.reasoning:
            self._thinking.setdefault(grew.message_id, _Thinking(time.monotonic()))
        if grew.text:
            self._waiting.pop(grew.message_id, None)
            thinking = self._thinking.get(grew.message_id)
            if thinking is not None and thinking.ended is None:
                thinking.ended = time.monotonic()
        if grew.conversation_id == self.conversation_id:
            self.grew.emit(grew)

    @Slot(object)
    def _wait(self, progress: Progress) -> None:
        self._waiting[progress.message_id] = Waiting(progress.event, time.monotonic())
        if progress.conversation_id == self.conversation_id:
            self.retold.emit()

    @Slot(object)
    def _end(self, ended: ReplyEnded) -> None:
        self._waiting.pop(ended.reply.id, None)
        self._receipts.pop(ended.reply.id, None)
        if ended.reply.conversation_id == self.conversation_id:
            self._reload(asked=False)
            self.ended.emit(ended.reply)

    def _reload(self, *, asked: bool) -> None:
        self.messages, self._parts = joints.read(self.branch() if self.is_known else ())
        if self.is_known:
            conversation = self._library.get(self.conversation_id or "")
            self._summaries = conversation.policy.summaries
            self.messages = self.cards.among(conversation, self.messages, self._parts)
        self._plan = self._planned()
        self.reloaded.emit(asked)

    def _planned(self) -> ContextPlan | None:
        """The next request with what is being written; None where nobody would be asked, or all is sent."""
        if self.conversation_id is None or not self.is_known:
            return None
        conversation = self._library.get(self.conversation_id)
        self._rules = _rules(conversation)
        if conversation.policy.sends_all:
            return None  # then each message speaks for itself, and a long conversation opens at once
        draft, attached = (self._draft.text, self._draft.attachments) if self._draft else ("", ())
        try:
            return self._chat.preview(self.conversation_id, draft, attached)
        except RequestRefused:
            return None


def _reason_of(message: Message, plan: ContextPlan | None) -> Reason:
    found = plan.reason_of(message.id) if plan else None
    return found or unfit((message,)) or Reason.HISTORY


def _divided_behind(message: Message, plan: ContextPlan | None) -> int | None:
    """How many messages are left out by a fresh start behind this one; None where there is none."""
    if plan is None or plan.history.policy.divider != message.id:
        return None
    return plan.out.get(Reason.BEFORE_DIVIDER, 0)


def _told_by(plan: ContextPlan | None) -> object:
    """What of a plan is seen beside messages."""
    return (plan.history.reasons(plan.cut), plan.out.get(Reason.BEFORE_DIVIDER)) if plan else None


def _day(message: Message) -> date:
    return message.created_at.astimezone().date()


def _rules(conversation: Conversation) -> tuple[object, ...]:
    return conversation.policy, conversation.options, conversation.endpoint_id, conversation.model

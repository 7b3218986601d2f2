"""`ask`: one question, its reply on standard output while it is written, both in the store.

The question and the receipt are committed before the first byte is sent, by the thread that then runs the reply to its
end. The main thread only prints, and only there does Ctrl+C find it: it stops the reply, and what has arrived is kept.
"""

import contextlib
import threading
from concurrent.futures import Future
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Any

from desktop_chat.cli import costing, status
from desktop_chat.cli.answerer import Choice, choose, limits, planned
from desktop_chat.cli.attaching import read_files
from desktop_chat.cli.output import Output, Unwritable
from desktop_chat.cli.printing import NOT_NOW, Printer, nothing_came, outcome, refusal
from desktop_chat.cli.prompts import question_and_system
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Interruptible, fulfilled
from desktop_chat.cli.status import NotNow
from desktop_chat.cli.waiting import at_rest
from desktop_chat.domain import receipts, turns
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError, ErrorKind, Failure, RequestRefused, StoreError
from desktop_chat.domain.messages import TITLE_LENGTH, Conversation, Message, Role, Status, new_id, now
from desktop_chat.domain.models import Request
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.settings import WARN_OF_KEYS, first_policy
from desktop_chat.domain.streaming import Corrected, Ended, StreamEvent
from desktop_chat.domain.text import first_line
from desktop_chat.domain.turns import Author, Turn
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.storage.delivery import settle
from desktop_chat.storage.store import Store

_LOOK_EVERY_S = 0.5


@dataclass(frozen=True, slots=True)
class Prepared:
    """A turn that is ready to be committed and sent."""

    conversation: Conversation
    turn: Turn
    reply: Message
    receipt: Receipt
    request: Request
    key: str | None


def ask(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status."""
    printer = Printer(session.output, silent=arguments.json)
    try:
        run, reply = _answered(session, arguments, printer)
    except ChatError as error:
        if arguments.json:
            session.output.json(refusal(error))
        raise
    except Unwritable:
        raise
    except NotNow as reason:
        if arguments.json:
            session.output.json(nothing_came(NOT_NOW, str(reason)))
        raise
    fulfilled()
    ended = _status(reply)
    try:
        with Interruptible():
            _print_ending(session.output, printer, reply, outcome(reply, run.trouble) if arguments.json else None)
    except KeyboardInterrupt:  # nobody reads what is printed, and somebody does not wait for that any longer
        session.output.fall_silent()
        if ended == status.DONE:
            raise
    if run.trouble is not None:
        raise run.trouble
    _remember(session, run.prepared, printer.corrections)
    return status.FAILED if run.unprinted and ended == status.DONE else ended


def _print_ending(output: Output, printer: Printer, reply: Message, found: dict[str, Any] | None) -> None:
    printer.finish(reply)
    if found is not None:
        output.json(found)
    output.flush()


def _answered(session: Session, arguments: Any, printer: Printer) -> "tuple[_Run, Message]":
    """The reply, however it ended. Everything before it is done again while others are faster."""
    with Interruptible():
        text, arguments.system = question_and_system(session, arguments)
        files = read_files(session.store, arguments.attach)
    while True:
        with Interruptible():
            prepared = _prepared(session, arguments, text, files)
        run = _Run(session.store, prepared, printer)
        if (reply := run.to_its_end()) is not None:
            return run, reply


def _prepared(session: Session, arguments: Any, text: str, files: tuple[Attachment, ...]) -> Prepared:
    """Everything that can go wrong before something is stored, in the order in which a person can mend it."""
    if session.get(WARN_OF_KEYS) and not arguments.yes:
        from desktop_chat.domain import key_forms

        key_forms.check(text, files)
    conversation = _conversation(session, arguments.conversation)
    choice = choose(session, conversation, arguments)
    patience = limits(session, arguments.limit, choice.in_force)
    question = turns.said(conversation.id, conversation.head, Role.USER, text, now(), files)
    turn = turns.ask(question, [Author(choice.endpoint.name, choice.model)])
    branch = _branch(session, conversation, turn, is_new=arguments.conversation is None)
    plan, factor = planned(session, choice, branch)
    price = costing.price_of(session, choice.endpoint, choice.model)
    costing.check(session, conversation.id, price, plan.payload)
    reachable = session.reach(choice.endpoint)
    reply = turn.added[-1]
    return Prepared(
        _changed(conversation, choice, turn),
        turn,
        reply,
        receipts.issue(reply, plan.payload, reachable.endpoint, factor, price),
        Request(reachable.endpoint, plan.body, plan.headers, patience),
        reachable.key,
    )


def _conversation(session: Session, named: str | None) -> Conversation:
    """The one that is named, once nobody writes at its end; a new one without a name."""
    if named is None:
        at = now()
        return Conversation(new_id(), at, at, policy=first_policy(session))
    return at_rest(session, session.store.conversations.resolve(named))


def _branch(session: Session, conversation: Conversation, turn: Turn, *, is_new: bool) -> tuple[Message, ...]:
    """What the request is made of."""
    said = () if is_new else session.store.conversations.tree(conversation.id).branch(conversation.head)
    return (*said, *turn.added[:1])


def _changed(conversation: Conversation, choice: Choice, turn: Turn) -> Conversation:
    return replace(
        conversation,
        updated_at=turn.added[-1].created_at,
        title=conversation.title or _title(turn.added[0]),
        head=turn.head,
        endpoint_id=choice.endpoint.id,
        model=choice.model,
        policy=choice.policy,
        options=choice.options,
    )


def _title(question: Message) -> str:
    return first_line(question.text, TITLE_LENGTH) or next((file.name for file in question.attachments), "")


class _Run:
    """One request and its reply.

    `trouble` is why the reply, which is whole in memory, could not be stored; `unprinted` whether some of it is not on
    standard output, because that took no more.
    """

    def __init__(self, store: Store, prepared: Prepared, printer: Printer) -> None:
        self._store = store
        self.prepared = prepared
        self._printer = printer
        self._events: SimpleQueue[StreamEvent | None] = SimpleQueue()
        self._cancel = Cancellation()
        self.trouble: StoreError | None = None
        self.unprinted = False

    def to_its_end(self) -> Message | None:
        """The reply as it is stored; None where somebody else was faster, and nothing was sent nor stored.

        Raises `StoreError` or `RequestRefused` when nothing was sent.
        """
        answer: Future[Message | None] = Future()
        answer.add_done_callback(lambda _: self._events.put(None))
        thread = threading.Thread(target=settle, args=(answer, self._answer), name="reply")
        thread.start()
        try:
            self._print_until_over()
        except (KeyboardInterrupt, BrokenPipeError, Unwritable) as reason:
            self._cancel.cancel()
            self.unprinted = isinstance(reason, Unwritable)
            if not isinstance(reason, KeyboardInterrupt):
                self._printer.give_up(str(reason) if self.unprinted else "")
        thread.join()
        reply = answer.result()
        if reply is None and self._cancel.cancelled:
            raise KeyboardInterrupt
        return reply

    def _print_until_over(self) -> None:
        over = False
        while not over:
            with Interruptible():
                events, over = self._news()
                self._printer.take(events)

    def _news(self) -> tuple[list[StreamEvent], bool]:
        """What has come, a burst as one, and whether that was all. Nothing, when nothing came for a while."""
        events: list[StreamEvent] = []
        with contextlib.suppress(Empty):
            # In short spells: on Windows, Ctrl+C is not heard during a long one.
            event = self._events.get(timeout=_LOOK_EVERY_S)
            while event is not None:
                events.append(event)
                event = self._events.get_nowait()
            return events, True
        return events, False

    def _answer(self) -> Message | None:
        """In a thread of its own: commit, send, receive, store."""
        prepared, journal = self.prepared, self._store.journal
        stored = self._store.conversations.append_turn(prepared.conversation, prepared.turn, prepared.receipt)
        if not stored.result():
            return None
        journal.open(prepared.reply)
        try:
            self._exchange()
        except RequestRefused:
            failure = Failure(ErrorKind.BAD_REQUEST, prepared.request.endpoint.host)
            journal.put(prepared.reply.id, Ended(now(), failure=failure))
            journal.settle(prepared.reply.id)
            raise
        written = journal.message(prepared.reply.id)
        try:
            return journal.settle(prepared.reply.id)
        except StoreError as error:
            self.trouble = error
            return written

    def _exchange(self) -> None:
        from desktop_chat.providers.client import ChatProvider

        ChatProvider().complete(self.prepared.request, self.prepared.key, self._take, self._cancel)

    def _take(self, event: StreamEvent) -> None:
        self._store.journal.put(self.prepared.reply.id, event)
        self._events.put(event)


def _remember(session: Session, prepared: Prepared, corrections: list[Corrected]) -> None:
    """What the model has taught us by refusing, for the next request."""
    endpoint_id, model = prepared.request.endpoint.id, prepared.reply.model or ""
    for correction in corrections:
        session.store.endpoints.learn(endpoint_id, model, correction.parameter, correction.renamed_to).result()


def _status(reply: Message) -> int:
    if reply.status is Status.COMPLETE:
        return status.DONE
    arrived = reply.text or reply.reasoning or reply.refusal or reply.tool_calls
    return status.INCOMPLETE if arrived or reply.status is Status.STOPPED else status.FAILED

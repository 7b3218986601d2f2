"""A reply as a terminal and a script see it."""

from collections.abc import Sequence
from typing import Any

from desktop_chat.cli.output import Output
from desktop_chat.domain.endings import Ending, ending_of
from desktop_chat.domain.errors import ChatError, RequestFailed
from desktop_chat.domain.messages import Message, Status
from desktop_chat.domain.receipts import usage_json
from desktop_chat.domain.streaming import Corrected, RefusalDelta, Retrying, StreamEvent, TextDelta
from desktop_chat.words import endings
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import Kept, explain, explain_failure
from desktop_chat.words.times import whole_seconds

NOT_NOW = "not_now"


class Printer:
    """Prints a reply while it is written; `silent` for programs, which get the whole at the end."""

    def __init__(self, output: Output, *, silent: bool) -> None:
        self._output = output
        self._silent = silent
        self.corrections: list[Corrected] = []

    def take(self, events: Sequence[StreamEvent]) -> None:
        """What has just come, seen at once."""
        for event in events:
            match event:
                case TextDelta(text) | RefusalDelta(text):
                    self._print(text)
                case Corrected():
                    self.corrections.append(event)
                    self._output.complain(_corrected(event))
                case Retrying():
                    self._output.complain(_retrying(event))
        self._output.flush()

    def finish(self, reply: Message) -> None:
        """Say how it ended, where that is not simply its end."""
        if not self._silent:
            self._output.end_line()
            self._output.flush()
        self._output.complain(_ending(reply))

    def give_up(self, reason: str) -> None:
        """Nothing can be printed any more; `reason` is told, if there is one."""
        self._silent = True
        self._output.give_up()
        self._output.complain(reason)

    def _print(self, text: str) -> None:
        if not self._silent:
            self._output.text(text)


def outcome(reply: Message, trouble: ChatError | None = None) -> dict[str, Any]:
    """The reply for a program. The receipt is found by the reply's own id; `trouble` is why it was not stored."""
    failure = reply.failure
    kind, message = (failure.kind.value, explain_failure(failure, _kept(reply)).text) if failure else (None, None)
    if trouble is not None:
        kind, message = trouble.kind, explain(trouble).text
    return {
        "conversation_id": reply.conversation_id,
        "message_id": reply.id,
        "receipt_id": reply.id,
        "text": reply.text,
        "reasoning": reply.reasoning,
        "refusal": reply.refusal,
        "tool_calls": [{"id": call.id, "name": call.name, "arguments": call.arguments} for call in reply.tool_calls],
        "finish_reason": reply.finish_reason,
        "complete": reply.status is Status.COMPLETE,
        "usage": usage_json(reply.usage),
        "error_kind": kind,
        "error_message": message,
        "retry_after_s": failure.retry_after_s if failure else None,
    }


def refusal(error: ChatError) -> dict[str, Any]:
    """The same where there is no reply, because nothing was sent or nothing could be stored."""
    failure = error.failure if isinstance(error, RequestFailed) else None
    return nothing_came(error.kind, explain(error, Kept.NOTHING).text, failure.retry_after_s if failure else None)


def nothing_came(kind: str, message: str, retry_after_s: float | None = None) -> dict[str, Any]:
    return {
        "conversation_id": None,
        "message_id": None,
        "receipt_id": None,
        "text": "",
        "reasoning": "",
        "refusal": "",
        "tool_calls": [],
        "finish_reason": None,
        "complete": False,
        "usage": None,
        "error_kind": kind,
        "error_message": message,
        "retry_after_s": retry_after_s,
    }


def _kept(reply: Message) -> Kept:
    arrived = reply.text or reply.reasoning or reply.refusal or reply.tool_calls
    return Kept.REPLY if arrived else Kept.QUESTION


def _ending(reply: Message) -> str:
    if reply.failure is not None and ending_of(reply) is Ending.FAILED:
        return explain_failure(reply.failure, _kept(reply)).text
    return endings.sentence(reply)


def _corrected(correction: Corrected) -> str:
    if correction.renamed_to is None:
        sentence = tr("The endpoint does not accept “{name}”; the request is made again without it.")
        return sentence.format(name=correction.parameter)
    sentence = tr("The endpoint does not accept “{name}”; the request is made again with “{other}” instead.")
    return sentence.format(name=correction.parameter, other=correction.renamed_to)


def _retrying(event: Retrying) -> str:
    again = tr("The request is made again in {n} s.").format(n=whole_seconds(event.after_s))
    return joined(explain_failure(event.failure, Kept.NOTHING).headline, again)

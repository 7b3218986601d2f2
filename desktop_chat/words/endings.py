"""The words round a message: who wrote it, how it ended, what can be done, why it is sent or not.

A reply that broke off always says so, says how much had arrived and that it is kept; a complete one says
nothing, because a quiet screen means that all is well.
"""

from typing import Final

from desktop_chat.domain.context import Reason
from desktop_chat.domain.endings import Ending, Offer, ending_of
from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status
from desktop_chat.domain.money import Money
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.truncation import Sight, Truncation
from desktop_chat.words import money
from desktop_chat.words.catalogue import later, tr, trn
from desktop_chat.words.explanation import Explanation, Kept, named
from desktop_chat.words.failures import explain_failure
from desktop_chat.words.times import UNKNOWN, count, seconds, whole_seconds

_OFFERS: Final = {
    Offer.CONTINUE: later("Continue"),
    Offer.RETRY: later("Retry"),
    Offer.EDIT: later("Edit…"),
    Offer.RAISE_LIMIT: later("Raise the limit…"),
    Offer.ENDPOINT: later("Endpoint…"),
    Offer.BUDGET: later("Input budget…"),
    Offer.CONTEXT: later("Choose what is sent…"),
}
_STATUSES: Final = {
    Status.COMPLETE: later("complete"),
    Status.STREAMING: later("writing"),
    Status.INTERRUPTED: later("interrupted"),
    Status.STOPPED: later("stopped"),
    Status.FAILED: later("failed"),
}
_ENDINGS: Final = {
    Ending.NONE: "",
    Ending.TOOL_CALLS: "",
    Ending.WRITING: later("writing"),
    Ending.LENGTH: later("cut by the length limit"),
    Ending.WITHHELD: later("withheld"),
    Ending.CUT: later("connection cut"),
    Ending.STOPPED: later("stopped"),
    Ending.FAILED: later("failed"),
    Ending.INTERRUPTED: later("interrupted"),
}
_REASONS: Final = {
    Reason.SYSTEM: later("system prompt"),
    Reason.PINNED: later("pinned"),
    Reason.SUMMARY: later("summary"),
    Reason.SUMMARISED: later("in the summary"),
    Reason.QUESTION: later("message"),
    Reason.HISTORY: later("within budget"),
    Reason.EXCLUDED: later("excluded by you"),
    Reason.BEFORE_DIVIDER: later("before divider"),
    Reason.BEYOND_LAST: later("not among the last"),
    Reason.OVER_BUDGET: later("over budget"),
    Reason.TOOL: later("without its call"),
    Reason.NO_TEXT: later("no text"),
}
_SIGHTS: Final = {
    Sight.WHOLE: "",
    Sight.END: later("end read by server"),
    Sight.NOTHING: later("not read by server"),
}
_ABOUT: Final = 4  # digits of an estimate; more would pretend to know
_ROLES: Final = {
    Role.USER: later("You"),
    Role.ASSISTANT: later("Assistant"),
    Role.SYSTEM: later("System"),
    Role.TOOL: later("Tool"),
}


def sentence(reply: Message) -> str:
    """How `reply` ended, for the line below it; empty where there is nothing to say."""
    match ending_of(reply):
        case Ending.LENGTH:
            return _cut_by_length(reply)
        case Ending.WITHHELD:
            return tr("Withheld by the provider.")
        case Ending.TOOL_CALLS:
            return _tool_calls(reply)
        case Ending.CUT:
            return _cut(reply)
        case Ending.STOPPED:
            return tr("Stopped by you.")
        case Ending.INTERRUPTED:
            return _interrupted(reply)
    told = explanation(reply)
    return told.text if told else ""


def explanation(reply: Message) -> Explanation | None:
    """Why `reply` failed, what is kept and what comes next; None for every other ending."""
    if ending_of(reply) is not Ending.FAILED:
        return None
    kept = Kept.REPLY if _arrived(reply) else Kept.QUESTION
    return explain_failure(reply.failure or Failure(ErrorKind.INTERNAL), kept)


def truncation(found: Truncation) -> str:
    """The alarm below a reply for which the server has not read all that was sent."""
    template = tr("The server read {read} of about {sent} tokens: the beginning was dropped.")
    rounded = int(float(f"{found.sent:.{_ABOUT}g}"))
    return template.format(read=count(found.read), sent=count(rounded))


def sight_word(sight: Sight) -> str:
    """How much of a message the server saw, for its margin; empty for all of it."""
    return tr(_SIGHTS[sight]) if _SIGHTS[sight] else ""


def offer_label(offer: Offer) -> str:
    """A button's words."""
    return tr(_OFFERS[offer])


def status_word(status: Status) -> str:
    """How far a message came, in one word."""
    return tr(_STATUSES[status])


def writing(elapsed: float) -> str:
    """The margin beside a reply that is being written: "writing, 5 s"."""
    return tr("writing, {seconds} s").format(seconds=count(max(int(elapsed), 0)))


def reason_word(reason: Reason, status: Status = Status.COMPLETE) -> str:
    """Why a message is in or out, for a row of the context pane."""
    if reason.is_in:
        return tr(_REASONS[reason])
    return tr("out: {reason}").format(reason=_out_word(reason, status))


def exclude_label(reason: Reason | None) -> str:
    """What leaving a message out is called, or taking it in again."""
    return tr("Take back in") if reason is Reason.EXCLUDED else tr("Exclude")


def pin_label(reason: Reason | None) -> str:
    """What it is called that a message is sent whatever the other rules say, or no longer."""
    return tr("Unpin") if reason is Reason.PINNED else tr("Pin")


def margin_word(reason: Reason, status: Status = Status.COMPLETE) -> str:
    """Why a message is pinned or out, for its margin; empty for one that is simply sent."""
    if reason.is_in:
        return tr(_REASONS[reason]) if reason in {Reason.PINNED, Reason.SUMMARY} else ""
    if reason is Reason.NO_TEXT:
        return tr("not sent: {reason}").format(reason=_out_word(reason, status))
    return _out_word(reason, status)


def hand_word(message: Message) -> str:
    """Whose words a reply has, for its margin; empty where they are the model's."""
    if not message.by_hand:
        return ""
    return tr("edited by you") if message.model else tr("written by you")


def outline_word(message: Message) -> str:
    """How a message came about or ended, in a word or two; empty where all is as it should be."""
    ending = ending_of(message) if message.is_reply else Ending.NONE
    return tr(_ENDINGS[ending]) if _ENDINGS[ending] else hand_word(message)


def receipt_line(message: Message, span: float | None, cost: Money | None = None) -> str:
    """What a reply took: "412 tokens · ¥0.0097 · 7.1 s"; a dash for what is not known."""
    counted = message.usage.completion_tokens if message.usage else None
    tokens = trn("{n} token", "{n} tokens", 0 if counted is None else counted)
    said = tokens.format(n=UNKNOWN if counted is None else count(counted))
    return f"{said} · {money.cost(cost)} · {seconds(span)}"


def role_name(role: Role, model: str | None = None) -> str:
    """Who speaks: "You", or the model without its vendor: "deepseek/deepseek-chat" is "deepseek-chat"."""
    if role is Role.ASSISTANT and model:
        return named(model.rstrip("/").rpartition("/")[2]) or tr(_ROLES[role])
    return tr(_ROLES[role])


def _out_word(reason: Reason, status: Status) -> str:
    if reason is Reason.NO_TEXT and status is Status.FAILED:
        return tr("error")
    return tr(_REASONS[reason])


def _arrived(reply: Message) -> bool:
    return bool(reply.text or reply.reasoning or reply.refusal or reply.tool_calls)


def _tokens(reply: Message) -> tuple[int, str]:
    """How long `reply` is: for the choice of a plural, and as it is said ("about" where nobody counted)."""
    if reply.usage is not None and reply.usage.completion_tokens is not None:
        return reply.usage.completion_tokens, count(reply.usage.completion_tokens)
    estimate = max(Estimator().text(reply.reasoning + reply.text + reply.refusal), 1)
    return estimate, tr("about {n}").format(n=count(estimate))


def _cut_by_length(reply: Message) -> str:
    n, said = _tokens(reply)
    template = trn("Cut by the length limit after {n} token.", "Cut by the length limit after {n} tokens.", n)
    return template.format(n=said)


def _cut(reply: Message) -> str:
    silence = reply.failure.limit if reply.failure and reply.failure.kind is ErrorKind.STALLED else None
    if not _arrived(reply):
        return tr("Connection cut before anything arrived. The question is kept.")
    n, said = _tokens(reply)
    if silence is None:
        template = trn(
            "Connection cut after {n} token. What arrived is kept.",
            "Connection cut after {n} tokens. What arrived is kept.",
            n,
        )
        return template.format(n=said)
    template = trn(
        "Connection cut after {n} token and {seconds} s of silence. What arrived is kept.",
        "Connection cut after {n} tokens and {seconds} s of silence. What arrived is kept.",
        n,
    )
    return template.format(n=said, seconds=whole_seconds(silence))


def _interrupted(reply: Message) -> str:
    if _arrived(reply):
        return tr("Interrupted: the program ended while this was written. What had arrived is kept.")
    return tr("Interrupted: the program ended before anything arrived. The question is kept.")


def _tool_calls(reply: Message) -> str:
    n = len(reply.tool_calls)
    if n == 0:
        return tr("The model called a tool.")
    return trn("The model called {n} tool.", "The model called {n} tools.", n).format(n=count(n))

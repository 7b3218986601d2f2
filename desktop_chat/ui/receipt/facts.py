"""What a receipt says, as rows of a table: a label, a value, and what qualifies the value in fainter ink."""

from __future__ import annotations

import json
from collections.abc import Iterator

from desktop_chat.domain.messages import Message, Usage
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.transcript.ending import notice_of
from desktop_chat.words import endings, money, times
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.explanation import named


@dataclass(frozen=True, slots=True)
class Fact:
    """`ink` and `icon` only where something did not go as asked."""

    label: str
    value: str
    aside: str = ""
    ink: str = "text"
    icon: Icon | None = None


def facts_of(receipt: Receipt, reply: Message | None = None) -> tuple[Fact, ...]:
    """In the order in which they are read: how it ended, who was asked, what was sent, what it took."""
    return (
        _ending(receipt, reply),
        Fact(tr("Endpoint"), named(receipt.endpoint), named(receipt.base_url)),
        Fact(tr("Model"), named(str(receipt.parameters.get("model") or times.UNKNOWN))),
        Fact(tr("Sent"), f"{receipt.sent_at.astimezone():%Y-%m-%d %H:%M:%S}", _attempts(receipt)),
        Fact(tr("Messages sent"), times.count(len(receipt.wire)), _left_out(receipt)),
        *_parameters(receipt),
        *_extra_headers(receipt),
        *_tokens(receipt),
        Fact(tr("First token, end"), _times(receipt)),
        *_answer(receipt),
    )


def answer_facts_of(receipt: Receipt, reply: Message | None = None) -> tuple[Fact, ...]:
    """What came back, without what it was an answer to."""
    return (
        _ending(receipt, reply),
        *_tokens(receipt),
        Fact(tr("First token, end"), _times(receipt)),
        *_answer(receipt),
    )


def _ending(receipt: Receipt, reply: Message | None) -> Fact:
    label, reason = tr("Ending"), named(receipt.finish_reason or "")
    if reply is None:
        return Fact(label, reason or times.UNKNOWN)
    notice = notice_of(reply)
    if notice is None:
        return Fact(label, endings.status_word(reply.status), reason)
    told = endings.explanation(reply)
    return Fact(label, told.headline if told else notice.sentence, reason, notice.tone.ink, notice.icon)


def _attempts(receipt: Receipt) -> str:
    return tr("at attempt {n}").format(n=receipt.attempts) if receipt.attempts > 1 else ""


def _left_out(receipt: Receipt) -> str:
    if not receipt.left_out:
        return ""
    told = trn("{n} message left out", "{n} messages left out", receipt.left_out)
    return told.format(n=times.count(receipt.left_out))


def _extra_headers(receipt: Receipt) -> Iterator[Fact]:
    if receipt.headers:
        yield Fact(tr("Extra headers"), named(", ".join(f"{name}: {value}" for name, value in receipt.headers.items())))


def _parameters(receipt: Receipt) -> Iterator[Fact]:
    sent = [f"{name} {_value(value)}" for name, value in receipt.parameters.items() if name != "model"]
    if sent:
        yield Fact(tr("Parameters"), named(", ".join(sent)))


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tokens(receipt: Receipt) -> Iterator[Fact]:
    usage = receipt.usage or Usage()
    of_prompt = (
        tr("estimated {n}").format(n=times.count(receipt.estimate)) if receipt.estimate else "",
        _part(tr("{n} from the cache"), usage.cached_tokens),
    )
    yield Fact(tr("Prompt tokens"), _count(usage.prompt_tokens), " · ".join(filter(None, of_prompt)))
    of_answer = _part(tr("{n} of them reasoning"), usage.reasoning_tokens)
    yield Fact(tr("Answer tokens"), _count(usage.completion_tokens), of_answer)
    yield Fact(tr("Cost"), money.cost(receipt.cost), _price(receipt))


def _price(receipt: Receipt) -> str:
    """The rates that the cost was reckoned with, and of which day they are."""
    price = receipt.price
    if price is None:
        return tr("the price is not known")
    prompt = receipt.usage.prompt_tokens if receipt.usage else None
    rates = money.rates_words(price, price.rates_for(prompt or receipt.estimate))
    template = tr("{rates} per million tokens, prices of {date}") if price.date else tr("{rates} per million tokens")
    return template.format(rates=rates, date=price.date)


def _part(words: str, tokens: int | None) -> str:
    return words.format(n=times.count(tokens)) if tokens else ""


def _count(tokens: int | None) -> str:
    return times.UNKNOWN if tokens is None else times.count(tokens)


def _times(receipt: Receipt) -> str:
    first = receipt.first_token_at
    waited = (first - receipt.sent_at).total_seconds() if first else None
    return f"{times.seconds(waited)} · {times.seconds(receipt.seconds)}"


def _answer(receipt: Receipt) -> Iterator[Fact]:
    if receipt.http_status is not None or receipt.request_id:
        status = times.UNKNOWN if receipt.http_status is None else f"HTTP {receipt.http_status}"
        request = tr("request id {id}").format(id=named(receipt.request_id)) if receipt.request_id else ""
        yield Fact(tr("Answered"), status, request)

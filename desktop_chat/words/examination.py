"""What an examination asks for, and what it found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from desktop_chat.domain.examining import MOST_REQUESTS, MOST_TOKENS, Examination, Taken
from desktop_chat.domain.values import dataclass
from desktop_chat.words import times
from desktop_chat.words.catalogue import later, tr, trn
from desktop_chat.words.explanation import named


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence; `is_good` where nothing stands in anybody's way."""

    is_good: bool
    sentence: str


_TAKEN = {
    Taken.HEEDED: later("{parameter} limits the length of a reply."),
    Taken.IGNORED: later("{parameter} is taken and changes nothing."),
    Taken.REFUSED: later("{parameter} is refused."),
}


def consent(model: str) -> str:
    """What will be sent, and what it may cost."""
    template = tr(
        "Send at most {requests} tiny questions to {model}, about {tokens} tokens? The provider may charge for them."
    )
    return template.format(requests=times.count(MOST_REQUESTS), model=named(model), tokens=times.count(MOST_TOKENS))


def facts(found: Examination, renamed: Mapping[str, str]) -> tuple[Fact, ...]:
    """What was found out; nothing is said of what was not. `renamed` is what refused parameters are sent as."""
    return tuple(_facts(found, renamed))


def _facts(found: Examination, renamed: Mapping[str, str]) -> Iterator[Fact]:
    if found.streams is not None:
        yield Fact(found.streams, _streaming(found))
    for name, how in found.limits.items():
        if how is Taken.REFUSED and name in renamed:
            told = tr("{parameter} is refused; {sent} is sent instead.")
            yield Fact(False, told.format(parameter=name, sent=named(renamed[name])))
        else:
            yield Fact(how is Taken.HEEDED, tr(_TAKEN[how]).format(parameter=name))
    if found.penalties is not None:
        told = tr("Penalties are taken.") if found.penalties else tr("Penalties are refused, and are not sent.")
        yield Fact(found.penalties, told)
    if found.context_tokens is not None:
        told = tr("It reads up to {n} tokens, as it says itself.")
        yield Fact(True, told.format(n=times.count(found.context_tokens)))
    else:
        yield Fact(True, tr("It does not say how many tokens it reads."))


def _streaming(found: Examination) -> str:
    if not found.streams:
        return tr("It does not stream: a reply comes as a whole.")
    if found.usage:
        return tr("It streams, and reports what was used at the end.")
    return tr("It streams, and does not report what was used.")


def about(found: Examination, model: str, now: datetime) -> str:
    """When, whom, and what it took."""
    took = [trn("{n} request", "{n} requests", found.requests).format(n=times.count(found.requests))]
    if found.tokens is not None:
        took.append(trn("{n} token", "{n} tokens", found.tokens).format(n=times.count(found.tokens)))
    template = tr("{model} examined {time}: {took}.")
    return template.format(model=named(model), time=times.when(found.at, now), took=tr(", ").join(took))

"""The words that an export and a printed conversation need, in the reader's language."""

from collections.abc import Sequence

from desktop_chat.domain.messages import Message
from desktop_chat.transfer.wording import Wording
from desktop_chat.words import catalogue, endings
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


def wording() -> Wording:
    return Wording(
        language=catalogue.current(),
        role_name=endings.role_name,
        ending=_ending,
        reasoning=tr("Reasoning"),
        untitled=tr("New conversation"),
        tokens=lambda n: trn("{n} token", "{n} tokens", n).format(n=count(n)),
        branch=lambda number, of: tr("Branch {n} of {of}").format(n=number, of=of),
        turns_off=_turns_off,
        goes_on=lambda place: tr("Goes on after: {place}").format(place=place),
        aside=tr("Asked aside"),
        summary=_summary,
    )


def _summary(turns: int) -> str:
    replaced = trn("replaces {n} message", "replaces {n} messages", turns).format(n=count(turns))
    return f"{tr('Summary')} · {replaced}"


def _turns_off(numbers: Sequence[int]) -> str:
    listed = tr(", ").join(map(str, numbers))
    return trn("Branch {n} leaves here.", "Branches {n} leave here.", len(numbers)).format(n=listed)


def _ending(message: Message) -> str:
    """How a reply ended or whose words it has, for somebody who reads it later: what to do about it is no longer of
    interest.
    """
    if message.is_streaming:
        return tr("This reply was still being written.")
    if message.by_hand:
        return tr("Edited by you.") if message.model else tr("Written by you.")
    told = endings.explanation(message)
    return told.headline if told else endings.sentence(message)

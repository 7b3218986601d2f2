"""A conversation as it is read: sections of turns, each with who spoke when. The same in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import chain

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import Message, MessageId, Role, ToolCall
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.branches import Stretch, stretches, turns_off
from desktop_chat.transfer.wording import Wording

_BETWEEN_THOUGHTS = "\n\n"
_USUAL_FINISH = frozenset({None, "", "stop"})


@dataclass(frozen=True, slots=True)
class InPlace:
    """The text of a summary, and how many turns it is sent in the place of."""

    text: str
    turns: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A message, or a reply with all of its parts, for a joint may lie in the middle of a word or of code.

    `place` counts the turns of the file from one on. `forks` are the numbers of the branches that leave it, `summaries`
    stand for it and the turns behind it.
    """

    place: int
    parts: tuple[Message, ...]
    name: str
    moment: datetime
    is_new_day: bool
    forks: tuple[int, ...]
    summaries: tuple[InPlace, ...] = ()

    @property
    def role(self) -> Role:
        return self.parts[0].role

    @property
    def when(self) -> str:
        """The day only where it is another one than before."""
        return f"{self.moment:%Y-%m-%d %H:%M}" if self.is_new_day else f"{self.moment:%H:%M}"

    @property
    def reasoning(self) -> str:
        return _BETWEEN_THOUGHTS.join(part.reasoning for part in self.parts if part.reasoning)

    @property
    def texts(self) -> Iterator[str]:
        """What was said, and what the model refused with."""
        for text in ("".join(part.text for part in self.parts), "".join(part.refusal for part in self.parts)):
            if text.strip():
                yield text.strip("\n")

    @property
    def tool_calls(self) -> Iterator[ToolCall]:
        return chain.from_iterable(part.tool_calls for part in self.parts)

    @property
    def attachments(self) -> Iterator[Attachment]:
        return chain.from_iterable(part.attachments for part in self.parts)

    def note(self, wording: Wording) -> tuple[str, str]:
        """How it ended when that is not simply its end, in words and as the server called it; either may be empty."""
        last = self.parts[-1]
        return wording.ending(last), "" if last.finish_reason in _USUAL_FINISH else str(last.finish_reason)


@dataclass(frozen=True, slots=True)
class Section:
    """The branch that is read, or what another one adds to it behind the turn `after`. A `number` of None is no branch
    but what was asked aside.
    """

    turns: tuple[Turn, ...]
    number: int | None
    after: Turn | None


def sections(chat: Chat, wording: Wording, zone: tzinfo | None, *, whole_tree: bool) -> list[Section]:
    """Times are in `zone`, the machine's own when None."""
    found = stretches(chat, whole_tree=whole_tree)
    forks, made = turns_off(found), list[Section]()
    by_message: dict[MessageId | None, Turn] = {}
    count = 0
    for stretch in found:
        turns = _summed_up(tuple(_turns(stretch, count, forks, wording, zone)), chat.conversation.policy)
        made.append(Section(turns, stretch.number, by_message.get(stretch.after)))
        by_message |= {part.id: turn for turn in turns for part in turn.parts}
        count += len(turns)
    return made


def _turns(
    stretch: Stretch, count: int, forks: Mapping[MessageId | None, Sequence[int]], wording: Wording, zone: tzinfo | None
) -> Iterator[Turn]:
    day = None
    for place, parts in enumerate(units(stretch.messages), start=count + 1):
        moment = parts[0].created_at.astimezone(zone)
        leaving = chain.from_iterable(forks.get(part.id, ()) for part in parts)
        name = wording.role_name(parts[0].role, parts[0].model)
        yield Turn(place, parts, name, moment, moment.date() != day, tuple(leaving))
        day = moment.date()


def _summed_up(turns: tuple[Turn, ...], policy: Policy) -> tuple[Turn, ...]:
    """The same turns with each summary at the first one that it replaces."""
    if not policy.summaries:
        return turns
    places = {part.id: place for place, turn in enumerate(turns) for part in turn.parts}
    found: dict[int, list[InPlace]] = {}
    for summary in policy.summaries:
        first, last = places.get(summary.first), places.get(summary.last)
        if first is not None and last is not None and first <= last and summary.text.strip():
            found.setdefault(first, []).append(InPlace(summary.text, last - first + 1))
    return tuple(replace(turn, summaries=tuple(found.get(place, ()))) for place, turn in enumerate(turns))

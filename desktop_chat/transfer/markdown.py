"""A conversation as Markdown: for reading, for notes, for any other program.

Each turn stands below a heading of level two, and whatever was said in it stays below that heading. Where all branches
are wanted, those beside the one that is read follow it, each below such a heading and its turns one level deeper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from itertools import chain
from typing import TypeAlias

from desktop_chat import __version__
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Role
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer import front_matter
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.dialects import DIALECTS, Dialect
from desktop_chat.transfer.facts import facts_of
from desktop_chat.transfer.formats import PLAINLY, MarkdownOptions
from desktop_chat.transfer.inline import fenced
from desktop_chat.transfer.trailer import with_trailer
from desktop_chat.transfer.turns import Section, Turn, sections
from desktop_chat.transfer.wording import Wording

_SEPARATOR = "***"
_TURN_LEVEL = 2

Links: TypeAlias = Mapping[Attachment, str]
"""Where each attached file lies, relative to the Markdown; one that is not in it is named only."""


def render(
    chat: Chat,
    wording: Wording,
    zone: tzinfo | None = None,
    links: Links | None = None,
    options: MarkdownOptions = PLAINLY,
) -> str:
    """The whole file. Times are shown in `zone`, which is the machine's own when None."""
    found = sections(chat, wording, zone, whole_tree=options.whole_tree)
    facts = facts_of(chat, wording.untitled, zone, [part for one in found for turn in one.turns for part in turn.parts])
    writer = _Writer(DIALECTS[options.profile], wording, links or {}, facts.branches)
    values = writer.dialect.values(facts) | {"program": f"Desktop Chat {__version__}" if options.with_version else None}
    first, *rest = chain([f"# {writer.dialect.literal(facts.title)}"], writer.system(chat), writer.sections(found))
    parts = [front_matter.written(values), first, *chain.from_iterable((_SEPARATOR, part) for part in rest)]
    text = "\n\n".join(parts) + "\n"
    return with_trailer(text, chat, links or {}) if options.with_trailer else text


@dataclass(frozen=True, slots=True)
class _Writer:
    """Parts of the body, each to stand between separators. `branches` is how many the conversation has."""

    dialect: Dialect
    wording: Wording
    links: Links
    branches: int

    def system(self, chat: Chat) -> Iterator[str]:
        """What the rules of the conversation put before it."""
        prompt = chat.conversation.policy.system_prompt
        if prompt.strip():
            name = self.dialect.literal(self.wording.role_name(Role.SYSTEM, None))
            yield f"## {name}\n\n{self.dialect.said(prompt, _TURN_LEVEL)}"

    def sections(self, found: list[Section]) -> Iterator[str]:
        first, *others = found
        for turn in first.turns:
            yield self._turn(turn, _TURN_LEVEL)
        for section in others:
            yield "\n\n".join(self._head(section))
            for turn in section.turns:
                yield self._turn(turn, _TURN_LEVEL + 1)

    def _head(self, section: Section) -> Iterator[str]:
        number = section.number
        yield f"## {self.wording.branch(number, self.branches) if number else self.wording.aside}"
        if section.after is not None:
            name = f"{self.dialect.literal(section.after.name)} · {section.after.moment:%Y-%m-%d %H:%M}"
            yield f"> {self.wording.goes_on(name)}"

    def _turn(self, turn: Turn, level: int) -> str:
        head = f"{'#' * level} {self.dialect.literal(turn.name)} · {turn.when}"
        return "\n\n".join([head, *self._summed_up(turn, level), *self._said(turn, level), *self._brought(turn)])

    def _summed_up(self, turn: Turn, level: int) -> Iterator[str]:
        """What is sent in the place of this turn and those behind it."""
        for summary in turn.summaries:
            head = f"**{self.dialect.literal(self.wording.summary(summary.turns))}**"
            lines = f"{head}\n\n{self.dialect.said(summary.text, level)}".split("\n")
            yield "\n".join(f"> {line}" if line else ">" for line in lines)

    def _said(self, turn: Turn, level: int) -> Iterator[str]:
        if turn.reasoning.strip():
            yield from self.dialect.folded(self.wording.reasoning, turn.reasoning, level)
        for text in turn.texts:
            yield self.dialect.said(text, level)
        for call in turn.tool_calls:
            yield f"**{self.dialect.literal(call.name)}**"
            yield fenced(call.arguments, "json")
        sentence, reason = map(self.dialect.literal, turn.note(self.wording))
        if sentence or reason:
            yield f"> {sentence} {f'({reason})' if reason else ''}".replace("  ", " ").rstrip()

    def _brought(self, turn: Turn) -> Iterator[str]:
        """The files that came with the turn, each a paragraph of its own, and the branches that leave it."""
        for attachment in turn.attachments:
            yield self.dialect.brought(attachment, self.links.get(attachment))
        if turn.forks:
            yield f"> {self.wording.turns_off(turn.forks)}"

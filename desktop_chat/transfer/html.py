"""A conversation as one page that any browser shows, now and in twenty years, and that does nothing.

It holds all it shows: its style, the pictures and text files that came along, formulas as shapes. There is no script in
it, nothing is fetched, and what a person or a model wrote is text, whatever it looks like; a policy in the page forbids
a browser the rest. Addresses can be followed, which tells their owner not where from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import chain

from desktop_chat import __version__
from desktop_chat.domain.messages import Role
from desktop_chat.domain.values import dataclass
from desktop_chat.markup.excerpts import excerpt
from desktop_chat.markup.plain import WrittenDocument
from desktop_chat.markup.splitter import Document
from desktop_chat.markup.writing_html import closed, html_lines
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.facts import Facts, facts_of
from desktop_chat.transfer.formats import PLAINLY, MarkdownOptions
from desktop_chat.transfer.html_parts import PageHand, brought
from desktop_chat.transfer.html_style import POLICY, STYLE
from desktop_chat.transfer.turns import Section, Turn, sections
from desktop_chat.transfer.wording import Wording

_TURN_LEVEL = 2


def page(chat: Chat, wording: Wording, zone: tzinfo | None = None, options: MarkdownOptions = PLAINLY) -> Iterator[str]:
    """The whole page, a turn at a time. Times are shown in `zone`, which is the machine's own when None."""
    found = sections(chat, wording, zone, whole_tree=options.whole_tree)
    facts = facts_of(chat, wording.untitled, zone, [part for one in found for turn in one.turns for part in turn.parts])
    yield from _head(facts, wording, options)
    writer = _Writer(wording, facts.branches, options.with_files)
    yield from writer.system(chat)
    yield from writer.sections(found)
    yield "</main>\n</body>\n</html>\n"


def _head(facts: Facts, wording: Wording, options: MarkdownOptions) -> Iterator[str]:
    title = closed(facts.title)
    program = f"Desktop Chat {__version__}" if options.with_version else "Desktop Chat"
    yield f"""<!DOCTYPE html>
<html lang="{closed(wording.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{program}">
<meta name="conversation" content="{closed(facts.id)}">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1 dir="auto">{title}</h1>
<p>{closed(" · ".join(summary_of(facts, wording)))}</p>
</header>
<main>
"""


def summary_of(facts: Facts, wording: Wording) -> Iterator[str]:
    """What is told below the title."""
    first, last = f"{facts.created:%Y-%m-%d}", f"{facts.updated:%Y-%m-%d}"
    yield first if first == last else f"{first} – {last}"
    yield from facts.models
    yield from facts.endpoints
    if facts.tokens:
        yield wording.tokens(sum(facts.tokens))
    for currency, amount in facts.cost.items():
        yield f"{currency} {amount}"
    if facts.folder:
        yield facts.folder


@dataclass(frozen=True, slots=True)
class _Writer:
    """`branches` is how many the conversation has; `with_files` puts what came along into the page."""

    wording: Wording
    branches: int
    with_files: bool

    def system(self, chat: Chat) -> Iterator[str]:
        """What the rules of the conversation put before it."""
        prompt = chat.conversation.policy.system_prompt
        if prompt.strip():
            name = closed(self.wording.role_name(Role.SYSTEM, None))
            said = "\n".join(_said(prompt, is_typed=True, level=_TURN_LEVEL))
            yield f'<article class="system">\n<h2>{name}</h2>\n{said}\n</article>\n'

    def sections(self, found: Sequence[Section]) -> Iterator[str]:
        first, *others = found
        for turn in first.turns:
            yield self._turn(turn, _TURN_LEVEL)
        for section in others:
            yield self._section_head(section)
            for turn in section.turns:
                yield self._turn(turn, _TURN_LEVEL + 1)
            yield "</section>\n"

    def _section_head(self, section: Section) -> str:
        number, after = section.number, section.after
        title = closed(self.wording.branch(number, self.branches) if number else self.wording.aside)
        mark = f' id="b{number}"' if number else ""
        head = f"<section{mark}>\n<h2>{title}</h2>\n"
        if after is None:
            return head
        place = self.wording.goes_on(f"{after.name} · {after.moment:%Y-%m-%d %H:%M}")
        return f'{head}<p class="from"><a href="#t{after.place}">{closed(place)}</a></p>\n'

    def _turn(self, turn: Turn, level: int) -> str:
        time = f'<time datetime="{turn.moment.isoformat(timespec="seconds")}">{turn.when}</time>'
        head = f"<h{level}>{closed(turn.name)} {time}</h{level}>"
        body = chain(
            self._summed_up(turn, level), self._thoughts(turn, level), self._texts(turn, level), self._behind(turn)
        )
        return f'<article class="{turn.role.value}" id="t{turn.place}">\n{head}\n{"".join(body)}</article>\n'

    def _summed_up(self, turn: Turn, level: int) -> Iterator[str]:
        """What is sent in the place of this turn and those behind it."""
        for summary in turn.summaries:
            said = "\n".join(_said(summary.text, is_typed=False, level=level))
            name = closed(self.wording.summary(summary.turns))
            yield f"<blockquote>\n<p><strong>{name}</strong></p>\n{said}\n</blockquote>\n"

    def _thoughts(self, turn: Turn, level: int) -> Iterator[str]:
        if turn.reasoning.strip():
            said = "\n".join(_said(turn.reasoning, is_typed=False, level=level))
            yield f"<details><summary>{closed(self.wording.reasoning)}</summary>\n{said}\n</details>\n"

    def _texts(self, turn: Turn, level: int) -> Iterator[str]:
        for text in turn.texts:
            yield from (f"{line}\n" for line in _said(text, is_typed=turn.role is not Role.ASSISTANT, level=level))
        for call in turn.tool_calls:
            arguments = PageHand(0).code(call.arguments, "json")
            yield f"<details><summary>{closed(call.name)}</summary><pre><code>{arguments}</code></pre></details>\n"

    def _behind(self, turn: Turn) -> Iterator[str]:
        """The files that came with the turn, how it ended, and the branches that leave it."""
        for attachment in turn.attachments:
            yield f"{brought(attachment, whole=self.with_files)}\n"
        sentence, reason = turn.note(self.wording)
        if sentence or reason:
            yield f'<p class="ending">{closed(f"{sentence} ({reason})".strip() if reason else sentence)}</p>\n'
        if turn.forks:
            links = " ".join(
                f'<a href="#b{number}">{closed(self.wording.branch(number, self.branches))}</a>'
                for number in turn.forks
            )
            yield f'<p class="forks">{closed(self.wording.turns_off(turn.forks))} {links}</p>\n'


def _said(text: str, *, is_typed: bool, level: int) -> Iterator[str]:
    """What a person typed stands as it was typed, but for code; what a model wrote is Markdown: as in the window."""
    blocks = (WrittenDocument if is_typed else Document)(text).blocks
    yield '<div class="said" dir="auto">'
    yield from html_lines(excerpt(text, blocks), PageHand(level))
    yield "</div>"

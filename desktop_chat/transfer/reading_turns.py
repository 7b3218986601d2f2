"""The turns in readable Markdown: under which name and when, and what stands below.

Headings of level two are turns, until the first that is none: from there on they begin other branches, whose turns are
a level deeper.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.contained import outline, released

_LEVEL = 2
_TURN = re.compile(r"#+ +(?P<name>.+?)(?: · (?:(?P<day>\d{4}-\d\d-\d\d) )?(?P<time>\d\d:\d\d))?(?: +#+)?[ \t]*")
_FOLDED = re.compile(r"<details>\n<summary>[^\n]*</summary>\n")
_UNFOLDED = "</details>"
_SEPARATOR = "***"
_NOTE = "> "


@dataclass(frozen=True, slots=True)
class Turn:
    """`name` is Markdown; `day` is None where it is that of the turn before, `time` where the turn has none."""

    name: str
    day: str | None
    time: str | None
    reasoning: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The branch that is read, `title` and `after` empty; or another one, with its title and the sentence, as Markdown,
    that names the turn after which it begins.
    """

    turns: tuple[Turn, ...]
    title: str = ""
    after: str = ""


def sections(body: str) -> tuple[Section, ...]:
    """All that a file without its front matter holds; the first section is the branch that is read."""
    lines = body.split("\n")
    main: list[Turn] = []
    others: list[Section] = []
    for head, inside in _below_headings(lines, _LEVEL):
        turn = _turn(head, inside, _LEVEL)
        if turn is not None and not others and (turn.time is not None or not main):
            main.append(turn)
        else:
            others.append(_section(head, inside))
    return Section(tuple(main)), *others


def _section(head: str, inside: list[str]) -> Section:
    turns = (_turn(below, text, _LEVEL + 1) for below, text in _below_headings(inside, _LEVEL + 1))
    note = next((line for line in inside if line), "")
    after = note.removeprefix(_NOTE) if note.startswith(_NOTE) else ""
    return Section(tuple(turn for turn in turns if turn and turn.time), head.lstrip("# "), after)


def _below_headings(lines: list[str], level: int) -> Iterator[tuple[str, list[str]]]:
    """Each heading of that level and the lines below it, without the mark that parts it from the next."""
    heads = [line for line, found in outline("\n".join(lines)).headings.items() if found == level]
    for start, end in pairwise([*heads, len(lines)]):
        inside = "\n".join(lines[start + 1 : end]).strip("\n")
        if end < len(lines):
            inside = inside.removesuffix(_SEPARATOR).rstrip("\n")
        yield lines[start], inside.split("\n")


def _turn(head: str, inside: list[str], level: int) -> Turn | None:
    found = _TURN.fullmatch(head)
    if found is None:
        return None
    reasoning, text = _unfolded("\n".join(inside))
    return Turn(found["name"], found["day"], found["time"], released(reasoning, level), released(text, level))


def _unfolded(inside: str) -> tuple[str, str]:
    """What was thought, and what was said."""
    folded = _FOLDED.match(inside)
    if folded is None:
        return "", inside
    rest = inside[folded.end() :].lstrip("\n")
    lines = rest.split("\n")
    ends = [line for line in sorted(outline(rest).paragraphs) if lines[line] == _UNFOLDED]
    if not ends:
        return "", inside
    return "\n".join(lines[: ends[0]]).strip("\n"), "\n".join(lines[ends[0] + 1 :]).strip("\n")

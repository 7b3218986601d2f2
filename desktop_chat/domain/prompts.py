r"""Texts that a person keeps to use again, with places for what differs each time.

`{{name}}` is such a place, a variable; `{{name: value}}` says what stands there unless something else is wanted. A name
is written in any script, in one line, and may hold spaces, hyphens, dots, apostrophes and underscores; other signs make
it a piece of somebody's program, which stays as it is. The same name twice is one variable. `\{{` stands for `{{`, and
`\\{{` for a backslash before a variable.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass

NAME_LENGTH = 60


class PromptKind(StrEnum):
    MESSAGE = "message"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The name is how a person tells it from others, so there is one of each."""

    name: str
    text: str
    kind: PromptKind = PromptKind.MESSAGE


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in a prompt, and what stands there unless something else is wanted."""

    name: str
    default: str = ""


class Unfit(StrEnum):
    """Why a file is no prompt."""

    UNREADABLE = "unreadable"
    NO_TEXT = "no_text"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_FILES = "no_files"
    """A folder without any Markdown in it."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was left where it is."""

    name: str
    why: Unfit


def variables(text: str) -> tuple[Variable, ...]:
    """Each once, where it is first met; the first default that is given for it holds."""
    found: dict[str, str] = {}
    for piece in pieces(text):
        if isinstance(piece, Variable):
            found[piece.name] = found.get(piece.name) or piece.default
    return tuple(Variable(name, default) for name, default in found.items())


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each variable replaced; the default where `values` has none. What is put in is not read again."""
    defaults = {variable.name: variable.default for variable in variables(text)}
    said = (piece if isinstance(piece, str) else values.get(piece.name, defaults[piece.name]) for piece in pieces(text))
    return "".join(said)


def pieces(text: str) -> tuple[str | Variable, ...]:
    """What the text is made of: words as they are meant, and variables between them."""
    found: list[str | Variable] = []
    end = 0
    for match in _pattern().finditer(text):
        backslashes = match["backslashes"] or match["escape"] or ""
        found.append(text[end : match.start()] + "\\" * (len(backslashes) // 2))
        is_literal = len(backslashes) % 2 == 1 or match["escape"]
        found.append(match[0][len(backslashes) :] if is_literal else _variable(match))
        end = match.end()
    found.append(text[end:])
    return tuple(piece for piece in found if piece)


def _variable(match: "re.Match[str]") -> Variable:
    name = unicodedata.normalize("NFC", " ".join(match["name"].split()))
    return Variable(name, (match["default"] or "").strip())


@cache
def _pattern() -> "re.Pattern[str]":
    # Which signs may not be in a name is said instead of which may: in many scripts a vowel is no letter to Python.
    first, further = r"[^\s!-/:-@\[-^`{-~：]", r"[^\n!-&(-,/:-@\[-^`{-~：]"
    name, default = rf"(?P<name>{first}{further}*)", r"(?:[:：](?P<default>(?:(?!\}\})[^\n])*))?"
    variable = rf"(?P<inside>\{{\{{[^\S\n]*{name}{default}\}}\}})"
    return re.compile(rf"(?P<backslashes>\\*){variable}|(?P<escape>\\+)\{{\{{")


def prompt_name(text: str) -> str:
    """What a prompt can be called: one line that is not too long."""
    return first_line(text, NAME_LENGTH).strip()


def matching(prompts: tuple[Prompt, ...], typed: str) -> tuple[Prompt, ...]:
    """Those whose name holds every word that was typed; what begins with them comes first."""
    words = typed.casefold().split()
    found = [prompt for prompt in prompts if all(word in prompt.name.casefold() for word in words)]
    return tuple(sorted(found, key=lambda prompt: not prompt.name.casefold().startswith(" ".join(words))))


def placed(prompt: Prompt, known: Mapping[str, Prompt]) -> Prompt | None:
    """The prompt under a name that is free among `known`, its own or one with a number; None where it is there."""
    number = 1
    name = prompt.name
    while name in known:
        if (known[name].text, known[name].kind) == (prompt.text, prompt.kind):
            return None
        number += 1
        name = numbered(prompt.name, number)
    return Prompt(name, prompt.text, prompt.kind)


def numbered(name: str, number: int) -> str:
    """The name with a number behind it, no longer than names may be."""
    behind = f" ({number})"
    return first_line(name, NAME_LENGTH - len(behind)) + behind

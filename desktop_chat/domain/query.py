"""What a person types to find something: words, "quoted phrases" and operators.

    role: model: folder: has:code has:image before: after:

A quote that is not closed reaches to the end; an operator's value may be quoted too. All words, phrases and kinds of
operators have to hold; of several values of `role:`, `model:` or `folder:` one. The marks of a Chinese keyboard, “ ”
and ：, count as those of a Latin one. What looks like an operator but is none that we know (`http://…`) is a word.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from desktop_chat.domain.messages import Role
from desktop_chat.domain.values import dataclass

OPERATORS = ("role", "model", "folder", "has", "before", "after")
_PIECE = (
    rf"(?P<name>{'|'.join(OPERATORS)})[:：](?:[\"“](?P<quoted>[^\"”]*)(?:[\"”]|$)|(?P<bare>\S*))"
    r"|[\"“](?P<phrase>[^\"”]*)(?:[\"”]|$)|(?P<word>\S+)"
)
_DATE = r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
_FIRST_YEAR, _LAST_YEAR = 1971, 9998  # whose days are moments everywhere, whatever the zone

E = TypeVar("E", bound=StrEnum)


class Part(StrEnum):
    """Something that a message may hold beside words."""

    CODE = "code"
    IMAGE = "image"


class Kind(StrEnum):
    """What a piece of a query is. `UNFINISHED`: an operator still without a value; `MISREAD`: one whose value means
    nothing. Neither narrows the search.
    """

    WORD = "word"
    PHRASE = "phrase"
    OPERATOR = "operator"
    UNFINISHED = "unfinished"
    MISREAD = "misread"

    @property
    def is_operator(self) -> bool:
        return self not in (Kind.WORD, Kind.PHRASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of the query. `name` is an operator's, in small letters; `value` comes without its quotes."""

    start: int
    end: int
    kind: Kind
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together as they were typed. `is_prefix`: the last of them may go on, it is being typed."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is understood. `after`: on that day or later; `before`: on no day but earlier ones."""

    text: str
    terms: tuple[Term, ...] = ()
    roles: tuple[Role, ...] = ()
    models: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    after: date | None = None
    before: date | None = None
    misread: tuple[Piece, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.terms or self.is_about_messages or self.folders or self.after or self.before)

    @property
    def is_about_messages(self) -> bool:
        """Whether no title can answer it."""
        return bool(self.roles or self.models or self.parts)


def pieces(text: str) -> tuple[Piece, ...]:
    """Everything in `text` but the space between, in order: what a field paints."""
    return tuple(_piece(found) for found in re.finditer(_PIECE, text, re.IGNORECASE))


def parse(text: str) -> Query:
    """What `text` asks for. There is no text that cannot be understood somehow."""
    found = pieces(text)
    after = [_day(piece.value) for piece in _operators(found, "after")]
    before = [_day(piece.value) for piece in _operators(found, "before")]
    return Query(
        text,
        tuple(_terms(found, len(text))),
        tuple(_meant(Role, piece.value) for piece in _operators(found, "role")),
        tuple(piece.value for piece in _operators(found, "model")),
        tuple(piece.value for piece in _operators(found, "folder")),
        tuple(_meant(Part, piece.value) for piece in _operators(found, "has")),
        max(after, default=None),
        min(before, default=None),
        tuple(piece for piece in found if piece.kind is Kind.MISREAD),
    )


def _piece(found: re.Match[str]) -> Piece:
    start, end = found.span()
    if found["name"]:
        name, value = found["name"].lower(), (found["quoted"] or found["bare"] or "").strip()
        return Piece(start, end, _operator_kind(name, value), name, value)
    if found["word"]:
        return Piece(start, end, Kind.WORD, "", found["word"])
    return Piece(start, end, Kind.PHRASE, "", found["phrase"].strip())


def _operator_kind(name: str, value: str) -> Kind:
    if not value:
        return Kind.UNFINISHED
    try:
        match name:
            case "role":
                _meant(Role, value)
            case "has":
                _meant(Part, value)
            case "before" | "after":
                _day(value)
    except ValueError:
        return Kind.MISREAD
    return Kind.OPERATOR


def _operators(found: tuple[Piece, ...], name: str) -> Iterator[Piece]:
    return (piece for piece in found if piece.kind is Kind.OPERATOR and piece.name == name)


def _terms(found: tuple[Piece, ...], end: int) -> Iterator[Term]:
    for piece in found:
        if piece.kind is Kind.WORD:
            yield Term(piece.value, is_prefix=piece.end == end)
        elif piece.kind is Kind.PHRASE and piece.value:
            yield Term(piece.value)


def _meant(kind: type[E], value: str) -> E:
    """The one that begins like `value`, which may still be being typed. Raises `ValueError`."""
    meant = [one for one in kind if one.value.startswith(value.lower())]
    if not meant:
        raise ValueError(value)
    return meant[0]


def _day(value: str) -> date:
    """The first day of a year, a month or a day. Raises `ValueError`."""
    found = re.fullmatch(_DATE, value, re.ASCII)
    if not found:
        raise ValueError(value)
    year, month, day = map(int, found.groups(default="1"))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(value)
    return date(year, month, day)

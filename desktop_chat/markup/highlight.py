"""The colours of code, found a little at a time.

A lexer needs 0.5 s for 5,000 lines, and it holds the interpreter meanwhile, on whatever thread it runs. So colouring is
work that is done in slices of a few milliseconds, between frames, and asked for what it knows so far.

While a fence is open its complete lines are coloured as they come. Pygments does not tell in which state it stopped,
and reading all from the start for each line would cost more with every line. So new lines are read behind the line that
opened what is still open (a string, a comment, a script), which puts the lexer where it was, nearly always. When the
fence closes, the code is read once more from the start, and lines that had been taken for something else change.

What a lexer does between two tokens cannot be interrupted, and it may look for the end of each thing that begins, up to
the end of the text. So lines that nobody reads stay plain, and a long code is read in pieces, in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from desktop_chat.markup.ink import Ink

if TYPE_CHECKING:
    from pygments.lexer import Lexer, LexerMeta

_LONG_LINE = 2_000
_BATCH = 2_000  # code points that are read at once while the fence is open
_PIECE = 32_000  # and when it is closed
_UNREADABLE = re.compile(rf"^[^\n]{{{_LONG_LINE + 1},}}", re.MULTILINE)

# Read behind the last line: some lexers know a comment only by its end. Means nothing where none is open.
_CLOSERS = "*/ -->"

_WORD = re.compile(r"[\w+#*.-]+")
# Names that models write and Pygments does not know, neither as a name nor as the ending of a file.
_ALSO_CALLED = {
    "astro": "html",
    "dotenv": "bash",
    "env": "bash",
    "gql": "graphql",
    "ipython": "python",
    "jinja2": "jinja",
    "jsonc": "json",
    "jsonl": "json",
    "ndjson": "json",
    "plsql": "sql",
    "sqlite": "sql",
    "svelte": "html",
    "vba": "vbnet",
}

# What can stay open over many lines without being a string or a comment, and what ends it.
_MODE = re.compile(r"(<\?(?:php|=)?|<(?:script|style)\b[^>]*>)|\?>|</(?:script|style)>", re.IGNORECASE)
_WITH_MODES = ("php", "html", "vue")


@dataclass(frozen=True, slots=True)
class Tint:
    """From `start` to before `end`, in code points of one line."""

    start: int
    end: int
    ink: Ink


# A token type of Pygments is a tuple of words; the longest entry that begins it counts.
_INKS: dict[tuple[str, ...], Ink | None] = {
    ("Keyword",): Ink.KEYWORD,
    ("Keyword", "Type"): Ink.NAME,
    ("Name",): None,
    ("Name", "Attribute"): Ink.NAME,
    ("Name", "Builtin"): Ink.NAME,
    ("Name", "Builtin", "Pseudo"): None,  # self is everywhere
    ("Name", "Class"): Ink.NAME,
    ("Name", "Decorator"): Ink.NAME,
    ("Name", "Entity"): Ink.NUMBER,
    ("Name", "Exception"): Ink.NAME,
    ("Name", "Function"): Ink.NAME,
    ("Name", "Label"): Ink.NAME,
    ("Name", "Tag"): Ink.NAME,
    ("Literal",): Ink.STRING,
    ("Literal", "Date"): Ink.NUMBER,
    ("Literal", "Number"): Ink.NUMBER,
    ("Operator",): Ink.PUNCTUATION,
    ("Operator", "Word"): Ink.KEYWORD,
    ("Punctuation",): Ink.PUNCTUATION,
    ("Comment",): Ink.COMMENT,
    ("Comment", "Preproc"): Ink.KEYWORD,
    ("Comment", "PreprocFile"): Ink.STRING,
    ("Generic", "Deleted"): Ink.NUMBER,
    ("Generic", "Inserted"): Ink.STRING,
    ("Generic", "Heading"): Ink.NAME,
    ("Generic", "Subheading"): Ink.NAME,
    ("Generic", "Prompt"): Ink.COMMENT,
}


@cache
def _ink_of(kind: tuple[str, ...]) -> Ink | None:
    for length in range(len(kind), 0, -1):
        if kind[:length] in _INKS:
            return _INKS[kind[:length]]
    return None


def _stays_open(kind: tuple[str, ...]) -> bool:
    """Whether a line that ends inside such a token goes on in the next line."""
    return kind[:2] in (("Literal", "String"), ("Comment", "Multiline"))


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    """A name that Pygments knows for each name and file ending, without asking for plugins (50 ms per unknown name)."""
    from pygments.lexers import get_all_lexers

    known = [(names, patterns) for _, names, patterns, _ in get_all_lexers(plugins=False) if names]
    found = {pattern[2:].lower(): names[0] for names, patterns in reversed(known) for pattern in patterns}
    found |= {name.lower(): names[0] for names, _ in reversed(known) for name in names}
    return _ALSO_CALLED | found


@lru_cache(maxsize=64)
def _lexer_class(language: str) -> LexerMeta | None:
    """For the info string of a fence: `py`, `python title=x`, `{.python}`."""
    from pygments.lexers import find_lexer_class_by_name

    word = _WORD.search(language)
    name = _languages().get(word.group().lstrip(".").lower()) if word else None
    return find_lexer_class_by_name(name) if name else None


def load(language: str) -> None:
    """What it takes to colour that language: Pygments (15 ms), then a lexer's expressions (20 to 30 ms).

    Who colours between frames does this elsewhere before; else it is done by the first slice.
    """
    _lexer_for(language, "")


def _lexer_for(language: str, code: str) -> Lexer | None:
    kind = _lexer_class(language) if language.strip() else None
    # Own instance: some keep what they are reading in themselves. Most pieces of PHP come without its opening tag.
    return kind(startinline="<?" not in code) if kind else None


@dataclass(frozen=True, slots=True)
class _Line:
    tints: tuple[Tint, ...]
    open: bool


def _read(lexer: Lexer, text: str) -> Iterator[_Line | None]:
    """One line after the other, each as soon as it is known; None after each token, where one may pause.

    Tokens may leave gaps. `text` ends with a line feed.
    """
    tints: list[Tint] = []
    start, stop = 0, text.find("\n")
    for at, kind, value in lexer.get_tokens_unprocessed(text):
        ink, end = _ink_of(kind), at + len(value)
        while end > stop >= 0:
            _add(tints, max(at, start) - start, stop - start, ink)
            yield _Line(tuple(tints), open=at <= stop and _stays_open(kind))
            tints = []
            start, stop = stop + 1, text.find("\n", stop + 1)
        _add(tints, max(at, start) - start, end - start, ink)
        yield None
    for _ in range(text.count("\n", start)):
        yield _Line(tuple(tints), open=False)
        tints = []


def _add(tints: list[Tint], start: int, end: int, ink: Ink | None) -> None:
    """Neighbours of the same ink become one."""
    if ink is None or start >= end:
        return
    if tints and tints[-1].ink is ink and tints[-1].end == start:
        start = tints.pop().start
    tints.append(Tint(start, end, ink))


def _readable(code: str) -> str:
    """As many lines, those too long for a lexer empty."""
    return _UNREADABLE.sub("", code).replace("\r", " ")


def _reads_steadily(lexer: Lexer) -> bool:
    """Lexers that read with two others, the one inside the other, give nothing before they have read all."""
    from pygments.lexer import DelegatingLexer

    return not isinstance(lexer, DelegatingLexer)


class _Before:
    """The few lines that put a lexer where it had stopped."""

    def __init__(self, lexer: Lexer | None = None) -> None:
        self._has_modes = lexer is not None and any(name.startswith(_WITH_MODES) for name in lexer.aliases)
        self._mode = ""
        self._opener = ""

    def lines(self) -> list[str]:
        return [line for line in (self._mode, self._opener) if line]

    def passed(self, code: str, line: _Line) -> None:
        """The lexer has read this line of code."""
        if not line.open:
            self._opener = ""
        elif not self._opener:
            self._opener = code
        for mark in _MODE.finditer(code) if self._has_modes else ():
            self._mode = mark[1] or ""


class Highlighter:
    """The colours of one piece of code, which may still be growing."""

    def __init__(self, language: str) -> None:
        """`language` is what stands behind the fence; where it names nothing known, nothing is ever coloured."""
        self._language = language
        self._code = ""
        self._closed = False
        self._lexer: Lexer | None = None
        self._steps: Iterator[None] | None = None
        self._tints: list[tuple[Tint, ...]] = []
        self._changed = range(0)
        self._at = 0
        self._line = 0
        self._before = _Before()

    def feed(self, code: str, closed: bool) -> None:
        """The whole code so far. While the fence is open it only grows; closing it may take something back."""
        if closed:
            code += "\n"  # so that every complete line ends with one
            if self._closed and code == self._code:
                return
            self._steps = self._finally()
        elif self._steps is None:
            self._steps = self._in_batches()
        self._code, self._closed = code, closed

    def work(self, budget_s: float) -> bool:
        """Goes on for about that long. Whether there is more to do."""
        deadline = perf_counter() + budget_s
        for _ in self._steps or ():
            if perf_counter() >= deadline:
                return True
        self._steps = None
        return False

    def tints(self, line: int) -> Sequence[Tint]:
        """What is known of that line so far, in order, without overlaps."""
        return self._tints[line] if line < len(self._tints) else ()

    def take_changed(self) -> range:
        """From the first to behind the last line that got other tints since this was last asked."""
        changed, self._changed = self._changed, range(0)
        return changed

    def _finally(self) -> Iterator[None]:
        """All of a closed code, as it stays."""
        self._load()
        yield
        yield from self._in_batches()
        for line in range(self._code.count("\n"), len(self._tints)):
            self._put(line, ())

    def _in_batches(self) -> Iterator[None]:
        """The complete lines that are there."""
        while (batch := self._next_batch()) is not None:
            if self._lexer is None:
                self._load()
            if self._lexer is None:
                return
            yield
            yield from self._batch(self._lexer, batch)

    def _next_batch(self) -> str | None:
        """At least one line, without its last line feed."""
        first = self._code.find("\n", self._at)
        if first < 0:
            return None
        size = _PIECE if self._closed and self._lexer and _reads_steadily(self._lexer) else _BATCH
        return self._code[self._at : max(first, self._code.rfind("\n", first, self._at + size))]

    def _load(self) -> None:
        self._lexer = _lexer_for(self._language, self._code)
        self._before, self._at, self._line = _Before(self._lexer), 0, 0

    def _batch(self, lexer: Lexer, batch: str) -> Iterator[None]:
        head, lines = self._before.lines(), _readable(batch).split("\n")
        number = -len(head)
        for line in _read(lexer, "".join(f"{line}\n" for line in (*head, *lines, _CLOSERS))):
            if line is not None:
                if 0 <= number < len(lines):
                    self._put(self._line + number, line.tints)
                    self._before.passed(lines[number], line)
                number += 1
            yield
        self._line += len(lines)
        self._at += len(batch) + 1

    def _put(self, line: int, tints: tuple[Tint, ...]) -> None:
        if tints == self.tints(line):
            return
        self._tints.extend(() for _ in range(len(self._tints), line + 1))
        self._tints[line] = tints
        changed = self._changed or range(line, line)
        self._changed = range(min(changed.start, line), max(changed.stop, line + 1))

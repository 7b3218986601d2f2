"""Text within one paragraph: what must be written differently so that it still reads as it was said.

A message is Markdown without HTML, here as in the window. A reader of the export may know HTML, so whatever
would become a tag there gets a backslash, outside code spans and links in angle brackets, where it would
show.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_AUTOLINK = re.compile(
    r"<(?:(?i:https?|mailto):[^<>\x00-\x20]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>",
    re.ASCII,
)
_SPECIAL = re.compile(r"[\\`<\]]")
# Where an address in angle brackets may begin, and what one is: with it a link or a definition goes on.
_ADDRESS_START = re.compile(r"\]([(:])([ \t]*\n?[ \t]*)(?=<)")
_ADDRESS = r"<((?:[^<>\\\n]|\\[^\n])*)>"
_WHOLE_ADDRESS = {
    "(": re.compile(rf"{_ADDRESS}(?=\s*\)|\s+[\"'(])"),
    ":": re.compile(rf"{_ADDRESS}(?=\s|\Z)"),
}
_NOT_IN_BARE_ADDRESS = re.compile(r"(?<!\\)[()]|[ \t]")
_TAG_START = re.compile(r"<[A-Za-z/!?]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BACKTICKS = re.compile(r"`+")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BAR = re.compile(r"(?<!\\)\|")
_DELIMITERS = re.compile(r"[ \t]*(?=.*\|)\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*(?::?-+:?)?[ \t]*")
_MARKS = re.compile(r"([\\`*_\[\]<>&~$|])")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_EDGE_HASHES = re.compile(r"^#|#(?=#*$)")


def without_tags(text: str) -> str:
    """`text`, one paragraph of Markdown, with nothing in it that HTML would take for a tag."""
    return "".join(part for _, part in _pieces(text)) if "<" in text else text


def table_without_tags(lines: list[str]) -> list[str]:
    """As `without_tags`, of a paragraph in which a table begins: each cell is read by itself, and what comes before."""
    first = next((place for place, pair in enumerate(pairwise(lines)) if is_table(*pair)), None)
    if first is None:
        return lines
    rows = ("|".join(map(without_tags, _BAR.split(line))) for line in lines[first:])
    return [*without_tags("\n".join(lines[:first])).split("\n"), *rows] if first else list(rows)


def is_table(head: str, line: str) -> bool:
    """Whether a table begins with these two lines."""
    return bool(_DELIMITERS.fullmatch(line)) and len(_cells(head)) == len(_cells(line))


def _cells(row: str) -> list[str]:
    return _BAR.split(row.strip().removeprefix("|").removesuffix("|"))


def with_tags(text: str) -> str:
    """The reverse of `without_tags`: what got a backslash loses it."""
    if "\\<" not in text:
        return text
    pieces = [*_pieces(text), ("", "")]
    return "".join(
        "<" if piece == "\\<" and _TAG_START.match("<" + after[:1]) else piece
        for (piece, _), (after, _) in pairwise(pieces)
    )


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each as it stands and as it is to be written."""
    place = 0
    while place < len(text):
        end, part = _next(text, place)
        yield text[place:end], part
        place = end


def begins_with_tag(line: str) -> bool:
    """Whether a reader of HTML would take `line` for its beginning."""
    return bool(_TAG_START.match(line)) and not _AUTOLINK.match(line)


def _next(text: str, place: int) -> tuple[int, str]:
    """The piece of `text` that begins at `place`: where it ends and how it is written."""
    character = text[place]
    if character == "\\" and text[place + 1 : place + 2] in _ESCAPABLE:
        return place + 2, text[place : place + 2]
    if character == "`":
        end = _end_of_code(text, place)
        return end, text[place:end]
    if character == "<":
        if link := _AUTOLINK.match(text, place):
            return link.end(), link.group()
        return place + 1, "\\<" if _TAG_START.match(text, place) else "<"
    if character == "]" and (start := _ADDRESS_START.match(text, place)):
        return _address(text, start)
    following = _first_special(text, place + 1)
    return following, text[place:following]


def _address(text: str, start: re.Match[str]) -> tuple[int, str]:
    """An address without its angle brackets, which says the same. Where there is none, what stands before it must not
    go on either: with a backslash inside it might become one.
    """
    mark, blank = start.groups()
    found = _WHOLE_ADDRESS[mark].match(text, start.end())
    if found is None:
        return start.end(), f"]\\{mark}{blank}"
    bare = _NOT_IN_BARE_ADDRESS.sub(lambda one: "%20" if one.group().isspace() else f"\\{one.group()}", found[1])
    return found.end(), f"]{mark}{blank}{bare or '<>'}"


def _first_special(text: str, place: int) -> int:
    found = _SPECIAL.search(text, place)
    return found.start() if found else len(text)


def _end_of_code(text: str, place: int) -> int:
    """The end of the code span that begins here, or of the backticks alone when nothing closes them."""
    opening = _BACKTICKS.match(text, place)
    assert opening is not None
    for closing in _BACKTICKS.finditer(text, opening.end()):
        if len(closing.group()) == len(opening.group()):
            return closing.end()
    return opening.end()


def one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text).split())


def literal(text: str) -> str:
    """`text` on one line, to be read letter by letter wherever Markdown stands."""
    return _EDGE_HASHES.sub(r"\\#", _MARKS.sub(r"\\\1", one_line(text)))


def read_literal(line: str) -> str:
    """What `literal` was given, but for its white space; so with anyone else's backslashes."""
    return _ESCAPED.sub(r"\1", line)


def fenced(text: str, language: str = "") -> str:
    """`text` as a block of code, its fence longer than any run of backticks inside."""
    longest = max((len(run.group()) for run in _BACKTICKS.finditer(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"

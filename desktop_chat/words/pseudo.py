"""A language that nobody speaks, for whoever looks after the window.

Every sentence becomes longer by about two fifths, its letters get accents, and brackets stand round it: what is cut
short lacks a bracket, what no translator was given has none, and what is put together from pieces shows its seams.
`DESKTOP_CHAT_LANGUAGE=qps-ploc` starts the program in it; with `qps-plocm` the window is laid out from right to left.
"""

from string import Formatter
from typing import Final

_OPEN, _CLOSE = "⟦", "⟧"
_RIGHT_TO_LEFT_MARK: Final = "\u200f"
_ACCENTS: Final = str.maketrans(
    "abcdeghijklnoprstuwyzABCDEGHIJKLNOPRSTUWYZ", "àƀçđéĝĥíĵķļñóþŕšťüŵýžÀƁÇĐÉĜĤÍĴĶĻÑÓÞŔŠŤÜŴÝŽ"
)
_LONGER: Final = 0.4
_FILLING: Final = "èüøà"
"""Words made of it are as long as a word in the middle."""


def pseudo(text: str) -> str:
    """The text, longer and with accents; what is in braces stays as it is, and so does the space round the text."""
    bare = text.strip()
    if not any(character.isalpha() for literal, *_ in Formatter().parse(bare) for character in literal):
        return text
    before, _, after = text.partition(bare)
    letters = sum(len(literal) for literal, *_ in Formatter().parse(bare))
    return f"{before}{_OPEN}{_accented(bare)}{_filling(round(letters * _LONGER))}{_CLOSE}{after}"


def mirrored(text: str) -> str:
    """The same for a paragraph that runs from right to left."""
    return f"{_RIGHT_TO_LEFT_MARK}{pseudo(text)}"


def _accented(text: str) -> str:
    parts: list[str] = []
    for literal, name, form, conversion in Formatter().parse(text):
        parts.append(literal.translate(_ACCENTS).replace("{", "{{").replace("}", "}}"))
        if name is not None:
            parts.append(f"{{{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}}}")
    return "".join(parts)


def _filling(length: int) -> str:
    """Words of four letters, each with its space: as much as is asked for, at least a letter."""
    words = "".join(f" {_FILLING}" for _ in range(length // 5 + 1))
    return words[: max(length, 2)]

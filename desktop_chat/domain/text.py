"""Text is made safe once, at the door.

A lone surrogate half cannot be written as UTF-8 and U+0000 ends a string for SQLite's text functions, so both would
lose words later, far from where they came in. Everything that enters the program as text passes `clean` first.
"""

import re

_SPACE = re.compile(r"\s+")
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """`text` with U+0000 and unpaired surrogates replaced by U+FFFD; halves that form a pair are joined."""
    if "\x00" not in text and _is_sound(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined.replace("\x00", "\ufffd")


def _is_sound(text: str) -> bool:
    """Whether it has no half of a surrogate pair: that is what cannot be written as UTF-8, and writing is fast."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def first_line(text: str, limit: int = 80) -> str:
    """The first words of `text` on one line, at most `limit` characters."""
    line = _SPACE.sub(" ", text.lstrip()[: limit * 8]).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + _ELLIPSIS
